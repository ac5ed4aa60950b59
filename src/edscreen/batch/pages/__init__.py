"""The overview of a run and a page for each vendor, made from its tables alone."""
