"""What stands between the reader and the page: walls, shells, parked domains, error pages."""
