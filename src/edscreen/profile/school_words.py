"""What people write for grades and subjects, from `data/school_words.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edscreen.profile.tables import read_yaml
from edscreen.profile.words import same_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BEYOND, ANY = "beyond", "any"
"""What is meant by words for what lies behind grade 12, and for no grade or subject in particular."""

_FILE = Path(__file__).parent / "data" / "school_words.yaml"


@cache
def words_for(field: str, as_compared: Callable[[str], str] = same_letters) -> Mapping[str, str]:
    """Return what is meant in `grades` or `subjects`, by the words as `as_compared` gives them."""
    return {
        as_compared(written): entry["means"]
        for entry in _entries()
        if entry["field"] == field
        for written in entry["written"]
    }


@cache
def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_yaml(_FILE)
    return entries
