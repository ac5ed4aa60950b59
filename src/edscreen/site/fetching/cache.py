"""Pages kept on disk, so that a site that did not change need not send them again.

A page is always asked for: with `If-None-Match` or `If-Modified-Since`, and the kept body counts only where
the site answers 304. So every use passes the address check and robots.txt of the present run, and only
pages that carry `ETag` or `Last-Modified` are kept at all. A kept page is as fresh as the site's word for it:
a site that answers 304 although the page did change gets its old page read.

Pages of hosts that the user opened (`allow_hosts`) are neither kept nor looked for: at `localhost:8000`
another site may stand tomorrow, and one with older files answers 304 to `If-Modified-Since`.

One file a page, named by the SHA-256 of its address: a line of JSON, then the body as it came over the wire
(packed, mostly), so that keeping costs no packing. Files are written beside and moved into place, so several
processes may share the folder; one that was damaged counts as none and is written anew. The folder may be
emptied at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.site.fetching.asking import Answer
from edscreen.site.fetching.bodies import content_encoding, inflated
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from edscreen.site.fetching.asking import Headers

_FORM = 1
_CONDITIONS = {"etag": b"If-None-Match", "last-modified": b"If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page from an earlier run.

    Attributes:
        headers: the headers it came with.
        raw: its body as it came over the wire.
        body: its body.
    """

    headers: Headers
    raw: bytes
    body: bytes

    def conditions(self) -> list[tuple[bytes, bytes]]:
        """Return the headers that ask for the page only if it changed (RFC 9110, 13.1)."""
        found = {name: value for name, value in self.headers if _is_validator(name, value)}
        return [(_CONDITIONS[name], value.encode("ascii")) for name, value in found.items()]

    def confirmed(self, by: Answer) -> Answer:
        """Return the page as the answer 304 confirmed it, with the headers renewed (RFC 9111, 3.2)."""
        renewed = {name for name, _ in by.headers} - {"content-length", "content-encoding"}
        headers = [pair for pair in self.headers if pair[0] not in renewed]
        headers += [pair for pair in by.headers if pair[0] in renewed]
        return Answer(200, tuple(headers), self.raw, self.body)


class Cache:
    """The folder of pages kept.

    Args:
        folder: where they are; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, url: str, most: int) -> Kept | None:
        """Return the page kept for an address; None where there is none of at most that many bytes."""
        if self._folder is None:
            return None
        try:
            first, _, raw = self._place(url).read_bytes().partition(b"\n")
            entry = json.loads(first)
            headers = tuple((str(name), str(value)) for name, value in entry["headers"])
            if entry["form"] != _FORM or entry["url"] != url:
                return None
            encoding = content_encoding(value for name, value in headers if name == "content-encoding")
            body = inflated(raw, encoding, most)
            if hashlib.sha256(body).hexdigest() != entry["sha256"]:
                return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError, Unreadable):
            return None
        return Kept(headers, raw, body)

    def keep(self, url: str, answer: Answer) -> None:
        """Keep a page where it can be asked for again and its site does not forbid keeping it."""
        if self._folder is None or answer.status != 200:
            return
        if "no-store" in (answer.header("cache-control") or "").lower():
            self._forget(url)
            return
        if not any(_is_validator(*header) for header in answer.headers):
            return
        entry = {
            "form": _FORM,
            "url": url,
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "headers": answer.headers,
        }
        self._write(self._place(url), json.dumps(entry).encode("ascii") + b"\n" + answer.raw)

    def _place(self, url: str) -> Path:
        assert self._folder is not None  # noqa: S101 - asked for only where there is one
        name = hashlib.sha256(url.encode("utf-8")).hexdigest()
        return self._folder / name[:2] / name

    def _forget(self, url: str) -> None:
        with contextlib.suppress(OSError):
            self._place(url).unlink(missing_ok=True)

    @staticmethod
    def _write(place: Path, content: bytes) -> None:
        """Write a file that is there whole or not at all; where that fails, nothing is kept."""
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                # On Windows this fails while another process reads the old file: then that one stays.
                Path(beside).replace(place)
            except BaseException:
                Path(beside).unlink(missing_ok=True)
                raise


def _is_validator(name: str, value: str) -> bool:
    return (
        name in {"etag", "last-modified"} and len(value) <= 1_024 and value.isascii() and value.isprintable()
    )
