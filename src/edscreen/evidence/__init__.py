"""What follows from a profile's own numbers, worked out once for all rules that need it."""
