"""A saved file's bytes, inflated in pieces and under caps: it may come from anyone."""

from __future__ import annotations

import zlib
from typing import IO, Final

MOST_BYTES: Final = 512 * 2**20
"""Bytes of a saved file that are read, inflated; the pages of a site take far less."""

_LONGEST_HEAD: Final = 256 * 2**10
_MOST_HEAD_LINES: Final = 2_000
_PIECE: Final = 64 * 2**10
_MOST_MEMBERS: Final = 400_000
_GZIP: Final = b"\x1f\x8b"
_ANY_GZIP: Final = 31  # what zlib calls a gzip header with the largest window


class SavedFileTooLarge(Exception):
    """A saved file holds more than is read of one, or a head longer than any real one."""


class InflatedFile:
    """Reads a file that may be compressed, as one gzip member, as many, or not at all.

    It has the methods that warcio's record loader asks of a stream. warcio's own reader bounds neither a
    line nor the whole, and inflates what is compressed twice.

    Args:
        file: the file, opened for reading bytes.

    Raises:
        zlib.error: it is compressed, and damaged where it begins; reading raises it further on.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._buffer = b""
        self._position = 0
        self._given = 0
        self._head = 0
        self._head_lines = 0
        self._compressed = b""
        start = file.read(_PIECE)
        self._members = 1
        self._inflater = zlib.decompressobj(_ANY_GZIP) if start.startswith(_GZIP) else None
        if self._inflater:
            self._compressed = start
            self._buffer = self._next_piece()
        else:
            self._buffer = start

    def begin_record(self) -> None:
        """Say that a record begins: its head may be as long as `_LONGEST_HEAD` and `_MOST_HEAD_LINES`."""
        self._head = 0
        self._head_lines = 0

    def tell(self) -> int:
        """Return how many bytes were given."""
        return self._given

    def read(self, length: int) -> bytes:
        """Return at most `length` bytes, and none only at the end."""
        if self._position == len(self._buffer):
            self._buffer, self._position = self._next_piece(), 0
        return self._take(min(self._position + length, len(self._buffer)))

    def readline(self, length: int | None = None) -> bytes:
        """Return a line with its end, at most `length` bytes of it.

        Raises:
            SavedFileTooLarge: the lines since the record's beginning are longer than any real head.
        """
        parts: list[bytes] = []
        left = _LONGEST_HEAD - self._head if length is None else min(length, _LONGEST_HEAD - self._head)
        while left > 0 and not (parts and parts[-1].endswith(b"\n")):
            if self._position == len(self._buffer):
                self._buffer, self._position = self._next_piece(), 0
            end = self._buffer.find(b"\n", self._position, self._position + left) + 1
            part = self._take(end or min(self._position + left, len(self._buffer)))
            if not part:
                break
            parts.append(part)
            left -= len(part)
            self._head += len(part)
        self._head_lines += 1
        if self._head >= _LONGEST_HEAD:
            raise SavedFileTooLarge(f"it has a record whose head is longer than {_LONGEST_HEAD} bytes")
        if self._head_lines > _MOST_HEAD_LINES:
            raise SavedFileTooLarge(f"it has a record whose head has more than {_MOST_HEAD_LINES:,} lines")
        return b"".join(parts)

    def _take(self, end: int) -> bytes:
        taken = self._buffer[self._position : end]
        self._position = end
        self._given += len(taken)
        if self._given > MOST_BYTES:
            raise SavedFileTooLarge(f"edscreen reads its first {MOST_BYTES // 2**20} MiB")
        return taken

    def _next_piece(self) -> bytes:
        if self._inflater is None:
            return self._file.read(_PIECE)
        while True:
            data = self._compressed or self._file.read(_PIECE)
            self._compressed = b""
            if not data:
                return self._inflater.flush(_PIECE)
            if self._inflater.eof:
                # Zeros after a member are padding; what else follows must be another member.
                data = data.lstrip(b"\0")
                if not data:
                    continue
                self._begin_member()
            piece = self._inflater.decompress(data, _PIECE)
            self._compressed = self._inflater.unconsumed_tail or self._inflater.unused_data
            if piece:
                return piece

    def _begin_member(self) -> None:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise SavedFileTooLarge(f"it has more than {_MOST_MEMBERS:,} compressed parts")
        self._inflater = zlib.decompressobj(_ANY_GZIP)
