"""A site saved by another tool is read too: what stands in it, as it was transferred."""

from __future__ import annotations

import gzip
import os
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from edscreen.site.archive.replay import ReplaySource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched

WORDS = b"<p>Words</p>" * 100


def _chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("", WORDS),
        ("Transfer-Encoding: chunked\r\n", _chunked(WORDS)),
        ("Content-Encoding: gzip\r\n", gzip.compress(WORDS, mtime=0)),
        ("content-encoding: X-GZIP\r\n", gzip.compress(WORDS, mtime=0)),
        ("Content-Encoding: deflate\r\n", zlib.compress(WORDS)),
        ("Content-Encoding: deflate\r\n", _raw_deflate(WORDS)),
        ("Content-Encoding: identity\r\n", WORDS),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", _chunked(gzip.compress(WORDS, mtime=0))),
        # Some tools store the body as the reader sees it and leave the headers as they came.
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", WORDS),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_the_body_is_taken_out_of_its_transfer(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    headers: str,
    body: bytes,
    packed: bool,
) -> None:
    file = warc(record(body, headers=f"Content-Type: text/html\r\n{headers}"), packed=packed)

    page = replayed(file)

    assert (page.problem, page.status, page.body) == (None, 200, WORDS)
    assert page.fetched_at == "2026-10-01T08:00:00Z"
    assert page.header("content-type") == "text/html"


@pytest.mark.parametrize(
    ("headers", "body", "problem"),
    [
        ("Content-Encoding: br\r\n", b"\x8b", "bad_encoding"),
        ("Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd", "bad_encoding"),
        (
            "Content-Encoding: gzip, gzip\r\n",
            gzip.compress(gzip.compress(WORDS, mtime=0), mtime=0),
            "bad_encoding",
        ),
        ("Content-Encoding: gzip\r\n", gzip.compress(WORDS, mtime=0)[:-20], "bad_encoding"),
        ("Content-Encoding: gzip\r\n", gzip.compress(b"a" * 10_000_000, mtime=0), "too_large"),
        ("", b"a" * 3_000_000, "too_large"),
    ],
)
def test_a_body_that_is_not_read_says_why(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    headers: str,
    body: bytes,
    problem: str,
) -> None:
    page = replayed(warc(record(body, headers=headers)))

    assert (page.problem, page.body, page.status) == (problem, b"", 200)


def test_a_larger_body_is_read_where_it_is_asked_for(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    file = warc(record(b"%PDF" + b"a" * 3_000_000, headers="Content-Type: application/pdf\r\n"))

    assert len(replayed(file, max_bytes=5_000_000).body) == 3_000_004


def test_redirects_are_followed_within_the_file(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    file = warc(
        record(b"", "http://lumen.example/", "301 Moved", "Location: https://lumen.example/\r\n"),
        record(b"", "https://lumen.example/", "302 Found", "Location: /home?a=b#top\r\n"),
        record(b"<p>Home</p>", "https://lumen.example/home?a=b"),
    )

    page = replayed(file, "http://lumen.example")

    assert (page.url, page.body) == ("https://lumen.example/home?a=b", b"<p>Home</p>")
    assert page.redirects == ("http://lumen.example", "https://lumen.example/")
    assert page.asked == "http://lumen.example"


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("https://other.example/", "redirect_offsite"),
        ("https://lumen.example/", "redirect_loop"),
        ("/not-saved", "connect"),
        ("javascript:alert(1)", "redirect_offsite"),
    ],
)
def test_a_redirect_that_leads_to_no_page_says_so(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    location: str,
    problem: str,
) -> None:
    file = warc(record(b"", status="301 Moved", headers=f"Location: {location}\r\n"))

    page = replayed(file, is_own=lambda host: host == "lumen.example")

    assert (page.problem, page.body) == (problem, b"")


def test_an_address_that_was_not_saved_says_so(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    page = replayed(warc(record()), "https://lumen.example/other")

    assert (page.problem, page.detail) == ("connect", "the page is not in the saved file")
    assert page.status is None


@pytest.mark.parametrize(
    "asked", ["https://LUMEN.example", "http://lumen.example/#top", "https://lumen.example:443/"]
)
def test_the_address_may_be_spelled_otherwise(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched], asked: str
) -> None:
    assert replayed(warc(record()), asked).body == b"<p>Words</p>"


