"""Fetching pages politely, and only from addresses that are public."""
