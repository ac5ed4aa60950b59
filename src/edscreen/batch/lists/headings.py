"""The row of headings of a list: the first, or the first below titles and blank lines."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.lists.columns import PRODUCT, VENDOR, columns_of, unique_headings
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS
from edscreen.profile.quoting import shown
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Row, Table

_LOOKED_AT = 30  # rows that may be titles and remarks above a list
_NAMED_AT_MOST = 12
_LIKE = {
    VENDOR: ("vendor", "Vendor, Company or Publisher", "Maker: vendor.name"),
    PRODUCT: ("product", "Product, Product Name or Tool", "What: product.name"),
}


class Headings(NamedTuple):
    """The headings of a list.

    Attributes:
        row: the number of their row; 0 where they stand in none.
        columns: what they mean.
        notices: what is to be said of them.
        is_usable: whether they name a product and its vendor.
    """

    row: int
    columns: tuple[Column, ...]
    notices: list[str]
    is_usable: bool


def headings_of(table: Table, mapped: Mapping[str, str] | None) -> Headings:
    """Find the headings of a list.

    Raises:
        UnreadableList: it holds nothing.
    """
    if table.names is not None:
        return _tried(0, table.names, mapped)
    best: Headings | None = None
    first = 0
    for row in islice(table.rows(), _LOOKED_AT):
        first = first or row.number
        _refuse_too_wide(row)
        found = _tried(row.number, row.cells, mapped)
        if found.is_usable:
            if row.number > first:
                said = f"the headings stand in row {row.number}; what stands above was not read"
                return found._replace(notices=[said, *found.notices])
            return found
        if best is None or _meant(found) > _meant(best):
            best = found
    if best is None:
        raise UnreadableList("this list is empty")
    return best


def why_unusable(headings: Headings) -> UnreadableList:
    """Return which column a list lacks, and how to name it."""
    paths = {column.path for column in headings.columns}
    if not _meant(headings):
        return UnreadableList(
            "no row of this list holds headings that say what its columns are: write some above them, such "
            "as Vendor, Product and URL, or name them in a file with --map"
        )
    noun, such_as, example = next(_LIKE[path] for path in (PRODUCT, VENDOR) if path not in paths)
    names = [shown(column.heading, 40) for column in headings.columns]
    more = f" and {len(names) - _NAMED_AT_MOST} more" if len(names) > _NAMED_AT_MOST else ""
    there = ", ".join(names[:_NAMED_AT_MOST]) + more if more else joined(names)
    return UnreadableList(
        f"no column of this list names the {noun}, as {such_as} would; its columns are {there}: say which it "
        f"is in a file with --map, as in {example}"
    )


def _meant(headings: Headings) -> int:
    return sum(column.meaning is not None for column in headings.columns)


def _tried(row: int, cells: tuple[str | None, ...], mapped: Mapping[str, str] | None) -> Headings:
    columns, notices = columns_of(unique_headings(cells), mapped)
    paths = {column.path for column in columns}
    return Headings(row, columns, notices, {VENDOR, PRODUCT} <= paths)


def _refuse_too_wide(row: Row) -> None:
    if row.problem:
        raise UnreadableList(f"row {row.number}: {row.problem}")
    if len(row.cells) > MAX_COLUMNS:
        raise UnreadableList(
            f"row {row.number} has {len(row.cells):,} columns, more than the {MAX_COLUMNS:,} that a list of "
            "products can have: take the other columns out of it"
        )
