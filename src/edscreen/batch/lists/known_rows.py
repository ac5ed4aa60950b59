"""The rows of a list that came before, to know one that comes again, and whether it says the same."""

from __future__ import annotations

from hashlib import blake2b
from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.items import LISTED_BEFORE
from edscreen.batch.lists.columns import ADDRESS, PAGE, PRODUCT, VENDOR, WEBSITE
from edscreen.batch.lists.comparing import cell_reader
from edscreen.batch.lists.two_columns import Fields
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
    """What is kept of the rows that are screened: their marks, and a print of each cell that fills a field.

    A print has 4 bytes: two cells are taken for the same by mistake once in four thousand million; then a row
    is said to be like the other, and is set aside all the same. Where rows have keys, and one that says
    something else is screened, it has 8: no list is long enough for such a mistake.
    """

    def __init__(self, columns: Iterable[Column], *, has_keys: bool, is_profiles: bool = False) -> None:
        """Begin without any.

        Args:
            columns: the columns of the list.
            has_keys: whether one is of keys; without, rows that are alike have one vendor and product.
            is_profiles: whether each row is a whole profile, in one cell.
        """
        self._is_profiles = is_profiles
        self._has_keys = has_keys
        self._sign, self._size = ("Q", 8) if has_keys else ("I", 4)
        names: frozenset[Path] = frozenset() if has_keys else _NAMES
        compared = [column for column in columns if column.path and column.path not in names]
        self._fields = Fields(compared)
        self._columns: dict[Path, Column] = {
            path: column
            for column in compared
            for path in ((WEBSITE, PAGE) if column.path == ADDRESS else (column.path,))
            if path
        }
        self._readers = {
            each.at: cell_reader(each.meaning)
            for column in compared
            for each in (column, *column.others)
            if each.meaning
        }
        self._rows: dict[bytes, bytes] = {}

    def again(self, number: int, cells: Cells, marks: Sequence[Mark]) -> tuple[Mark, str] | None:
        """Return by what a row is known, and why it is not screened; None, and keep it, where it is new.

        With a key of its own, a row that says something else than each before it is another one. What it
        leaves blank is the same as in the first row of its name, and something else than in the others.
        """
        prints = self._prints(cells)
        has_key = any(mark.is_key for mark in marks)
        digests = []
        for mark in marks:
            digest = mark.digest
            if kept := self._rows.get(digest):
                first, before = self._unpacked(kept)
                differing = self._differing(prints, before)
                if differing is not None and self._has_keys and not mark.is_key:
                    digest = self._digest(digest, prints)
                    if same := self._rows.get(digest):
                        first, differing = self._unpacked(same)[0], None
                if differing is None or mark.is_key or not has_key:
                    message = f"{mark.words} in row {first} already, {LISTED_BEFORE}"
                    return mark, message + (self._said(differing, mark) if differing is not None else "")
            digests.append(digest)
        self._rows |= dict.fromkeys(digests, pack(f"<Q{len(prints)}{self._sign}", number, *prints))
        return None

    def _digest(self, of_name: bytes, prints: Sequence[int]) -> bytes:
        """Return 8 bytes, the same for every row of one name that says the same."""
        return blake2b(of_name + pack(f"<{len(prints)}{self._sign}", *prints), digest_size=8).digest()

    def _unpacked(self, kept: bytes) -> tuple[int, tuple[int, ...]]:
        number, *prints = unpack(f"<Q{(len(kept) - 8) // self._size}{self._sign}", kept)
        return number, tuple(prints)

    def _prints(self, cells: Cells) -> list[int]:
        """Return a number for what each column says, by which another row that says the same is known."""
        if self._is_profiles:
            return [self._print("".join((cells[0] or "").split()))] if cells else [_NONE]
        prints = dict.fromkeys(self._columns, _NONE)
        for column, _, path in self._fields.in_row(cells):
            text = cells[column.at] if column.at < len(cells) else None
            if text and (said := self._readers[column.at].said(text)):
                prints[path] = self._print(said.words, said.beside)
        return list(prints.values())

    def _print(self, *said: object) -> int:
        # The hash differs from process to process, so that no list can be made to have two cells of one hash.
        return hash(said) % (1 << 8 * self._size) or 1

    def _differing(self, prints: Sequence[int], before: Sequence[int]) -> list[Column] | None:
        """Return the columns under which a row says something else than another; None where none does.

        A cell that says nothing takes nothing back.
        """
        at = [at for at, said in enumerate(prints) if said not in (_NONE, before[at])]
        columns = () if self._is_profiles else tuple(self._columns.values())
        return list(dict.fromkeys(columns[each] for each in at if columns)) if at else None

    def _said(self, differing: Sequence[Column], mark: Mark) -> str:
        names = [shown(column.heading) for column in differing[:_NAMED]]
        more = len(differing) - len(names)
        where = ""
        if names:
            where = f" in {', '.join(names)} and {more} more" if more else f" in {joined(names)}"
        is_other = not mark.is_key and any(column.path in _SCOPE for column in differing)
        return f"; this row differs from it{where}{_APART if is_other else ''}"
