"""Many vendors: lists, the ledger of a run, and what runs it."""
