"""The YAML files in `batch/data`: what headings, cells, addresses, totals, notes and verdicts mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from edscreen.profile.tables import read_yaml

_DATA = Path(__file__).parents[1] / "data"


def read_entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of a data file."""
    entries: list[dict[str, Any]] = read_yaml(_DATA / f"{name}.yaml")
    return entries


def read_words(name: str) -> list[str]:
    """Return the words that a data file lists."""
    words: list[str] = read_yaml(_DATA / f"{name}.yaml")
    return words
