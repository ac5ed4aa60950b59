"""Reporting: one small module a format, each over the same scorecards."""
