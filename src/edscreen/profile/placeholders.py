"""Words that people write where they have nothing to write."""

from __future__ import annotations

import csv
from pathlib import Path

with (Path(__file__).parent / "data" / "placeholders.csv").open(encoding="utf-8", newline="") as _file:
    _PLACEHOLDERS = frozenset(row["written"] for row in csv.DictReader(_file))


def is_stated(text: str | None) -> bool:
    """Whether `text` says something: it is there, and not a word such as TBD, n/a or unknown."""
    return text is not None and " ".join(text.split()).rstrip(".").casefold() not in _PLACEHOLDERS
