"""The rows of a list that came before, to know one that comes again, and whether it says the same."""

from __future__ import annotations

from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.items import DIFFERS
from edscreen.batch.lists.columns import ADDRESS, PAGE, PRODUCT, VENDOR, WEBSITE
from edscreen.batch.lists.comparing import cell_reader
from edscreen.batch.lists.two_columns import counting
from edscreen.profile.quoting import shown
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Cells
    from edscreen.profile.yaml_tree import Path

ADDRESSES: frozenset[Path] = frozenset((ADDRESS, PAGE, WEBSITE))
EDITION: Path = ("product", "version")
_NAMES = frozenset((VENDOR, PRODUCT, EDITION))
_SCOPE = frozenset((("product", "grades"), ("product", "subjects")))
_NAMED = 3  # columns that differ
_NONE = 0  # the print of a cell that says nothing
_APART = "; to have both screened, give each row a key in a column of its own and name that column with --id"


class Mark(NamedTuple):
    """What a row is known by.

    Attributes:
        digest: 8 bytes, the same for every row that is known by the same.
        words: how a message on another such row begins.
        column: where it stands, counted from 1.
        is_key: whether it is the key of `--id`.
    """

    digest: bytes
    words: str
    column: int
    is_key: bool = False


class KnownRows:
    """What is kept of the rows that are screened: their marks, and 4 bytes of each cell that fills a field.

    Two cells are taken for the same by mistake once in four thousand million; then a row is said to be like
    the other, and is set aside all the same.
    """

    def __init__(self, columns: Iterable[Column], *, has_keys: bool, is_profiles: bool = False) -> None:
        """Begin without any.

        Args:
            columns: the columns of the list.
            has_keys: whether one is of keys; without, rows that are alike have one vendor and product.
            is_profiles: whether each row is a whole profile, in one cell.
        """
        self._is_profiles = is_profiles
        names: frozenset[Path] = frozenset() if has_keys else _NAMES
        self._columns = [column for column in columns if column.path and column.path not in names]
        self._readers = {
            each.at: cell_reader(each.meaning)
            for column in self._columns
            for each in (column, *column.others)
            if each.meaning
        }
        self._rows: dict[bytes, bytes] = {}

    def again(self, number: int, cells: Cells, marks: Sequence[Mark]) -> tuple[Mark, str] | None:
        """Return by what a row is known, and why it is not screened; None, and keep it, where it is new.

        With a key of its own, a row that says something else than the one before is another one.
        """
        prints = self._prints(cells)
        has_key = any(mark.is_key for mark in marks)
        for mark in marks:
            if kept := self._rows.get(mark.digest):
                first, before = _unpacked(kept)
                differing = self._differing(prints, before)
                if differing is None or mark.is_key or not has_key:
                    message = f"{mark.words} in row {first} already, which is the one that is screened"
                    return mark, message + (self._said(differing, mark) if differing is not None else "")
        kept = pack(f"<Q{len(prints)}I", number, *prints)
        for mark in marks:
            self._rows.setdefault(mark.digest, kept)
        return None

    def _prints(self, cells: Cells) -> list[int]:
        """Return 4 bytes for what each column says, by which another row that says the same is known."""
        if self._is_profiles:
            return [_print("".join((cells[0] or "").split()), ())] if cells else [_NONE]
        return [self._print_of(counting(column, cells), cells) for column in self._columns]

    def _print_of(self, column: Column, cells: Cells) -> int:
        text = cells[column.at] if column.at < len(cells) else None
        said = self._readers[column.at].said(text) if text else None
        return _print(said.words, column.also) if said else _NONE

    def _differing(self, prints: Sequence[int], before: Sequence[int]) -> list[Column] | None:
        """Return the columns under which a row says something else than another; None where none does.

        A cell that says nothing takes nothing back.
        """
        at = [at for at, said in enumerate(prints) if said not in (_NONE, before[at])]
        return [self._columns[each] for each in at if not self._is_profiles] if at else None

    def _said(self, differing: Sequence[Column], mark: Mark) -> str:
        names = [shown(column.heading) for column in differing[:_NAMED]]
        more = len(differing) - len(names)
        where = ""
        if names:
            where = f" in {', '.join(names)} and {more} more" if more else f" in {joined(names)}"
        is_other = not mark.is_key and any(column.path in _SCOPE for column in differing)
        return f"; {DIFFERS}{where}{_APART if is_other else ''}"


def _unpacked(kept: bytes) -> tuple[int, tuple[int, ...]]:
    number, *prints = unpack(f"<Q{len(kept) // 4 - 2}I", kept)
    return number, tuple(prints)


def _print(text: str, also: tuple[tuple[Path, str], ...]) -> int:
    # The hash differs from process to process, so that no list can be made to have two cells of one hash.
    return hash((text, also)) & 0xFFFF_FFFF or 1
