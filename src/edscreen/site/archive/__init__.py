"""The file for the record: pages as they were read, kept as WARC, and read again from there."""
