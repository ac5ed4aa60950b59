"""The vendor profile: its fields, how it is read, and what its mistakes are called."""
