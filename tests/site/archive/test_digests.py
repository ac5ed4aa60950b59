"""A saved file that was changed after it was written says so, and nothing changed in it is shown as read."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
from typing import TYPE_CHECKING

import pytest

from edscreen.site.archive.digests import is_changed
from edscreen.site.archive.records import page_records
from edscreen.site.archive.replay import ReplaySource
from edscreen.site.problems import explain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched

HOME = "https://lumen.example/"
WORDS = b"<p>Words</p>"


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def test_changed_words_of_a_kept_page_are_not_shown(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    kept = gzip.decompress(page_records(fetched()) + page_records(fetched(f"{HOME}research")))
    file = tmp_path / "kept.warc.gz"
    file.write_bytes(gzip.compress(kept.replace(b"Words", b"Wards", 1)))

    changed, whole = replayed(file), replayed(file, f"{HOME}research")

    assert (changed.problem, changed.body) == ("bad_encoding", b"")
    told = explain("bad_encoding", changed.detail)
    assert told.says.startswith("the page does not match its digest in the saved file")
    assert told.do == "read the site itself, or keep its pages anew with --save-evidence"
    assert (whole.problem, whole.body) == (None, WORDS)


def test_a_changed_note_is_not_believed(tmp_path: Path, fetched: Callable[..., Fetched]) -> None:
    kept = gzip.decompress(page_records(fetched(problem="robots", detail="robots.txt")))
    file = tmp_path / "kept.warc.gz"
    file.write_bytes(gzip.compress(kept.replace(b'"robots.txt"', b'"good facts"')))

    source = ReplaySource(file)

    assert "a note in it does not match its digest" in (source.incomplete or "")
    assert asyncio.run(source.fetch(HOME)).detail is None


@pytest.mark.parametrize(
    ("headers", "transferred", "digested"),
    [
        ("", WORDS, WORDS),
        ("Transfer-Encoding: chunked\r\n", _chunked(WORDS), _chunked(WORDS)),
        ("Transfer-Encoding: chunked\r\n", _chunked(WORDS), WORDS),
        ("Content-Encoding: gzip\r\n", gzip.compress(WORDS, mtime=0), WORDS),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            _chunked(gzip.compress(WORDS, mtime=0)),
            gzip.compress(WORDS, mtime=0),
        ),
    ],
)
def test_other_tools_digest_a_body_in_one_form_or_another(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    headers: str,
    transferred: bytes,
    digested: bytes,
) -> None:
    def digest(body: bytes) -> bytes:
        return hashlib.sha1(body, usedforsecurity=False).hexdigest().encode()

    saved = record(transferred, headers=f"Content-Type: text/html\r\n{headers}")
    own = saved.replace(digest(transferred), digest(digested))
    foreign = saved.replace(digest(transferred), digest(b"other words"))

    assert replayed(warc(own)).body == WORDS
    assert replayed(warc(foreign)).problem == "bad_encoding"


def test_digests_are_known_however_they_are_written() -> None:
    sha1, md5 = (hashlib.new(name, WORDS, usedforsecurity=False).digest() for name in ("sha1", "md5"))
    written = [
        f"sha1:{base64.b32encode(sha1).decode()}",
        f"SHA-1:{base64.b32encode(sha1).decode().lower()}",
        f"sha1:{sha1.hex().upper()}",
        f"md5:{md5.hex()}",
        f"md5:{base64.b64encode(md5).decode()}",
        f"md5:{base64.urlsafe_b64encode(md5).decode()}",
    ]

    assert [is_changed(stated, [WORDS]) for stated in written] == [False] * 6
    assert [is_changed(stated, [b"Wards"]) for stated in written] == [True] * 6
    assert is_changed("sha1:no digest", [WORDS])
    assert not is_changed("", [WORDS])
    assert not is_changed("blake9:abc", [WORDS])
