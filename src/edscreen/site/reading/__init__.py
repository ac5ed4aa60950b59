"""Reading a page: its visible text and links, by region."""
