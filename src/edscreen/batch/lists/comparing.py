"""What cells say, so that two of them can be compared: however it is written, the same is the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import Url

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import ADDRESS, PRODUCT, VENDOR, WEBSITE
from edscreen.batch.lists.fields import info_at
from edscreen.batch.lists.texts import CannotRead, remembered, same_name
from edscreen.batch.lists.values import is_free_text, said_beside, value_of
from edscreen.profile.annotations import kinds_of
from edscreen.profile.placeholders import is_stated
from edscreen.profile.ranges import Range
from edscreen.profile.words import same_words

if TYPE_CHECKING:
    from edscreen.batch.lists.columns import Column, Meaning
    from edscreen.batch.lists.rows import Cells
    from edscreen.profile.yaml_tree import Path

_NAMES = frozenset((VENDOR, PRODUCT, ("product", "version")))  # compared as in the mark of a row
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


class Said(NamedTuple):
    """What a cell says.

    Attributes:
        words: the same for all cells of one field that say the same.
        beside: what the cell and its heading say of other fields: for each of what minutes are.
        fills: whether it fills the field, and does not only stand in the list.
        is_clear: whether the field can hold it.
        amount: a number or range; None where it is none.
    """

    words: str
    beside: frozenset[tuple[Path, Any]] = frozenset()
    fills: bool = True
    is_clear: bool = True
    amount: Range | None = None


class CellReader:
    """Reads the cells of one meaning.

    Attributes:
        is_one_answer: whether two cells that differ cannot both be right: a vendor may have two names and two
            addresses.
    """

    def __init__(self, meaning: Meaning) -> None:
        """Begin.

        Args:
            meaning: what the heading above the cells says of them.
        """
        self._meaning = meaning
        self._path = WEBSITE if meaning.path == ADDRESS else meaning.path
        info = info_at(self._path)
        self._is_address = info is not None and Url in kinds_of(info)
        self.is_one_answer = not (self._is_address or is_free_text(self._path))
        # As the profile's model of the field reads it: grades spread out, yes and true one answer.
        self._model: TypeAdapter[Any] | None = None
        if info and self.is_one_answer:
            field: Any = Annotated[info.annotation, info]
            self._model = TypeAdapter(field)

    @remembered
    def said(self, text: str) -> Said | None:
        """Return what a cell says; None where that is nothing."""
        headed = frozenset(self._meaning.also)
        try:
            value = value_of(text, self._meaning, self._path)
        except CannotRead:
            return Said(self._same(text), headed, is_clear=False)
        if value is not None:
            beside = said_beside(text, self._meaning, self._path)
            return self._meant(value)._replace(beside=frozenset(beside))
        return Said(self._same(text), headed, fills=False) if is_stated(text) else None

    def _meant(self, value: Any) -> Said:
        if self._is_address:
            address = str(value)
            return Said(self._same(address), is_clear=address_in(address).address is not None)
        if self._model is None:
            return Said(self._same(str(value)))
        try:
            meant = self._model.validate_python(value)
            return Said(_in_words(meant), amount=meant if isinstance(meant, Range) else None)
        except ValidationError:
            return Said(_in_words(value), is_clear=False)

    def _same(self, text: str) -> str:
        if self._is_address:
            return _SCHEME.sub("", address_in(text).address or text).rstrip("/").casefold()
        return same_name(text) if self._path in _NAMES else same_words(text)


def _in_words(value: Any) -> str:
    """Write a value so that equal ones are written alike, in whatever order a list holds its entries."""
    if isinstance(value, list | tuple):
        return "\n".join(sorted({same_words(str(entry)) for entry in value}))
    if isinstance(value, Range):
        return str([None if end is None else float(end) for end in (value.low, value.high)])
    return same_words(str(value))


@lru_cache(maxsize=1_024)
def cell_reader(meaning: Meaning) -> CellReader:
    """Return what reads the cells of a meaning."""
    return CellReader(meaning)


def said_in(column: Column, cells: Cells) -> Said | None:
    """Return what a column says of its field in a row; None where that is nothing."""
    text = cell_in(column, cells)
    if column.meaning is None or text is None:
        return None
    said = cell_reader(column.meaning).said(text)
    return said if said and said.fills else None


def cell_in(column: Column, cells: Cells) -> str | None:
    """Return the cell of a column in a row; None where the row has none."""
    return cells[column.at] if column.at < len(cells) else None


def first_that_says(column: Column, cells: Cells) -> Column:
    """Return, of a column and those that count where it is blank, the first that says something in a row."""
    return next((each for each in (column, *column.others) if said_in(each, cells) is not None), column)
