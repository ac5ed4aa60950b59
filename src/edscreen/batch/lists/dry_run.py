"""What a list would be read as, without screening it: its columns, and its first rows as profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.items import Item, SetAside
from edscreen.batch.lists.columns import ADDRESS
from edscreen.batch.lists.filling import documents_in
from edscreen.batch.lists.row_list import RowList
from edscreen.batch.tables import NOT_SCREENED
from edscreen.interview.yaml_text import flow, scalar
from edscreen.profile.documents import Document, dotted
from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.items import Listed
    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.listing import Listing

_LOOKED_AT = 1_000  # rows in which an example of a column is looked for
_ADDRESS = "vendor.website or product.page"


class ColumnUse(NamedTuple):
    """What becomes of a column.

    Attributes:
        heading: its heading.
        fills: the fields that it fills, as `dosage[0].minutes, dosage[0].per: week`; empty where none.
        is_carried: whether its cells stand in every output, as `list.` and its heading.
        is_key: whether rows are known by it.
        example: the first cell with something in it; None where there is none among the first rows.
    """

    heading: str
    fills: str
    is_carried: bool
    is_key: bool
    example: str | None


class RowPreview(NamedTuple):
    """What becomes of a row, or of a file of a folder.

    Attributes:
        number: the row, or the file's place.
        key: what it is known by.
        profiles: the profiles in it, as YAML.
        mistakes: why it is not screened, each with its place.
    """

    number: int
    key: str
    profiles: tuple[str, ...]
    mistakes: tuple[str, ...]


class NotScreened(NamedTuple):
    """How many items of a list would not be screened for one reason.

    Attributes:
        items: how many.
        first: of the first, the number as in `RowPreview`; 0 where there is none.
    """

    items: int = 0
    first: int = 0

    def with_one_more(self, number: int) -> NotScreened:
        """Return these and another."""
        return NotScreened(self.items + 1, self.first or number)


class DryRun(NamedTuple):
    """What `edscreen batch LIST --dry-run` shows.

    Attributes:
        shown: what the list is called.
        size: how many items it holds.
        columns: its columns, in their order; none where it holds files.
        rows: its first rows.
        notices: what is to be said of it.
        unreadable: those that cannot be read.
        set_aside: those that are no product, or were listed before.
    """

    shown: str
    size: int
    columns: tuple[ColumnUse, ...]
    rows: tuple[RowPreview, ...]
    notices: tuple[str, ...]
    unreadable: NotScreened
    set_aside: NotScreened


def dry_run(listing: Listing, rows: int = 5) -> DryRun:
    """Return how a list is read: all of it is gone through once.

    Args:
        listing: the list.
        rows: how many of its first rows are shown as profiles.
    """
    looked_at = max(rows, _LOOKED_AT) if isinstance(listing, RowList) else rows
    first: list[Listed] = []
    size, unreadable, set_aside = 0, NotScreened(), NotScreened()
    for item in listing.items():
        size += 1
        if len(first) < looked_at:
            first.append(item)
        if isinstance(item, SetAside) and item.problem.kind in NOT_SCREENED:
            set_aside = set_aside.with_one_more(item.number)
        elif _is_unreadable(listing, item):
            unreadable = unreadable.with_one_more(item.number)
    return DryRun(
        listing.shown,
        size,
        tuple(_columns(listing, first)) if isinstance(listing, RowList) else (),
        tuple(_preview(listing, each) for each in first[:rows]),
        tuple(listing.notices),
        unreadable,
        set_aside,
    )


def _is_unreadable(listing: Listing, item: Listed) -> bool:
    return isinstance(item, SetAside) or any(
        not isinstance(each, Document) for each in documents_in(item, listing.rows)
    )


def _columns(listing: RowList, first: list[Listed]) -> Iterator[ColumnUse]:
    rows = [each.content for each in first if isinstance(each, Item) and isinstance(each.content, tuple)]
    instead = {
        other.at: f"{_fills(other)}, where {shown(column.heading)} is blank{_or_holds_the_other(column)}"
        for column in listing.columns
        for other in column.others
    }
    for column in listing.columns:
        cells = (row[column.at] for row in rows if column.at < len(row))
        example = next((cell for cell in cells if cell), None)
        is_key = column.heading == listing.id_heading
        yield ColumnUse(
            column.heading, _fills(column) or instead.get(column.at, ""), column.is_carried, is_key, example
        )


def _or_holds_the_other(column: Column) -> str:
    return " or holds the other of the two" if column.path == ADDRESS else ""


def _fills(column: Column) -> str:
    if column.meaning is None:
        return ""
    path = _ADDRESS if column.path == ADDRESS else dotted(column.meaning.path)
    return ", ".join([path, *(f"{dotted(field)}: {value}" for field, value in column.meaning.also)])


def _preview(listing: Listing, item: Listed) -> RowPreview:
    if isinstance(item, SetAside):
        return RowPreview(item.number, item.key, (), (f"{item.problem.place}: {item.problem.message}",))
    found = list(documents_in(item, listing.rows))
    profiles = tuple(profile_text(each.tree.data) for each in found if isinstance(each, Document))
    mistakes = tuple(str(each) for each in found if not isinstance(each, Document))
    return RowPreview(item.number, item.key, profiles, mistakes)


def profile_text(data: dict[str, Any]) -> str:
    """Return a profile as YAML that is read back as the same profile."""
    return "\n".join(_block(data, "")) + "\n"


def _block(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if value is None:
            continue
        if isinstance(value, dict) and value:
            yield f"{indent}{scalar(key)}:"
            yield from _block(value, f"{indent}  ")
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield f"{indent}{scalar(key)}:"
            for each in value:
                lines = list(_block(each, f"{indent}    "))
                yield f"{indent}  - {lines[0].lstrip()}" if lines else f"{indent}  - {{}}"
                yield from lines[1:]
        else:
            yield f"{indent}{scalar(key)}: {flow(value) if isinstance(value, dict | list) else scalar(value)}"
