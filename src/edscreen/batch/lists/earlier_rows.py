"""Rows that come again, and keys of `--id` that stand for two products: one of those is mistyped."""

from __future__ import annotations

from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.lists.columns import PRODUCT, VENDOR
from edscreen.batch.lists.texts import same_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.batch.lists.known_rows import KnownRows, Mark
    from edscreen.batch.lists.rows import Row
    from edscreen.profile.yaml_tree import Path

_ROW = "<Qqq"


class Again(NamedTuple):
    """Why a row is not screened that shares something with an earlier one.

    Attributes:
        kind: the kind of problem: `duplicate`, or `invalid_profile` where its key is another product's.
        column: where that stands, counted from 1.
        message: what is to be said.
    """

    kind: str
    column: int
    message: str


class EarlierRows:
    """Of every row that is screened what it and its key are known by."""

    def __init__(self, known: KnownRows) -> None:
        """Begin with none.

        Args:
            known: the rows by their marks, none yet.
        """
        self._known = known
        self._keys: dict[bytes, bytes] = {}

    def again(self, row: Row, marks: Sequence[Mark], names: Mapping[Path, str]) -> Again | None:
        """Return why a row is not screened; None, and keep it, where it is.

        Args:
            row: the row.
            marks: what it is known by.
            names: its vendor and product, as far as they are stated.
        """
        if found := self._known.again(row.number, row.cells, marks):
            mark, message = found
            mistyped = self._why_mistyped(mark, _prints(names)) if mark.is_key else ""
            kind = "invalid_profile" if mistyped else "duplicate"
            return Again(kind, mark.column, mistyped or message)
        for key in (mark.digest for mark in marks if mark.is_key):
            self._keys[key] = pack(_ROW, row.number, *_prints(names))
        return None

    def _why_mistyped(self, key: Mark, prints: tuple[int, int]) -> str:
        """Return what is to be said of a key whose first row states another vendor and another product.

        Where one of the two agrees or is not stated, it is empty: that may be the same product.
        """
        number, *first = unpack(_ROW, self._keys[key.digest])
        if not all(one and other and one != other for one, other in zip(prints, first, strict=True)):
            return ""
        return (
            f"{key.words} in row {number} already, for another product of another vendor: correct the key of "
            "one of the two rows or, where both mean one product, write its vendor alike in both"
        )


def _prints(names: Mapping[Path, str]) -> tuple[int, int]:
    """Return a number for vendor and product each, 0 for one that is not stated."""
    # The hash differs from process to process, so that no list can be made to have two names of one hash.
    vendor, product = (same_name(names.get(path, "")) for path in (VENDOR, PRODUCT))
    return (hash(vendor) if vendor else 0), (hash(product) if product else 0)
