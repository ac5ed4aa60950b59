"""A table as a list: its rows one by one, without those that are no product or stand twice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeAlias

from edscreen.batch.items import Item, SetAside
from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import PRODUCT, VENDOR
from edscreen.batch.lists.earlier_rows import EarlierRows
from edscreen.batch.lists.filling import RowReader
from edscreen.batch.lists.json_values import NotJson, read_json
from edscreen.batch.lists.known_rows import ADDRESSES, EDITION, KnownRows, Mark
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.remarks import Remarks
from edscreen.batch.lists.texts import CannotRead, same_name
from edscreen.batch.lists.totals import TotalsAndNotes
from edscreen.batch.lists.two_columns import counting
from edscreen.batch.lists.users import UsersLeftOut
from edscreen.batch.lists.values import value_of
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import escaped, shown
from edscreen.profile.sources import unreadable_because
from edscreen.profile.yaml_scalars import written
from edscreen.report.escaping import shortened
from edscreen.report.run import Problem
from edscreen.report.words import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.items import Listed
    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.headings import Headings
    from edscreen.batch.lists.rows import Cells, Row, Table
    from edscreen.profile.yaml_tree import Path

_Names: TypeAlias = "dict[Path, str]"  # of a row's vendor, product and edition, those that the list has
_GO_ON = "a run over it keeps what it has screened, and goes on with --resume once the list is mended"


class RowList:
    """A spreadsheet, or whatever is read like one; see `Listing`.

    Of every row that is screened a few bytes are kept (see `EarlierRows`), to know one that comes again: some
    200 MB of memory for a million rows, and some 100 MB more for their keys.
    """

    def __init__(self, shown_as: str, table: Table, headings: Headings, id_column: Column | None) -> None:
        """Take a table whose headings are known.

        Args:
            shown_as: what the list is called.
            table: its rows.
            headings: its headings.
            id_column: the column of `--id`.
        """
        self.shown = shown_as
        self._table = table
        self._headings = headings
        self._id = id_column
        by_path = {column.path: column for column in headings.columns if column.path}
        self._names = {path: by_path[path] for path in (VENDOR, PRODUCT, EDITION) if path in by_path}
        self._addresses = [column for column in headings.columns if column.path in ADDRESSES]
        self._totals = None if table.is_profiles else TotalsAndNotes(headings.columns)
        self._remarks = Remarks(headings.columns)
        self._several: list[int] = []
        self._elsewhere: dict[str, list[int]] = {}
        self._users = UsersLeftOut(headings.columns)
        self.rows = RowReader(
            shown_as, table.sheet, headings.row + 1, headings.columns, is_profiles=table.is_profiles
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """What its columns mean."""
        return self._headings.columns

    @property
    def id_heading(self) -> str:
        """The heading of the column of keys; empty where there is none."""
        return self._id.heading if self._id else ""

    @property
    def notices(self) -> list[str]:
        """What is to be said of it; see `Listing`."""
        said = [
            *self._table.notices,
            *self._headings.notices,
            *self._remarks.notices(),
            *self._users.notices(),
        ]
        if self._several:
            rows = f"{len(self._several):,} rows hold" if len(self._several) > 1 else "1 row holds"
            said.append(
                f"{rows} more than one web address in a cell (first: row {self._several[0]}): the first that "
                "may be a product's was taken"
            )
        for where, numbers in self._elsewhere.items():
            rows = f"{len(numbers):,} rows lead" if len(numbers) > 1 else "1 row leads"
            said.append(
                f"{rows} to {where} (first: row {numbers[0]}), which is not the vendor's "
                "site: that address was left out; write the product's own there, so that its site can be read"
            )
        return said

    def count(self) -> int:
        """How many rows it has that are not empty; see `Listing`."""
        return sum(1 for _ in self._rows_in_a_run())

    def holds_anything(self) -> bool:
        """Tell whether a row stands below its headings."""
        return next(self._rows(), None) is not None

    def items(self) -> Iterator[Listed]:
        """Yield its rows; see `Listing`."""
        self._remarks = Remarks(self.columns)
        self._several = []
        self._elsewhere = {}
        self._users = UsersLeftOut(self.columns)
        known = KnownRows(self.columns, has_keys=self._id is not None, is_profiles=self._table.is_profiles)
        earlier = EarlierRows(known)
        for read in self._rows_in_a_run():
            # A profile is cleaned once it is read, as in `check`: here it is JSON.
            row = read if self._table.is_profiles else self._users.cleaned(read)
            names = self._names_in(row.cells)
            key, marks, name = self._key(row), self._marks(row.cells, names), _shown_name(names)
            identity = marks[0].digest if marks else b""
            if problem := self._set_aside(row) or self._again(row, marks, names, earlier):
                yield SetAside(row.number, key, problem, row.cells, identity, name)
            else:
                self._remarks.look(row.number, row.cells)
                yield Item(row.number, key, row.cells, self.shown, identity, name)

    def _rows(self) -> Iterator[Row]:
        for row in self._table.rows():
            if row.number > self._headings.row:
                yield row

    def _rows_in_a_run(self) -> Iterator[Row]:
        """Yield the rows, or say which list cannot be read to its end, and how to go on."""
        try:
            yield from self._rows()
        except (OSError, UnreadableList) as error:
            why = unreadable_because(error).message if isinstance(error, OSError) else error
            raise UnreadableList(f"{self.shown}: {why}; {_GO_ON}") from None

    def _key(self, row: Row) -> str:
        stated = self._cell(row.cells, self._id) if self._id else None
        return escaped(stated) if stated else f"row {row.number}"

    def _set_aside(self, row: Row) -> Problem | None:
        if row.problem:
            return self._problem(row, "invalid_profile", row.column, row.problem)
        return self._total(row) or self._no_product(row)

    def _total(self, row: Row) -> Problem | None:
        """Set a row aside that adds the list up or remarks on it."""
        found = self._totals and self._totals.why_aside(row.cells)
        return self._problem(row, "not_a_product", found.at + 1, found.message) if found else None

    def _no_product(self, row: Row) -> Problem | None:
        """Set a row aside whose every address leads to something that is no product."""
        aside: Problem | None = None
        is_site = False
        for each in self._addresses:
            column = counting(each, row.cells)
            text = self._cell(row.cells, column)
            if text is None:
                continue
            found = address_in(text)
            if found.others:
                self._several.append(row.number)
            if found.elsewhere:
                self._elsewhere.setdefault(found.elsewhere, []).append(row.number)
            if found.what_else and aside is None:
                message = (
                    f"this address leads to {found.what_else}, not to a product: "
                    f"{shown(found.address or '', 200)}; write the product's own site instead"
                )
                aside = self._problem(row, "not_a_product", column.at + 1, message)
            is_site = is_site or (found.address is not None and not found.what_else)
        return None if is_site else aside

    def _again(self, row: Row, marks: list[Mark], names: _Names, earlier: EarlierRows) -> Problem | None:
        """Set a row aside whose key, or whose vendor and product, stood in an earlier row."""
        found = earlier.again(row, marks, names)
        return self._problem(row, found.kind, found.column, found.message) if found else None

    def _marks(self, cells: Cells, names: _Names) -> list[Mark]:
        """What a row is known by: its key, and its vendor and product."""
        marks: list[Mark] = []
        if self._id and (stated := self._cell(cells, self._id)):
            words = f"the key {shown(stated)} of the column {shown(self._id.heading)} stands"
            marks.append(Mark(_digest("key", stated), words, self._id.at + 1, is_key=True))
        same = [same_name(name) for name in names.values()]
        if len(same) > 1 and all(same[:2]):
            at = self._names[PRODUCT].at if PRODUCT in self._names else 0
            marks.append(Mark(_digest("names", *same), "the same vendor and product stand", at + 1))
        return marks

    def _names_in(self, cells: Cells) -> _Names:
        if self._table.is_profiles:
            return _names_in_profile(cells[0] if cells else None)
        return {path: self._name(cells, column) for path, column in self._names.items()}

    def _name(self, cells: Cells, column: Column) -> str:
        try:
            said = counting(column, cells)
            value = said.meaning and said.path and value_of(
                self._cell(cells, said), said.meaning, said.path
            )  # fmt: skip
        except CannotRead:
            return ""
        return value if isinstance(value, str) else ""

    def _cell(self, cells: Cells, column: Column) -> str | None:
        text = cells[column.at] if column.at < len(cells) else None
        return text if is_stated(text) else None

    def _problem(self, row: Row, kind: str, column: int, message: str) -> Problem:
        return Problem(kind, self.shown, row.number, column, "", message, self._table.sheet)


def _names_in_profile(text: str | None) -> _Names:
    try:
        data: Any = read_json(text or "")
    except NotJson:
        return {}
    names: _Names = {}
    for section, field in (VENDOR, PRODUCT, EDITION):
        around = data.get(section)
        value = around.get(field) if isinstance(around, dict) else None
        names[section, field] = str(written(value)) if isinstance(value, str | int | float) else ""
    return names


def _shown_name(names: _Names) -> str:
    return escaped(shortened(names.get(PRODUCT) or names.get(VENDOR) or "", NAME_LENGTH))


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
