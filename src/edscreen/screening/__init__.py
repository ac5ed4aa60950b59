"""Judging: rules and rule books, the engine that runs them, and the scorecard they fill."""
