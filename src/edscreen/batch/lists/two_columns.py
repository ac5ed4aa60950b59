"""Several columns for one field: which of them counts in a row, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import ADDRESS, PAGE, WEBSITE
from edscreen.batch.lists.comparing import cell_reader
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted
from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.registries.public_hosts import PublicHostTable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from edscreen.batch.lists.addresses import Found
    from edscreen.batch.lists.columns import Column, Meaning
    from edscreen.batch.lists.comparing import Said
    from edscreen.batch.lists.rows import Cells
    from edscreen.profile.yaml_tree import Path


def counting(column: Column, cells: Cells) -> Column:
    """Return, of the columns that hold one field, the first that says something in a row."""
    if not column.others:
        return column
    several = (column, *column.others)
    if column.path == ADDRESS:  # a paper's address beside the product's own is passed over
        own = next((each for each in several if _own_address(each, cells)), None)
        if own:
            return own
    return next((each for each in several if _said(each, cells) is not None), column)


def used(column: Column, cells: Cells) -> tuple[Column, ...]:
    """Return, of the columns that hold one field, those that are read in a row: the one that counts.

    Of addresses they are two where one is a site's front page and the other a page of the same site.
    """
    first = counting(column, cells)
    found = _own_address(first, cells) if column.path == ADDRESS and column.others else None
    if found:
        for other in (column, *column.others):
            also = _own_address(other, cells)
            if also and also.is_front != found.is_front and _is_one_site(found.address, also.address):
                return first, other
    return (first,)


def fields_in(
    column: Column, cells: Cells, filled: Container[Path | None]
) -> Iterator[tuple[Column, Meaning, Path]]:
    """Yield the columns that are read in a row, each with what it means and the field that it fills.

    Args:
        column: the first of those that hold one field.
        cells: the row.
        filled: the fields that columns of the list hold.
    """
    several = used(column, cells)
    for each in several:
        meaning = each.meaning
        if meaning is None:
            continue
        path = meaning.path if meaning.path != ADDRESS else _address_field(each, cells, filled)
        if len(several) > 1 and path == PAGE and _is_front(each, cells):
            continue  # the other one is the product's page
        if path:
            yield each, meaning, path


def contradictions(column: Column, cells: Cells) -> Iterator[tuple[Column, str]]:
    """Yield the columns that contradict the one that counts in a row, with what is to be done about it."""
    for first, other, is_clear in _differing(column, cells):
        if is_clear and _is_one_question(first, other):
            here, there = (shown(_cell(each, cells) or "") for each in (other, first))
            message = (
                f"this cell says {here} and the column {shown(first.heading)} says {there}, and edscreen "
                "cannot tell which is meant: leave one of the two cells empty, or take one column out of the "
                "list"
            )
            yield other, message


class Differing:
    """Counts the rows in which two columns hold different things, of which the first is taken."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._columns = [column for column in columns if column.others]
        self._rows: dict[tuple[str, str], list[int]] = {}

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for column in self._columns:
            for first, other, is_clear in _differing(column, cells):
                if not (is_clear and _is_one_question(first, other)):
                    found = self._rows.setdefault((first.heading, other.heading), [0, number])
                    found[0] += 1

    def notices(self) -> Iterator[str]:
        """Yield what is to be said of them."""
        for (first, other), (rows, number) in self._rows.items():
            yield (
                f"{counted(f'{rows:,}', 'row')} (first: row {number}) {'says' if rows == 1 else 'say'} one "
                f"thing under {shown(first)} and another under {shown(other)}: what stands under "
                f"{shown(first)} was taken"
            )


def _differing(column: Column, cells: Cells) -> Iterator[tuple[Column, Column, bool]]:
    """Yield the column that counts in a row, one that says something else, and whether that can be read.

    Where the one that counts cannot be read, nothing is taken, and the row is reported for that alone.
    """
    if not column.others:
        return
    first, *beside = used(column, cells)
    said = _said(first, cells)
    if not (said and said.is_clear):
        return
    for other in (column, *column.others):
        also = _said(other, cells)
        if other not in (first, *beside) and also and (also.words, other.also) != (said.words, first.also):
            yield first, other, also.is_clear


def _is_one_question(first: Column, other: Column) -> bool:
    """Tell whether two columns that differ cannot both be right.

    A vendor may have two names and two addresses; minutes a week and a session are no contradiction; and a
    column whose cells count only where they hold a field's own words may be about something else.
    """
    if first.meaning is None or other.meaning is None or first.also != other.also:
        return False
    certain = first.meaning.certain or other.meaning.certain
    return not certain and cell_reader(first.meaning).is_one_answer


def _address_field(column: Column, cells: Cells, filled: Container[Path | None]) -> Path | None:
    """Return what an address is: a bare site is the vendor's, an address within one is a product's page.

    That some page within a shop or a store is the vendor's home page would be a guess. A bare site may be the
    product's own as well: what shows research on either page counts, so nothing is lost. None where the list
    has a column for products' pages, and this is another page.
    """
    text = _cell(column, cells)
    if WEBSITE not in filled and (_is_front(column, cells) or address_in(text or "").address is None):
        return WEBSITE
    return None if PAGE in filled else PAGE


def _is_front(column: Column, cells: Cells) -> bool:
    text = _cell(column, cells)
    return text is None or address_in(text).is_front


def _own_address(column: Column, cells: Cells) -> Found | None:
    """Return the address in a column where it may be a product's own."""
    found = address_in(_cell(column, cells) or "")
    return found if found.address and not (found.what_else or found.elsewhere) else None


def _is_one_site(first: str | None, second: str | None) -> bool:
    """Tell whether two addresses have one owner; where anyone may publish, nobody can say."""
    one, other = parse_address(first or ""), parse_address(second or "")
    if one is None or other is None or not same_registrable_domain(one.host, other.host):
        return False
    return not any(PublicHostTable.load().find(each or "") for each in (first, second))


def _said(column: Column, cells: Cells) -> Said | None:
    """Return what a column says of its field in a row; None where that is nothing."""
    text = _cell(column, cells)
    if column.meaning is None or text is None:
        return None
    said = cell_reader(column.meaning).said(text)
    return said if said and said.fills else None


def _cell(column: Column, cells: Cells) -> str | None:
    return cells[column.at] if column.at < len(cells) else None
