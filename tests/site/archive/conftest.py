"""Pages to keep, and saved files of other tools' making."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.archive.replay import ReplaySource
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOME = "https://lumen.example/"


@pytest.fixture
def fetched() -> Callable[..., Fetched]:
    """Make a page that came back; only what matters is given."""

    def make(url: str = HOME, body: bytes = b"<p>Words</p>", **rest: Any) -> Fetched:
        known: dict[str, Any] = {
            "asked": url,
            "url": url,
            "status": 200,
            "headers": (("content-type", "text/html; charset=utf-8"),),
            "body": body,
            "fetched_at": "2026-11-21T10:30:05Z",
        }
        return Fetched(**{**known, **rest})

    return make


@pytest.fixture
def replayed() -> Callable[..., Fetched]:
    """Ask a saved file for an address."""

    def fetch(file: Path, url: str = HOME, **rest: Any) -> Fetched:
        return asyncio.run(ReplaySource(file).fetch(url, **rest))

    return fetch


@pytest.fixture
def warc(tmp_path: Path) -> Callable[..., Path]:
    """Write a WARC file as another tool might, from records made with `record`."""

    def write(*records: bytes, packed: bool = True, name: str = "saved.warc.gz") -> Path:
        file = tmp_path / name
        file.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
        return file

    return write


@pytest.fixture
def record() -> Callable[..., bytes]:
    """Write one record by hand, so that nothing is as our own writer would have it."""

    def make(
        body: bytes = b"<p>Words</p>",
        url: str = HOME,
        status: str = "200 OK",
        headers: str = "Content-Type: text/html\r\n",
        kind: str = "response",
        about: str = "",
    ) -> bytes:
        block = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body if kind != "resource" else body
        digest = hashlib.sha1(body, usedforsecurity=False).hexdigest()
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2026-10-01T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            f"WARC-Payload-Digest: sha1:{digest}\r\n"
            f"Content-Type: {'text/html' if kind == 'resource' else 'application/http; msgtype=response'}\r\n"
            f"{about}Content-Length: {len(block)}\r\n\r\n"
        )
        return head.encode() + block + b"\r\n\r\n"

    return make
