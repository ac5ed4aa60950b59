"""What people write into cells for grades and subjects, from `data/cell_words.yaml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.texts import same_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

BEYOND, ANY = "beyond", "any"
"""What is meant by words for what lies behind grade 12, and for no subject in particular."""


@cache
def words_for(field: str) -> Mapping[str, str]:
    """Return what is meant in `grades` or `subjects`, by the words as `same_heading` gives them."""
    return {
        same_heading(written): entry["means"]
        for entry in read_entries("cell_words")
        if entry["field"] == field
        for written in entry["written"]
    }
