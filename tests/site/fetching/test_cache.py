"""Pages kept on disk: always asked for again, never damaged nor another site's, shared by processes."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetching.cache import Cache
from edscreen.site.fetching.settings import default_cache_dir
from edscreen.site.fetching.wire import Wire, open_wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

HOME = "http://lumen.example/"
ETAG = '"v1"'
DAY = "Sat, 21 Nov 2026 10:00:00 GMT"


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def serve(serve: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Start servers as ever; the last one is what the public site `HOME` leads to."""

    def look_up(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("198.41.0.4", 80))]

    def start(*args: Any, **options: Any) -> Any:
        server = serve(*args, **options)

        async def open_here(_ip: str, _port: int, most: int) -> Wire:
            return await open_wire("127.0.0.1", server.port, most)

        monkeypatch.setattr("edscreen.site.fetching.guard.open_wire", open_here)
        return server

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return start


@pytest.fixture
def unchanged(serve: Any, page: Page) -> Any:
    """A site whose page never changes, and which says so when asked."""

    def answer(asked: Any) -> bytes:
        if asked.headers.get("if-none-match") == ETAG or asked.headers.get("if-modified-since") == DAY:
            return page(b"", 304, etag=ETAG, x_seen="again")
        return page("first", etag=ETAG, last_modified=DAY)

    return serve(answer)


