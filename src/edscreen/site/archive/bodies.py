"""Bodies as another tool saved them: perhaps in chunks, perhaps compressed, perhaps only labelled so."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Final

from edscreen.site.fetching.settings import Limits
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from edscreen.site.archive.saved import SavedAnswer

_ANY_HEADER: Final = 47  # what zlib calls a gzip or a zlib header with the largest window
_NO_HEADER: Final = -15


def decoded(answer: SavedAnswer, body: bytes, most: int) -> bytes:
    """Return an answer's body without the encodings of its transfer.

    Args:
        answer: the answer, for its headers.
        body: what the file holds of its body.
        most: bytes it may have in the end.

    Raises:
        Unreadable: it is compressed in a way that edscreen does not read (`bad_encoding`), or larger
            (`too_large`).
    """
    body = without_chunks(answer, body, most)
    encodings = [
        name
        for key, value in answer.headers
        if key == "content-encoding"
        for name in value.lower().replace(" ", "").split(",")
        if name not in {"", "identity"}
    ]
    if encodings:
        body = _inflated(body, encodings, most)
    if len(body) > most:
        raise Unreadable("too_large", f"it is larger than {most:,} bytes")
    return body


def without_chunks(answer: SavedAnswer, body: bytes, most: int) -> bytes:
    """Return an answer's body put together from its chunks, compressed or not; as it is where it has none.

    Args:
        answer: the answer, for its headers.
        body: what the file holds of its body.
        most: bytes it may have in the end, inflated.

    Raises:
        Unreadable: it is larger than is read of any body (`too_large`).
    """
    if "chunked" not in (answer.header("transfer-encoding") or "").lower():
        return body
    from warcio.bufferedreaders import ChunkedDataReader

    # Some tools take the chunks apart and leave the header: then the body is taken as it is.
    # One byte more than is read of any body tells whether it is larger.
    raw_most = max(Limits().raw_bytes, most)
    body = ChunkedDataReader(io.BytesIO(body)).read(raw_most + 1)
    if len(body) > raw_most:
        raise Unreadable("too_large", f"it is larger than {most:,} bytes")
    return body


def _inflated(body: bytes, encodings: list[str], most: int) -> bytes:
    if len(encodings) > 1 or encodings[0] not in {"gzip", "x-gzip", "deflate"}:
        raise Unreadable("bad_encoding", f"the saved page is compressed as {', '.join(encodings)[:40]!r}")
    for window in (_ANY_HEADER, _NO_HEADER) if encodings == ["deflate"] else (_ANY_HEADER,):
        inflater = zlib.decompressobj(window)
        try:
            # One byte more than allowed tells whether it is larger.
            inflated = inflater.decompress(body, most + 1)
        except zlib.error:
            continue
        if not inflater.eof and len(inflated) <= most:
            raise Unreadable("bad_encoding", "the saved page ends in the middle of its compressed body")
        return inflated
    # Some tools inflate the body and leave the header; what is no compressed data is taken as it is.
    return body
