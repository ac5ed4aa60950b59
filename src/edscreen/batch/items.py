"""What a list holds for a run: things to screen, and rows that are set aside."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from edscreen.report.run import Problem

LISTED_BEFORE = "which is the one that is screened"
"""So ends the message on a row that was listed before and says the same; where it differs, more follows.

By its end the message is told from others: what a list itself says stands in quotation marks, never there.
"""


class Item(NamedTuple):
    """One row of a list, or one file of a folder.

    Attributes:
        number: the row as a spreadsheet counts it, or the file's place in its folder; it orders the results.
        key: what it is known by: the value of `--id`'s column, `row 12`, or the file's path.
        content: the file's bytes, or the row's cells as text, None where a cell is empty.
        shown: the file as it was named, fit to be shown.
        identity: what a text that was changed since is known by: the same for rows of one key, or of one
            vendor and product, and for a file of one path; empty where a row has neither.
        name: what a row calls its product or, without one, its vendor; empty for a file.
    """

    number: int
    key: str
    content: bytes | tuple[str | None, ...]
    shown: str
    identity: bytes = b""
    name: str = ""

    @property
    def digest(self) -> bytes:
        """16 bytes, the same for the same text, wherever it stands."""
        return _said(self.content)


class SetAside(NamedTuple):
    """A row that is not screened.

    Attributes:
        number: as in `Item`.
        key: as in `Item`.
        problem: why.
        content: as in `Item`; of a file that cannot be read, its path.
        identity: as in `Item`.
        name: as in `Item`.
    """

    number: int
    key: str
    problem: Problem
    content: bytes | tuple[str | None, ...] = ()
    identity: bytes = b""
    name: str = ""

    @property
    def digest(self) -> bytes:
        """32 bytes: the first 16 as in `Item`, the others the same for the same reason at the same place."""
        return _said(self.content) + _digest(repr(self.problem).encode("utf-8", "replace"))


Listed: TypeAlias = Item | SetAside


def _said(content: bytes | tuple[str | None, ...]) -> bytes:
    return _digest(content if isinstance(content, bytes) else repr(content).encode("utf-8", "replace"))


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).digest()
