"""Bodies arrive whole, whatever their packing and pieces, and never larger than the limit."""

from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.site.fetching.bodies import Inflater, content_encoding
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

TEXT = b"<p>hello</p>" * 500


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP": gzip.compress,
    "deflate": zlib.compress,
    "deflate, identity": raw_deflate,
    "identity": bytes,
    "": bytes,
}


def inflate(encoding: str, pieces: list[bytes], cap: int = 10**6, *, cut: bool = False) -> bytes:
    inflater = Inflater(encoding, cap, cut=cut)
    for piece in pieces:
        inflater.feed(piece)
    return inflater.finish()


@pytest.mark.parametrize("encoding", PACKINGS)
def test_every_packing_asked_for_is_undone(
    encoding: str, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(PACKINGS[encoding](TEXT), content_encoding=encoding))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.body) == (None, TEXT)


def test_the_length_may_be_left_out_or_told_in_chunks(serve: Any, settings: Settings, fetch: Fetch) -> None:
    until_end = serve(lambda _: [b"HTTP/1.0 200 OK\r\n\r\n", TEXT])
    chunk = b"%x\r\n%s\r\n" % (len(TEXT), TEXT)
    chunked = serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 2 + b"0\r\n\r\n")
    assert fetch(settings(until_end), until_end.url).body == TEXT
    assert fetch(settings(chunked), chunked.url).body == TEXT * 2


@given(
    st.binary(max_size=3_000),
    st.sampled_from(["gzip", "deflate", "raw", ""]),
    st.lists(st.integers(1, 400), min_size=1),
)
def test_the_pieces_do_not_matter(data: bytes, kind: str, sizes: list[int]) -> None:
    packed = PACKINGS["deflate, identity" if kind == "raw" else kind](data)
    pieces: list[bytes] = []
    while packed:
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(packed[:size])
        packed = packed[size:]
    assert inflate(kind.replace("raw", "deflate"), pieces) == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]))
def test_no_bytes_break_the_unpacking(data: bytes, encoding: str) -> None:
    try:
        assert len(inflate(encoding, [data], 1_000)) <= 1_000
    except Unreadable as refused:
        assert refused.problem in {"bad_encoding", "too_large"}  # noqa: PT017


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_several_members_are_one_body_and_what_follows_means_nothing(size: int) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00\x00rest"
    assert inflate("gzip", [packed[at : at + size] for at in range(0, len(packed), size)]) == b"one two"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_body_that_breaks_off_is_told(encoding: str) -> None:
    packed = PACKINGS[encoding](TEXT)
    for length in range(1, len(packed)):
        with pytest.raises(Unreadable) as refused:
            inflate(encoding, [packed[:length]])
        assert refused.value.problem == "bad_encoding"
    assert inflate(encoding, []) == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_the_limit_is_exact(encoding: str) -> None:
    packed = PACKINGS[encoding](TEXT)
    assert inflate(encoding, [packed], len(TEXT)) == TEXT
    with pytest.raises(Unreadable) as refused:
        inflate(encoding, [packed], len(TEXT) - 1)
    assert refused.value.problem == "too_large"
    assert inflate(encoding, [packed], 100, cut=True) == TEXT[:100]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([], ""),
        ([""], ""),
        (["Identity"], ""),
        (["gzip"], "gzip"),
        ([" X-GZIP ,"], "gzip"),
        (["deflate"], "deflate"),
    ],
)
def test_one_packing_is_read(values: list[str], named: str) -> None:
    assert content_encoding(values) == named


@pytest.mark.parametrize(
    "values",
    [["br"], ["zstd"], ["gzip, gzip"], ["gzip", "gzip"], ["deflate, gzip"], ["compress"], ["gzip;q=1"]],
)
def test_other_or_several_packings_are_refused(values: list[str]) -> None:
    with pytest.raises(Unreadable) as refused:
        content_encoding(values)
    assert refused.value.problem == "bad_encoding"


def test_a_caller_may_ask_for_more_or_less(serve: Any, page: Page, settings: Settings, fetch: Fetch) -> None:
    server = serve(page(bytes(5 * 1024 * 1024)))
    assert fetch(settings(server), server.url).problem == "too_large"
    assert len(fetch(settings(server), server.url, max_bytes=6 * 1024 * 1024).body) == 5 * 1024 * 1024
    small = serve(page(TEXT))
    assert fetch(settings(small), small.url, max_bytes=len(TEXT)).problem is None
    got = fetch(settings(small), small.url, max_bytes=len(TEXT) - 1)
    assert (got.problem, got.status, got.body) == ("too_large", 200, b"")


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\n\x8b\x02\x80",
        b"Content-Length: 100\r\n\r\ncut",
        b"Content-Length: 999999999\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["packed", "cut", "long", "garbled"],
)
@pytest.mark.parametrize(
    ("status", "problem"), [(b"403", "http_4xx"), (b"501", "http_5xx"), (b"302", "redirect_loop")]
)
def test_an_error_or_redirect_is_told_by_its_status_even_where_its_text_cannot_be_read(
    status: bytes, problem: str, body: bytes, serve: Any, settings: Settings, fetch: Fetch
) -> None:
    server = serve(lambda _: [b"HTTP/1.1 " + status + b" No\r\nServer: wall\r\nLocation: /\r\n" + body])
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status, got.body) == (problem, int(status), b"")
    assert got.header("server") == "wall"
    assert len(server.pages()) == 1


@pytest.mark.parametrize("status", [200, 204])
def test_an_empty_page_is_no_problem_here(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(b"", status, content_encoding="gzip"))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status, got.body) == (None, status, b"")


def test_headers_are_kept_in_order_with_names_in_lower_case(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(x_name="caf\u00e9", X_Name="two"))
    got = fetch(settings(server), server.url)
    assert got.header("x-name") == "two"
    raw = b"HTTP/1.1 200 OK\r\nA: caf\xe9\r\nB: 1\r\nA: caf\xc3\xa9\r\nContent-Length: 0\r\n\r\n"
    server = serve(raw)
    got = fetch(settings(server), server.url)
    assert got.headers == (("a", "café"), ("b", "1"), ("a", "café"), ("content-length", "0"))


def test_an_answer_longer_than_it_says_does_no_harm_to_the_next(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("whole"), robots=page(b"", 404) + b"more than was promised\r\n\r\n")
    got = fetch(settings(server), server.url)
    assert (got.problem, got.body) == (None, b"whole")
    assert server.accepted == 2


def test_answers_to_no_question_are_not_taken_for_the_next_one(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    def robots() -> Iterator[bytes]:
        yield page(b"", 404)
        time.sleep(0.1)
        yield page("slipped in")
        time.sleep(5)

    server = serve(page("asked for"), robots=robots())
    got = fetch(settings(server, requests_per_second=0.5), server.url)
    assert (got.problem, got.body) == (None, b"asked for")
    assert server.accepted == 2