def test_a_page_that_did_not_change_comes_from_disk(
    unchanged: Any, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    chosen = settings(cache_dir=tmp_path / "cache")
    first, second = fetch(chosen, HOME), fetch(chosen, HOME)
    assert (first.status, first.body, first.from_cache) == (200, b"first", False)
    assert (second.status, second.body, second.from_cache) == (200, b"first", True)
    assert second.sha256 == first.sha256
    assert second.header("content-type") == "text/html"
    assert second.header("x-seen") == "again"
    assert second.problem is None
    plain, conditional = unchanged.pages()
    assert "if-none-match" not in plain.headers
    assert conditional.headers["if-none-match"] == ETAG
    assert conditional.headers["if-modified-since"] == DAY
    assert unchanged.paths().count("/robots.txt") == 2


def test_a_page_that_changed_is_read_and_kept_anew(
    serve: Any, page: Page, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    count = iter(range(1, 9))
    server = serve(lambda _: page(f"text {(n := next(count))}", etag=f'"{n}"'))
    chosen = settings(cache_dir=tmp_path)
    assert [fetch(chosen, HOME).body for _ in range(3)] == [b"text 1", b"text 2", b"text 3"]
    asked = [asked.headers.get("if-none-match") for asked in server.pages()]
    assert asked == [None, '"1"', '"2"']
    assert len(kept(tmp_path)) == 1


def test_past_the_cache_the_site_must_send_it_again(
    unchanged: Any, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    chosen = settings(cache_dir=tmp_path)
    fetch(chosen, HOME)
    got = fetch(chosen, HOME, past_cache=True)
    assert (got.status, got.from_cache) == (200, False)
    last = unchanged.pages()[-1]
    assert "if-none-match" not in last.headers
    assert last.headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("unchanged")
def test_without_a_folder_nothing_is_kept(settings: Settings, fetch: Fetch) -> None:
    assert not fetch(settings(), HOME).from_cache
    assert not fetch(settings(), HOME).from_cache


@pytest.mark.parametrize(
    "answer",
    [
        {"cache_control": "private, No-Store", "etag": ETAG},
        {},
        {"etag": ETAG, "status": 404},
        {"etag": "x" * 2_000},
        {"etag": "caf\xe9"},
    ],
)
def test_what_may_not_or_cannot_be_kept_is_not(
    answer: dict[str, Any], serve: Any, page: Page, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    serve(page("text", **answer))
    chosen = settings(cache_dir=tmp_path)
    assert not fetch(chosen, HOME).from_cache
    assert kept(tmp_path) == []


def test_what_may_no_longer_be_kept_is_deleted(
    serve: Any, page: Page, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    replies = [page("text", etag=ETAG), page("text", etag=ETAG, cache_control="no-store")]
    serve(lambda _: replies.pop(0))
    chosen = settings(cache_dir=tmp_path)
    fetch(chosen, HOME)
    assert len(kept(tmp_path)) == 1
    fetch(chosen, HOME)
    assert kept(tmp_path) == []


def damaged(file: Path) -> dict[str, bytes]:
    whole = file.read_bytes()
    entry = json.loads(whole.partition(b"\n")[0])
    other = json.dumps(entry | {"url": "http://other.example/"}).encode()
    split = json.dumps(entry | {"headers": [["etag", "x\r\nCookie: y"], ["content-encoding", "br"]]}).encode()
    return {
        "empty": b"",
        "cut": whole[:-2],
        "longer": whole + b"x",
        "no json": b"{\n" + whole,
        "another page": other + b"\nfirst",
        "another body": whole.replace(b"first", b"worst"),
        "no list": b"[]\nfirst",
        "nested": b"[" * 100_000,
        "split header": split + b"\nfirst",
        "headers that are none": json.dumps(entry | {"headers": [1]}).encode() + b"\nfirst",
        "bytes": bytes(range(256)),
    }


DAMAGES = (
    "empty, cut, longer, no json, another page, another body, no list, nested, split header, "
    "headers that are none, bytes"
)


@pytest.mark.parametrize("fault", DAMAGES.split(", "))
def test_a_damaged_file_counts_as_none_and_is_written_anew(
    fault: str, unchanged: Any, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    chosen = settings(cache_dir=tmp_path)
    fetch(chosen, HOME)
    [file] = kept(tmp_path)
    file.write_bytes(damaged(file)[fault])
    got = fetch(chosen, HOME)
    assert (got.body, got.from_cache) == (b"first", False)
    assert "if-none-match" not in unchanged.pages()[-1].headers
    assert fetch(chosen, HOME).from_cache


def test_a_packed_page_is_kept_packed(
    serve: Any, page: Page, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    text = b"<p>hello</p>" * 10_000

    def answer(asked: Any) -> bytes:
        if "if-none-match" in asked.headers:
            return page(b"", 304)
        return page(gzip.compress(text), etag=ETAG, content_encoding="gzip")

    serve(answer)
    chosen = settings(cache_dir=tmp_path)
    fetch(chosen, HOME)
    assert kept(tmp_path)[0].stat().st_size < 5_000
    got = fetch(chosen, HOME)
    assert (got.body, got.from_cache) == (text, True)
    assert got.header("content-encoding") == "gzip"
    assert fetch(chosen, HOME, max_bytes=1_000).problem == "too_large"


def test_a_kept_page_is_not_served_where_its_host_may_not_be_reached(
    unchanged: Any, settings: Settings, fetch: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetch(settings(cache_dir=tmp_path), HOME).body == b"first"
    inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inner)
    got = fetch(settings(cache_dir=tmp_path), HOME)
    assert (got.problem, got.body) == ("blocked_address", b"")
    assert len(unchanged.pages()) == 1


def test_pages_of_a_host_that_the_user_opened_are_not_kept(
    unchanged: Any, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    for _ in range(2):
        got = fetch(settings(unchanged, cache_dir=tmp_path), unchanged.url)
        assert (got.body, got.from_cache) == (b"first", False)
    assert kept(tmp_path) == []


def test_another_site_where_the_user_opened_a_host_is_not_taken_for_the_one_before(
    serve: Any, page: Page, settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    serve(page("the site before", last_modified=DAY))
    assert fetch(settings(cache_dir=tmp_path), HOME).body == b"the site before"

    def older(asked: Any) -> bytes:
        return page(b"", 304) if "if-modified-since" in asked.headers else page("another site")

    serve(older)
    # Another server stands at the same address, which the user has opened.
    got = fetch(settings("lumen.example", cache_dir=tmp_path), HOME)
    assert (got.body, got.from_cache) == (b"another site", False)


@pytest.mark.usefixtures("unchanged")
def test_a_folder_that_cannot_be_written_is_no_error(
    settings: Settings, fetch: Fetch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    got = fetch(settings(cache_dir=tmp_path / "file"), HOME)
    assert (got.problem, got.body) == (None, b"first")


WRITER = """
import sys
from pathlib import Path
from edscreen.site.fetching.asking import Answer
from edscreen.site.fetching.cache import Cache

cache = Cache(Path(sys.argv[1]))
for turn in range(300):
    body = sys.argv[2].encode() * (1 + turn % 50) * 100
    cache.keep("http://lumen.example/", Answer(200, (("etag", sys.argv[2]),), body, body))
    found = cache.find("http://lumen.example/", 10**6)
    assert found is None or len(set(found.body)) == 1, found
"""


def test_several_processes_share_the_folder(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), letter], stderr=subprocess.PIPE)
        for letter in "abc"
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert writer.returncode == 0, said.decode()
    assert len(kept(tmp_path)) == 1
    found = Cache(tmp_path).find("http://lumen.example/", 10**6)
    assert found is not None
    assert dict(found.headers)["etag"] == chr(found.body[0])


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the system says where, not a variable")
def test_the_usual_folder_is_the_platform_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "edscreen" / "pages"
