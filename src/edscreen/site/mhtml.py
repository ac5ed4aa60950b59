"""A page that a browser saved as one file, MHTML: its HTML is taken out, and the address noted with it."""

from __future__ import annotations

import binascii
import quopri
import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MOST_HEAD = 64 * 1024
"""Bytes that the head of one part may have."""
MOST_VALUE = 4 * 1024
"""Characters that one header may have: the library takes a header's parameters apart in quadratic time."""
MOST_PARTS = 5_000
"""Parts that are looked at for the page."""
MOST_LEVELS = 10
"""Parts holding parts that are opened."""

_HEADER = rb"[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
_MHTML = re.compile(rb"\A\s*(?:" + _HEADER + rb")*?MIME-Version:", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"(?:\A|\r?\n)\r?\n")


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """The page in an MHTML file.

    Attributes:
        body: its HTML, decoded from what it was sent as.
        charset: what the file says it is encoded in; None where it says nothing.
        location: the address that the browser noted, as written; None where it noted none.
        date: when the browser saved it, as written; None where it does not say.
    """

    body: bytes
    charset: str | None
    location: str | None
    date: str | None = None


def looks_like_mhtml(data: bytes) -> bool:
    """Tell whether a file begins as MHTML does."""
    return _MHTML.match(data[:4096]) is not None


def html_part(data: bytes) -> HtmlPart | None:
    """Return the first HTML part of a page saved as one file (RFC 2557); None where there is none.

    The library's parser of whole messages takes time without bound over hostile ones, so that it is given
    one short head after the other.

    Raises:
        Unreadable: `too_complex`, where the file is built as no browser does it.
    """
    snapshot: str | None = None
    date: str | None = None
    opened = looked_at = 0
    levels: list[Iterator[bytes]] = [iter((data.lstrip(),))]
    while levels:
        part = next(levels[-1], None)
        if part is None:
            levels.pop()
            continue
        looked_at += 1
        head, body = _taken_apart(part)
        snapshot = snapshot or head.get("Snapshot-Content-Location")
        date = date or head.get("Date")
        if head.get_content_type() == "text/html":
            location = snapshot or head.get("Content-Location")
            return HtmlPart(
                _decoded(head, body),
                head.get_content_charset(),
                str(location or "") or None,
                str(date or "") or None,
            )
        if boundary := head.get_boundary() if head.get_content_maintype() == "multipart" else None:
            opened += 1
            levels.append(_parts(body, boundary.encode("utf-8", "replace")))
        if opened > MOST_LEVELS or looked_at > MOST_PARTS:
            raise Unreadable("too_complex", "the saved file has too many parts")
    return None


def _taken_apart(part: bytes) -> tuple[Message, bytes]:
    end = _END_OF_HEAD.search(part, 0, MOST_HEAD)
    if end is None and len(part) > MOST_HEAD:
        raise Unreadable("too_complex", f"a head in the saved file is longer than {MOST_HEAD // 1024} KiB")
    head = BytesHeaderParser(policy=policy.compat32).parsebytes(part[: end.start()] if end else part)
    if any(len(str(value)) > MOST_VALUE for value in head.values()):
        raise Unreadable("too_complex", f"a header in the saved file is longer than {MOST_VALUE // 1024} KiB")
    return head, part[end.end() :] if end else b""


def _parts(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines that separate parts (RFC 2046, 5.1.1); the last may be cut off."""
    line = re.compile(rb"(?:\A|(?<=\n))--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start: int | None = None
    for found in line.finditer(body):
        if start is not None:
            yield body[start : found.start()]
        if found[1]:
            return
        start = found.end()
    if start is not None:
        yield body[start:]


def _decoded(head: Message, body: bytes) -> bytes:
    encoding = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return binascii.a2b_base64(body + b"==")  # what is cut off lacks its end
        except ValueError:
            raise Unreadable("bad_encoding", "the page in the saved file is damaged") from None
    return body
