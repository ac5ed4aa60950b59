"""Words that people write where they have nothing to write."""

from __future__ import annotations

from pathlib import Path

from edscreen.profile.tables import read_table

_TABLE = Path(__file__).parent / "data" / "placeholders.csv"
_PLACEHOLDERS = frozenset(row["written"] for row in read_table(_TABLE))


def is_stated(text: str | None) -> bool:
    """Whether `text` says something: it is there, and not a word such as TBD, n/a or unknown."""
    return text is not None and " ".join(text.split()).rstrip(".").casefold() not in _PLACEHOLDERS
