"""A saved file may come from anyone: it costs little, breaks nothing and prints nothing."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edscreen.site.archive.bodies import decoded
from edscreen.site.archive.replay import ReplaySource
from edscreen.site.archive.saved import SavedAnswer, UnreadableArchive
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from edscreen.site.fetched import Fetched

SECONDS = 60

# Reads a file in a process of its own and says how much memory that took at most, in MiB.
READER = """
import asyncio, pathlib, sys
from edscreen.site.archive.replay import ReplaySource

def peak():
    try:
        # Linux counts what started the process into ru_maxrss, but not into this.
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2

source = ReplaySource(pathlib.Path(sys.argv[1]))
page = asyncio.run(source.fetch("https://lumen.example/"))
print(page.problem, len(page.body), peak())
print(source.incomplete)
"""


def _gzipped(pieces: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(piece) for piece in pieces), packer.flush()])


def _many(piece: bytes, mebibytes: int) -> Iterator[bytes]:
    large = piece * (2**20 // len(piece))
    return (large for _ in range(mebibytes))


def _with(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest


HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lumen.example/\r\n"


def _answer(headers: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n"
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is not there")
@pytest.mark.parametrize(
    ("pieces", "outcome"),
    [
        # A line without end, headers without end, a body without end, blank lines without end.
        (lambda: _with(HEAD + b"A: ", _many(b"a", 1_000)), "connect 0"),
        (lambda: _with(HEAD, _many(b"A: b\r\n", 1_000)), "connect 0"),
        (
            lambda: _with(
                HEAD + b"Content-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", _many(b"a", 1_000)
            ),
            "too_large 0",
        ),
        (lambda: _with(HEAD + b"Content-Length: 0\r\n\r\n", _many(b"\r\n", 1_000)), "connect 0"),
        (
            lambda: _with(
                HEAD + b"Content-Length: 99999999\r\n\r\nHTTP/1.1 200 OK\r\n", _many(b"A: b\r\n", 90)
            ),
            "connect 0",
        ),
        (lambda: _many(HEAD + b"Content-Length: 0\r\n\r\n\r\n\r\n", 600), "connect 0"),
        # Heads of very many short lines, and very many heads of many.
        (lambda: _many(_answer(b"A:b\r\n" * 40_000), 30), "connect 0"),
        (lambda: _many(_answer(b"A:b\r\n" * 150), 30), "None 0"),
    ],
)
def test_a_bomb_costs_little(tmp_path: Path, pieces: Callable[[], Iterator[bytes]], outcome: str) -> None:
    bomb = tmp_path / "bomb.warc.gz"
    bomb.write_bytes(_gzipped(pieces()))
    begun = time.monotonic()

    ended = subprocess.run(
        [sys.executable, "-c", READER, str(bomb)], capture_output=True, text=True, timeout=SECONDS, check=True
    )

    assert ended.stderr == ""
    said, incomplete = ended.stdout.splitlines()
    assert said.rpartition(" ")[0] == outcome
    assert int(said.split()[-1]) < 150
    assert incomplete != "None"
    assert time.monotonic() - begun < SECONDS


def test_of_very_many_headers_the_first_are_kept(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    headers = "Content-Type: text/html\r\n" + "".join(f"X-{number}: 1\r\n" for number in range(1_000))

    page = replayed(warc(record(headers=headers)))

    assert (page.problem, page.body) == (None, b"<p>Words</p>")
    assert [name for name, _ in page.headers] == ["content-type", *(f"x-{number}" for number in range(199))]


def test_chunks_are_put_together_no_further_than_any_page_is_read() -> None:
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    headers = (("transfer-encoding", "chunked"),)
    body = chunk * 240 + b"0\r\n\r\n"
    answer = SavedAnswer(
        "https://lumen.example/", 200, headers, "2026-10-01T08:00:00Z", 0, len(body), whole=True
    )

    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="too_large"):
            decoded(answer, body, 1_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 12 * 2**20


def test_what_is_compressed_twice_is_no_warc_file(tmp_path: Path) -> None:
    file = tmp_path / "twice.warc.gz"
    file.write_bytes(gzip.compress(gzip.compress(HEAD)))

    with pytest.raises(UnreadableArchive, match=r"twice\.warc\.gz: it is no WARC file"):
        ReplaySource(file)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x1f\x8b", b"\x1f\x8b\x08junk", b"PK\x03\x04", b"WARC"]
)
def test_what_is_no_warc_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "saved.warc"
    file.write_bytes(content)

    with pytest.raises(UnreadableArchive, match=r"saved\.warc: it is no WARC file"):
        ReplaySource(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArchive, match=r"gone\.warc: "):
        ReplaySource(tmp_path / "gone.warc")


def test_a_file_damaged_in_the_middle_gives_what_stands_before(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    file = warc(record(), b"WARC/9.9 what is this\r\n", record(url="https://lumen.example/behind"))

    behind = replayed(file, "https://lumen.example/behind")

    assert replayed(file).body == b"<p>Words</p>"
    assert behind.problem == "connect"
    assert "of which a part was not read" in (behind.detail or "")


def test_a_forged_note_is_passed_over(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    def note(words: bytes) -> bytes:
        head = (
            "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Target-URI: https://lumen.example/\r\n"
            "WARC-Date: 2026-10-01T08:00:00Z\r\nContent-Type: application/vnd.edscreen.note+json\r\n"
            f"Content-Length: {len(words)}\r\n\r\n"
        )
        return head.encode() + words + b"\r\n\r\n"

    file = warc(
        record(),
        note(b"{"),
        note(b"[" * 50_000),
        note(b'"words"'),
        note(b'{"asked": 1, "url": "", "redirects": [], "problem": null, "detail": null}'),
        note(
            b'{"asked": "https://lumen.example/", "url": "", "redirects": [], "problem": "new", "detail": ""}'
        ),
    )

    assert replayed(file).body == b"<p>Words</p>"


def test_hostile_addresses_print_nothing(
    warc: Callable[..., Path], record: Callable[..., bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    ReplaySource(warc(record(url="https://lumen.example/ \x1b[31m"), record(url=""), record() + b"more\x1b"))

    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_breaks_the_reading(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    data: st.DataObject,
) -> None:
    whole = (
        record()
        + record(gzip.compress(b"<p>More</p>", mtime=0), headers="Content-Encoding: gzip\r\n")
        + record(b"5\r\nWords\r\n0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n")
    )
    packed = gzip.compress(whole, mtime=0) if data.draw(st.booleans()) else whole
    at = data.draw(st.integers(4, len(packed)))
    put = data.draw(st.binary(max_size=30))
    file = warc(packed[:at] + put + packed[at + data.draw(st.integers(0, 30)) :], packed=False)

    try:
        source = ReplaySource(file)
    except UnreadableArchive:
        return
    assert source.home_url is None or source.home_url
    for past_cache in (False, True):
        replayed(file, past_cache=past_cache)
    file.unlink()
