"""Several columns for one field: which of them counts in a row, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import ADDRESS, PAGE, WEBSITE
from edscreen.batch.lists.comparing import cell_in, cell_reader, first_that_says, said_in
from edscreen.batch.lists.weekly_cells import WeeklyCells, are_too_many
from edscreen.profile.last_result import remembers_last
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted
from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.registries.public_hosts import PublicHostTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from edscreen.batch.lists.addresses import Found
    from edscreen.batch.lists.columns import Column, Meaning
    from edscreen.batch.lists.rows import Cells
    from edscreen.batch.lists.weekly_cells import Compared
    from edscreen.evidence.weekly_minutes import WeeklyMinutes
    from edscreen.profile.yaml_tree import Path

    Filling: TypeAlias = tuple[Column, Meaning, Path]
    """A column that is read in a row, what it means, and the field that it fills."""


def counting(column: Column, cells: Cells) -> Column:
    """Return, of the columns that hold one field, the first that says something in a row."""
    if not column.others:
        return column
    if column.path == ADDRESS:
        return _site_and_page(column, cells)[0]
    return first_that_says(column, cells)


class Fields:
    """The fields that the columns of a list fill in its rows."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Find out which columns fill the same field in every row.

        Args:
            columns: the columns.
        """
        self._columns: list[tuple[Column, tuple[Filling, ...]]] = [
            (column, () if column.others or column.path == ADDRESS else _alone(column))
            for column in columns
            if column.meaning
        ]
        self._several = [column for column, _ in self._columns if column.others]
        self._weekly = WeeklyCells(column for column, _ in self._columns)
        self._sites = [column for column, _ in self._columns if column.path in (WEBSITE, PAGE)]

    def in_row(self, cells: Cells) -> Iterator[Filling]:
        """Yield the columns that are read in a row, each with what it means and the field that it fills."""
        for column, alone in self._columns:
            yield from alone or self._read(column, cells)

    def contradictions(self, cells: Cells) -> Iterator[tuple[Column, str]]:
        """Yield the columns that contradict the one that counts in a row, with what is to be done."""
        for first, other in self._differing(cells):
            weekly = self._weekly.compared(first, other, cells)
            if _cannot_both_hold(first, other, cells, weekly):
                here, there = (shown(cell_in(each, cells) or "") for each in (other, first))
                if weekly:
                    here, there = _in_a_week(here, weekly.other), _in_a_week(there, weekly.taken)
                message = (
                    f"this cell says {here} and the column {shown(first.heading)} says {there}, and edscreen "
                    "cannot tell which is meant: leave one of the two cells empty, or take one column out of "
                    "the list"
                )
                yield other, message

    def passed_over(self, cells: Cells) -> Iterator[tuple[Column, Column]]:
        """Yield the columns that are taken in a row, each with one that holds another thing, which may be."""
        for first, other in self._differing(cells):
            weekly = self._weekly.compared(first, other, cells)
            is_the_same = weekly is not None and weekly.are_the_same
            if not is_the_same and not _cannot_both_hold(first, other, cells, weekly):
                yield first, other

    def _read(self, column: Column, cells: Cells) -> tuple[Filling, ...]:
        """Return, of the columns that hold one field, those that are read in a row."""
        return self._addresses(column, cells) if column.path == ADDRESS else _alone(counting(column, cells))

    def _addresses(self, column: Column, cells: Cells) -> tuple[Filling, ...]:
        """Return which addresses are read: a bare site is the vendor's, one within it a product's page.

        That some page within a shop or a store is the vendor's home page would be a guess. A bare site may be
        the product's own as well: what shows research on either page counts, so nothing is lost. What the row
        says in a column for the one or the other goes before.
        """
        several = _site_and_page(column, cells)
        stated = {each.path for each in self._sites if said_in(counting(each, cells), cells)}
        found: list[Filling] = []
        for each in several:
            is_site = _is_front(each, cells) and (len(several) > 1 or WEBSITE not in stated)
            path = WEBSITE if is_site else PAGE
            if path not in stated and each.meaning:
                found.append((each, each.meaning, path))
        return tuple(found)

    def _differing(self, cells: Cells) -> Iterator[tuple[Column, Column]]:
        """Yield the column that counts in a row, and one that says something else than each that is read.

        Where the one that counts cannot be read, nothing is taken, and the row is reported for that alone.
        """
        for column in self._several:
            several = _stating(column, cells)
            if len(several) < 2:
                continue
            read = [each for each, _, _ in self._read(column, cells)] or [counting(column, cells)]
            if len(read) == len(several):
                continue
            said = said_in(read[0], cells)
            if not (said and said.is_clear):
                continue
            beside = self._sites if column.path == ADDRESS else ()
            known = {_meant(each, cells) for each in (*read, *beside)}
            for other in several:
                meant = _meant(other, cells)
                if meant and meant not in known:
                    yield read[0], other


class Differing:
    """Counts the rows in which two columns hold different things, of which the first is taken."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Begin.

        Args:
            columns: the columns of the list.
        """
        self._fields = Fields(columns)
        self._rows: dict[tuple[str, str], list[int]] = {}

    def look(self, number: int, cells: Cells) -> None:
        """Look at a row."""
        for first, other in self._fields.passed_over(cells):
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


def _alone(column: Column) -> tuple[Filling, ...]:
    return ((column, column.meaning, column.meaning.path),) if column.meaning else ()


@remembers_last  # the same row is asked for it in turn, and it takes long
def _site_and_page(column: Column, cells: Cells) -> tuple[Column, ...]:
    """Return the column of addresses that counts, and another: one holds a site, and one a page within it."""
    several = _stating(column, cells)
    own = [(each, found) for each in several if (found := _own_address(each, cells))]
    if not own:  # a paper's address is passed over beside the product's own, and counts alone
        return (first_that_says(column, cells),)
    (first, found), *others = own
    for other, also in others:
        if also.is_front != found.is_front and _is_one_site(found.address, also.address):
            return first, other
    return (first,)


def _cannot_both_hold(first: Column, other: Column, cells: Cells, weekly: Compared | None) -> bool:
    """Tell whether two columns that differ cannot both be right.

    A vendor may have two names and two addresses; and a column whose cells count only where they hold a
    field's own words may be about something else.
    """
    said, also = said_in(first, cells), said_in(other, cells)
    if not (said and also and first.meaning and other.meaning):
        return False
    if first.meaning.certain or other.meaning.certain or not cell_reader(first.meaning).is_one_answer:
        return False
    if first.also == other.also or said.beside == also.beside:
        return True
    return not weekly.can_both_hold if weekly else are_too_many(said, also)


def _in_a_week(cell: str, weekly: WeeklyMinutes) -> str:
    return f"{cell} ({weekly.in_full})" if weekly.is_worked_out else cell


def _is_front(column: Column, cells: Cells) -> bool:
    """Tell whether an address may be a whole site's: one that cannot be read is refused as such."""
    found = address_in(cell_in(column, cells) or "")
    return found.is_front or found.address is None


def _own_address(column: Column, cells: Cells) -> Found | None:
    """Return the address in a column where it may be a product's own."""
    found = address_in(cell_in(column, cells) or "")
    return found if found.address and not (found.what_else or found.elsewhere) else None


def _is_one_site(first: str | None, second: str | None) -> bool:
    """Tell whether two addresses have one owner; where anyone may publish, nobody can say."""
    one, other = parse_address(first or ""), parse_address(second or "")
    if one is None or other is None or not same_registrable_domain(one.host, other.host):
        return False
    return not any(PublicHostTable.load().find(each or "") for each in (first, second))


def _meant(column: Column, cells: Cells) -> tuple[object, ...] | None:
    """Return the same for all cells that say the same."""
    said = said_in(column, cells)
    return said and (said.words, said.beside)


def _stating(column: Column, cells: Cells) -> list[Column]:
    """Return, of the columns that hold one field, those whose cells are not empty."""
    return [each for each in (column, *column.others) if cell_in(each, cells)]
