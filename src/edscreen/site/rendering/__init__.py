"""Letting a real browser run a page's scripts, while it reaches no more than the fetcher may."""
