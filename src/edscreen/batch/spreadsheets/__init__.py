"""Spreadsheets of a run, and Parquet files, made at its end from its tables alone."""
