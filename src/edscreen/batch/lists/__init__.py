"""Lists of products: spreadsheets of every kind, and folders of profiles."""
