"""Text kept back for the end of a report: in memory while it is short, then in a temporary file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = 1_000_000  # characters beyond which the text goes to a file
_AT_ONCE = 65_536


class Spool:
    """Takes text and gives it back once, in the same order."""

    def __init__(self) -> None:
        """Begin without text."""
        self._file: IO[str] = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        finalize(self, self._file.close)  # a run that is interrupted never asks for the text

    def write(self, text: str) -> None:
        """Keep a text."""
        self._file.write(text)

    def pieces(self) -> Iterator[str]:
        """Give what was kept, in pieces of moderate length."""
        self._file.seek(0)
        while piece := self._file.read(_AT_ONCE):
            yield piece
        self._file.close()
