"""A page's bytes as text, decoded as browsers decode them (https://encoding.spec.whatwg.org).

Own code: of the kept libraries, `webencodings` holds the labels alone and `w3lib` reads no `<meta>` of a page
whose header says nothing as browsers do; neither is a dependency otherwise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from edscreen.profile.tables import read_table
from edscreen.site.problems import Unreadable

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LOOKED_THROUGH = 1_024  # bytes in which browsers look for <meta charset>
_FALLBACK = "cp1252"
_MOST_LOST = 0.1  # share of characters that may be lost before nothing sensible is left

_PARAMETER = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--(?s:.*?)(?:-->|\Z)")
_META = re.compile(rb"<meta[\s/]([^<>]*)>", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_CHARSET = re.compile(rb"(?:^|[\s/\"'])charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_IN_CONTENT = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)


def as_utf8(body: bytes, content_type: str | None) -> bytes:
    """Return a page in UTF-8: by its byte-order mark, the header's charset, its `<meta>`, else a guess.

    The guess is UTF-8 where the bytes are UTF-8, else windows-1252. Bytes that mean nothing become U+FFFD.

    Raises:
        Unreadable: `bad_encoding`, where more than a tenth of the text would be lost.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _recoded(body[len(mark) :], codec)
    return _recoded(body, _stated(body, content_type) or _guessed(body))


def charset_of(content_type: str) -> str | None:
    """Return the charset that a `Content-Type` states; None where it states none."""
    found = _PARAMETER.search(content_type)
    return next((value for value in found.groups() if value is not None), None) if found else None


def _stated(body: bytes, content_type: str | None) -> str | None:
    """The codec that header or page state; None where neither states one that is known."""
    if (label := charset_of(content_type or "")) and (codec := _codecs().get(label.strip().lower())):
        return codec
    codec = _in_meta(_COMMENT.sub(b"", body[:_LOOKED_THROUGH]))
    # A page that says so in ASCII letters is not UTF-16, and browsers know that.
    return "utf-8" if codec is not None and codec.startswith("utf-16") else codec


def _in_meta(start: bytes) -> str | None:
    for meta in _META.finditer(start):
        attributes = meta[1]
        if b"http-equiv" in attributes.lower():
            content = _CONTENT.search(attributes)
            value = next((each for each in content.groups() if each), b"") if content else b""
            label = _IN_CONTENT.search(value)
        else:
            label = _CHARSET.search(attributes)
        if label and (codec := _codecs().get(label[1].decode("ascii", "replace").strip().lower())):
            return codec
    return None


def _guessed(body: bytes) -> str:
    # A body cut off by a cap may end within a character.
    return "utf-8" if any(_is_utf8(body[: len(body) - cut]) for cut in range(4)) else _FALLBACK


def _recoded(body: bytes, codec: str) -> bytes:
    if codec == "replacement":
        raise Unreadable("bad_encoding", "its encoding is one that browsers refuse to read")
    if codec == "utf-8" and b"\0" not in body and _is_utf8(body):
        return body
    text = body.decode(codec, "replace")
    lost = text.count("\ufffd") + text.count("\0")
    if lost > _MOST_LOST * len(text):
        share = 100 * lost // len(text)
        raise Unreadable("bad_encoding", f"{share}% of its characters mean nothing in its encoding")
    return text.replace("\0", "").encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _codecs() -> dict[str, str]:
    table = Path(__file__).parents[1] / "data" / "encodings.csv"
    return {row["label"]: row["codec"] for row in read_table(table)}
