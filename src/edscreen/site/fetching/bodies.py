"""Inflating what a site sends, never further than the cap.

httpx decodes whole chunks at once and chained encodings one after the other: 2 KB became 2 GiB in memory
before its caller saw the first byte. Here one encoding is undone, piece by piece.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

ACCEPTED = "gzip, deflate"
"""The encodings asked for."""

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 1_000


def content_encoding(values: Iterable[str]) -> str:
    """Return the one encoding that `Content-Encoding` names; empty where it names none.

    Raises:
        Unreadable: `bad_encoding`, where it names several, or one that was not asked for.
    """
    named = [name.strip().lower() for value in values for name in value.split(",")]
    named = [name.removeprefix("x-") for name in named if name not in {"", "identity"}]
    if len(named) > 1:
        raise Unreadable("bad_encoding", "the page is packed more than once")
    if named and named[0] not in {"gzip", "deflate"}:
        raise Unreadable("bad_encoding", "the page is packed in a way that was not asked for")
    return named[0] if named else ""


class Inflater:
    """Takes a body in pieces and undoes one encoding.

    Args:
        encoding: `gzip`, `deflate` or empty.
        cap: most bytes that the body may have once inflated.
        cut: whether a longer body is cut off there; else it is a problem.
    """

    def __init__(self, encoding: str, cap: int, *, cut: bool = False) -> None:
        self.full = False
        """Whether the body was cut off: what follows is not wanted."""
        self._encoding = encoding
        self._room = cap
        self._cut = cut
        self._parts: list[bytes] = []
        self._waiting = b""
        self._open: zlib._Decompress | None = None
        self._members = 0
        self._ended = False

    def feed(self, part: bytes) -> None:
        """Take the next piece.

        Raises:
            Unreadable: `too_large` or `bad_encoding`.
        """
        if not self._encoding:
            self._keep(part)
        while part and self._encoding and not (self._ended or self.full):
            part = self._inflate(part)

    def finish(self) -> bytes:
        """Return the whole body.

        Raises:
            Unreadable: `bad_encoding`, where it breaks off.
        """
        if not self.full and (self._open or (self._waiting and not self._members)):
            raise Unreadable("bad_encoding", "the packed page breaks off")
        return b"".join(self._parts)

    def _inflate(self, part: bytes) -> bytes:
        """Inflate as much of `part` as belongs together, and return the rest."""
        if self._open is None:
            part, self._waiting = self._waiting + part, b""
            if len(part) < 2:
                self._waiting = part
                return b""
            # Several gzip members are one body (RFC 1952, 2.2); other bytes behind one mean nothing.
            if self._members and not part.startswith(_GZIP_MAGIC):
                self._ended = True
                return b""
            self._open = zlib.decompressobj(_window(self._encoding, part))
        try:
            piece = self._open.decompress(part, self._room + 1)
        except zlib.error:
            raise Unreadable("bad_encoding", "the page is not packed as it says") from None
        self._keep(piece)
        if not self._open.eof:
            return self._open.unconsumed_tail
        rest, self._open = self._open.unused_data, None
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise Unreadable("bad_encoding", "the page is packed in thousands of pieces")
        return rest

    def _keep(self, piece: bytes) -> None:
        self._room -= len(piece)
        if self._room < 0:
            if not self._cut:
                raise Unreadable("too_large", "the page is larger than the limit")
            piece, self.full = piece[: self._room], True
        if piece:
            self._parts.append(piece)


def _window(encoding: str, start: bytes) -> int:
    """Return what zlib must expect: `deflate` is zlib's form by the standard, and raw from some servers."""
    if encoding == "deflate" and (start[0] & 0x0F != 8 or int.from_bytes(start[:2], "big") % 31):
        return _RAW
    return _GZIP_OR_ZLIB


def inflated(raw: bytes, encoding: str, cap: int) -> bytes:
    """Undo one encoding of a whole body, as `Inflater` does."""
    inflater = Inflater(encoding, cap)
    inflater.feed(raw)
    return inflater.finish()