def test_what_wget_and_warcit_write_is_read(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    file = warc(
        record(b"GET", kind="request", status="GET / HTTP/1.1"),
        record(b"<p>By wget</p>", "<https://lumen.example/wget>"),
        record(b"<p>A file</p>", "https://lumen.example/file", kind="resource"),
        record(b"\x89PNG", "https://lumen.example/a.png", headers="Content-Type: image/png\r\n"),
        record(b"text", "urn:text:https://lumen.example/", kind="resource"),
        record(b"<p>New protocol</p>", "https://lumen.example/h2").replace(
            b"HTTP/1.1 200 OK", b"HTTP/2 200     "
        ),
    )

    assert replayed(file, "https://lumen.example/wget").body == b"<p>By wget</p>"
    assert replayed(file, "https://lumen.example/file").body == b"<p>A file</p>"
    assert replayed(file, "https://lumen.example/h2").body == b"<p>New protocol</p>"
    assert replayed(file, "https://lumen.example/a.png").problem == "connect"


def test_a_page_saved_once_for_two_addresses_is_found_under_both(
    replayed: Callable[..., Fetched], tmp_path: Path
) -> None:
    file = tmp_path / "saved.warc.gz"
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        first = writer.create_warc_record(
            "https://lumen.example/", "response", payload=BytesIO(WORDS), length=len(WORDS), http_headers=http
        )
        writer.write_record(first)
        writer.write_record(
            writer.create_revisit_record(
                "https://lumen.example/again",
                first.rec_headers.get_header("WARC-Payload-Digest"),
                "https://lumen.example/",
                "2026-10-01T08:00:00Z",
                http,
            )
        )

    page = replayed(file, "https://lumen.example/again")

    assert (page.url, page.body, page.status) == ("https://lumen.example/again", WORDS, 200)


@pytest.mark.parametrize("packed_as_one", [True, False])
def test_a_file_packed_as_a_whole_is_read_too(
    warc: Callable[..., Path],
    record: Callable[..., bytes],
    replayed: Callable[..., Fetched],
    packed_as_one: bool,
) -> None:
    records = [record(), record(b"<p>More</p>", "https://lumen.example/more")]
    file = warc(b"".join(records), packed=packed_as_one, name="saved.warc")

    assert replayed(file, "https://lumen.example/more").body == b"<p>More</p>"


def test_a_page_of_which_a_part_was_saved_is_not_taken_for_whole(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    cut = record(about="WARC-Truncated: length\r\n")

    assert replayed(warc(cut)).problem == "too_large"
    assert replayed(warc(record()[:-8], packed=False)).problem == "too_large"


def test_the_home_page_is_the_first_that_gives_html(
    warc: Callable[..., Path], record: Callable[..., bytes]
) -> None:
    file = warc(
        record(b"User-agent: *", "https://lumen.example/robots.txt", headers="Content-Type: text/plain\r\n"),
        record(b"<p>None</p>", "https://lumen.example/favicon.ico", "404 None"),
        record(b"", "http://lumen.example/", "301 Moved", "Location: https://www.lumen.example/\r\n"),
        record(b"<p>Home</p>", "https://www.lumen.example/"),
        record(b"<p>Other</p>", "https://www.lumen.example/other"),
    )

    assert ReplaySource(file).home_url == "http://lumen.example/"


def test_a_file_without_pages_has_no_home_page(
    warc: Callable[..., Path], record: Callable[..., bytes]
) -> None:
    assert ReplaySource(warc(record(kind="request", status="GET / HTTP/1.1"))).home_url is None


def test_a_user_s_name_and_password_in_a_saved_address_are_not_told_on(
    warc: Callable[..., Path], record: Callable[..., bytes], replayed: Callable[..., Fetched]
) -> None:
    secret = "https://user:secret@lumen.example/"
    file = warc(
        record(url=secret, status="302 Found", headers=f"Location: {secret}about\r\n"),
        record(url=f"{secret}about"),
    )

    page = replayed(file, secret)

    assert (page.asked, page.url, page.body) == (
        "https://lumen.example/",
        "https://lumen.example/about",
        b"<p>Words</p>",
    )
    assert page.redirects == ("https://lumen.example/",)
    assert ReplaySource(file).home_url == "https://lumen.example/"


@pytest.mark.parametrize(
    ("dates", "undated"),
    [
        (["2026-10-01T08:00:00Z", "2026-10-01T08:00:00.123456Z"], False),
        (["2026-10-01T08:00:00Z", "yesterday"], True),
        (["2026-02-30T08:00:00Z"], True),
    ],
)
def test_a_file_whose_records_state_no_time_is_of_no_known_day(
    warc: Callable[..., Path], record: Callable[..., bytes], dates: list[str], *, undated: bool
) -> None:
    file = warc(*(record().replace(b"2026-10-01T08:00:00Z", date.encode()) for date in dates))
    os.utime(file, (1795219200, 1795219200))

    assert ReplaySource(file).undated == ("2026-11-21T00:00:00Z" if undated else None)


def test_a_style_sheet_without_a_time_makes_no_day_doubtful(
    warc: Callable[..., Path], record: Callable[..., bytes]
) -> None:
    sheet = record(headers="Content-Type: text/css\r\n").replace(b"2026-10-01T08:00:00Z", b"yesterday")
    assert ReplaySource(warc(record(), sheet)).undated is None
