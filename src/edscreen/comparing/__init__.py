"""What changed between two reports, and why: the command `compare`."""
