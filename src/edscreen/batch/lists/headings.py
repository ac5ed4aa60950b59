"""The row of headings of a list: the first, or the first below titles and blank lines."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.lists.assigning import columns_of
from edscreen.batch.lists.columns import PRODUCT, VENDOR, listed, unique_headings
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS
from edscreen.profile.documents import dotted
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.batch.lists.columns import Column, Meaning
    from edscreen.batch.lists.rows import Row, Table
    from edscreen.profile.yaml_tree import Path

_LOOKED_AT = 30  # rows that may be titles and remarks above a list
_LONGEST_EXAMPLE = 40  # characters
_LIKE = {
    VENDOR: "the vendor, as Vendor, Company or Publisher would",
    PRODUCT: "the product, as Product, Product Name or Tool would",
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


def headings_of(table: Table, mapped: Mapping[str, Meaning | None] | None) -> Headings:
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
    """Return which columns a list lacks, and how to name them."""
    paths = {column.path for column in headings.columns}
    lacking = [path for path in _LIKE if path not in paths]
    there = listed([column.heading for column in headings.columns])
    example = _example(headings, lacking)
    if not _meant(headings):
        otherwise = f", or say in a file with --map which of {there} is what{example}" if example else ""
        return UnreadableList(
            "no row of this list holds headings that say what its columns are: write some above them, such "
            f"as Vendor, Product and URL{otherwise}"
        )
    which, such = ("which it is", "that column") if len(lacking) == 1 else ("which they are", "these columns")
    remedy = f"say in a file with --map {which}{example}, or add {such}" if example else f"add {such}"
    return UnreadableList(
        f"no column of this list names {', or '.join(_LIKE[path] for path in lacking)}; its columns are "
        f"{there}: {remedy}"
    )


def _example(headings: Headings, lacking: Sequence[Path]) -> str:
    """Return what to write for the columns that a list lacks, with headings of its own; empty without any.

    A row of addresses or numbers is no row of headings.
    """
    from edscreen.interview.yaml_text import scalar

    free = [column.heading for column in headings.columns if column.meaning is None]
    if not _meant(headings) and any("://" in heading or heading[:1].isdigit() for heading in free):
        return ""
    fit = [heading for heading in free if len(heading) <= _LONGEST_EXAMPLE and heading.isprintable()]
    lines = [f"{scalar(heading)}: {dotted(path)}" for heading, path in zip(fit, lacking, strict=False)]
    return f", as in {joined(lines)}" if lines else ""


def _meant(headings: Headings) -> int:
    return sum(column.meaning is not None for column in headings.columns)


def _tried(row: int, cells: tuple[str | None, ...], mapped: Mapping[str, Meaning | None] | None) -> Headings:
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
