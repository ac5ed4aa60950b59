"""A sample of a run's answers for people to judge, read back, and how far they agree: see `docs/audit.md`."""
