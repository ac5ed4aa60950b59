"""Rows of a list that are no product whatever their address: totals, and notes in a single cell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import PRODUCT, VENDOR
from edscreen.batch.lists.data_files import read_entries, read_words
from edscreen.batch.lists.texts import same_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Cells

_FEWEST_COLUMNS = 3  # of a list in which a row with one cell is a note
_LONGEST_NOTE = 1_000  # characters
_TOTAL = "this row looks like a total, not a product"
_NOTE = "this row holds one cell only, which names no product: a note, it seems"


class Aside(NamedTuple):
    """Why a row is no product, and the position, counted from 0, of the cell that shows it."""

    at: int
    message: str


class TotalsAndNotes:
    """Knows the rows of a list that add it up or remark on it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._has_notes = len(columns) >= _FEWEST_COLUMNS
        self._products = _positions(columns, PRODUCT)
        self._names = _positions(columns, VENDOR) | self._products

    def why_aside(self, cells: Cells) -> Aside | None:
        """Return why a row is a total or a note; None where it may be a product, or has an address."""
        filled = [at for at, cell in enumerate(cells) if cell]
        if len(filled) == 1 and reads_as_note(cells[filled[0]] or ""):
            return Aside(filled[0], _NOTE)
        names = [at for at in filled if at in self._names] or filled[:1]
        total = next((at for at in names if same_heading(cells[at] or "") in _totals()), None)
        is_note = self._has_notes and len(filled) == 1 and filled[0] not in self._products
        if total is None and not is_note:
            return None
        if any(address_in(cells[at] or "").address for at in filled):
            return None
        return Aside(filled[0], _NOTE) if total is None else Aside(total, _TOTAL)


def reads_as_note(text: str) -> bool:
    """Tell whether a text is a line below a list, by its words alone, and no product's name."""
    if len(text) > _LONGEST_NOTE:
        return False
    line = " ".join(text.casefold().split())
    before, colon, _ = line.partition(":")
    beginnings, whole = _note_words()
    return bool(colon and before.strip() in beginnings) or whole.fullmatch(line) is not None


def _positions(columns: Sequence[Column], path: tuple[str, str]) -> set[int]:
    firsts = [column for column in columns if column.path == path]
    return {each.at for first in firsts for each in (first, *first.others)}


@cache
def _totals() -> frozenset[str]:
    return frozenset(same_heading(word) for word in read_words("totals"))


@cache
def _note_words() -> tuple[frozenset[str], re.Pattern[str]]:
    entries = read_entries("notes")
    beginnings = frozenset(word.casefold() for entry in entries for word in entry.get("begins", ()))
    return beginnings, re.compile(
        "|".join(f"(?:{each})" for entry in entries for each in entry.get("is", ()))
    )
