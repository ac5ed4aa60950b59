"""What a list holds for a run: things to screen, and rows that are set aside."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from edscreen.report.run import Problem


class Item(NamedTuple):
    """One row of a list, or one file of a folder.

    Attributes:
        number: the row as a spreadsheet counts it, or the file's place in its folder; it orders the results.
        key: what it is known by: the value of `--id`'s column, `row 12`, or the file's path.
        content: the file's bytes, or the row's cells as text, None where a cell is empty.
        shown: the file as it was named, fit to be shown.
    """

    number: int
    key: str
    content: bytes | tuple[str | None, ...]
    shown: str

    @property
    def digest(self) -> bytes:
        """16 bytes that tell whether it is still what was screened; a row that moved is not, a file is."""
        if isinstance(self.content, bytes):
            return _digest(self.key.encode(), self.content)
        return _digest(str(self.number).encode(), repr(self.content).encode())


class SetAside(NamedTuple):
    """A row that is not screened.

    Attributes:
        number: as in `Item`.
        key: as in `Item`.
        problem: why.
    """

    number: int
    key: str
    problem: Problem

    @property
    def digest(self) -> bytes:
        """16 bytes that tell whether it is still set aside for the same reason."""
        return _digest(repr(self.problem).encode())


Listed: TypeAlias = Item | SetAside


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
