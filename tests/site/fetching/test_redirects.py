"""Redirects and refreshes: what is followed, how far, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.site.fetching.refresh import page_refresh
from edscreen.site.fetching.targets import join, read_target
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.fetching.settings import FetchSettings

    Page = Callable[..., bytes]
    Settings = Callable[..., FetchSettings]
    Fetch = Callable[..., Fetched]

BASE = "http://lumen.example/a/b?c"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told(
    status: int, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(
        lambda asked: page("end") if asked.path == "/end?x=1" else page(b"", status, location="end?x=1#y")
    )
    got = fetch(settings(server), f"{server.url}/#top")
    assert (got.problem, got.status, got.body) == (None, 200, b"end")
    assert got.asked == f"{server.url}/#top"
    assert got.url == f"{server.url}/end?x=1"
    assert got.redirects == (f"{server.url}/",)


def test_the_connection_is_kept_over_a_short_redirect(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(lambda asked: page() if asked.path == "/end" else page("moved", 302, location="/end"))
    assert fetch(settings(server), server.url).problem is None
    assert server.accepted == 1


@pytest.mark.parametrize(("hops", "problem"), [(5, None), (6, "redirect_loop")])
def test_five_redirects_are_followed_refreshes_counted(
    hops: int, problem: str | None, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    def answer(asked: Any) -> bytes:
        number = int(asked.path[1:] or 0)
        if number == hops:
            return page("end")
        if number % 2:
            return page(b"", 302, location=f"/{number + 1}")
        return page(f"<meta http-equiv=refresh content='0;url=/{number + 1}'>")

    server = serve(answer)
    got = fetch(settings(server), server.url)
    assert got.problem == problem
    assert len(server.pages()) == 6
    assert len(got.redirects) == hops


@pytest.mark.parametrize("there_and_back", [["/"], ["/a", "/"], ["/a", "/b", "/a"]])
def test_a_circle_is_seen_at_once(
    there_and_back: list[str], serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    way = dict(zip(["/", *there_and_back], there_and_back, strict=False))
    server = serve(lambda asked: page(b"", 302, location=way[asked.path]))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status) == ("redirect_loop", 302)
    assert server.paths()[1:] == ["/", *there_and_back[:-1]]


def test_a_site_that_wants_a_cookie_first_is_told_as_such(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(b"", 302, location="/", set_cookie="seen=1"))
    got = fetch(settings(server), server.url)
    assert got.problem == "redirect_loop"
    assert got.detail == "it leads back to where it came from unless a cookie is kept"
    assert len(server.pages()) == 1


@pytest.mark.parametrize("kind", ["location", "meta"])
def test_a_redirect_to_another_owner_is_told_and_not_followed(
    kind: str, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    other = serve()
    name = f"localhost:{other.port}"
    replies = {
        "location": page(b"", 301, location=f"http://{name}/x"),
        "meta": page(f'<meta http-equiv="Refresh" content="3; URL=http://{name}/x">'),
    }
    server = serve(replies[kind])
    got = fetch(settings(server, name), server.url, is_own=lambda host: host == "127.0.0.1")
    assert (got.problem, got.url) == ("redirect_offsite", f"http://{name}/x")
    assert got.detail == "it leads to localhost"
    assert got.redirects == (f"{server.url}/",)
    assert other.accepted == 0
    assert fetch(settings(server, name), server.url, is_own=lambda _: True).problem is None


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("ftp://lumen.example/", "blocked_address"),
        ("javascript:alert(1)", "blocked_address"),
        ("http://[::1", "dns"),
        ("http://a b/", "dns"),
        ("//", "dns"),
        ("/" + "x" * 5_000, "too_large"),
    ],
)
def test_a_redirect_to_no_page_has_its_reason(
    location: str, problem: str, serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page(b"", 302, location=location))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status) == (problem, 302)


def test_a_redirect_without_a_place_is_a_page(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("choose", 300))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.status, got.body) == (None, 300, b"choose")


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("/x", "http://lumen.example/x"),
        ("x", "http://lumen.example/a/x"),
        ("../x", "http://lumen.example/x"),
        ("../../../x", "http://lumen.example/x"),
        ("./", "http://lumen.example/a/"),
        ("?x", "http://lumen.example/a/b?x"),
        ("#x", "http://lumen.example/a/b?c"),
        ("", "http://lumen.example/a/b?c"),
        ("//www.lumen.example", "http://www.lumen.example/"),
        ("\\\\www.lumen.example\\x", "http://www.lumen.example/x"),
        ("\\x\\..\\y", "http://lumen.example/y"),
        ("https://lumen.example", "https://lumen.example/"),
        ("HTTPS://LUMEN.example:443/", "https://lumen.example/"),
        (" \t/x\n", "http://lumen.example/x"),
        ("/x y", "http://lumen.example/x%20y"),
        ("/é", "http://lumen.example/%C3%A9"),
        ("x?y=http://z/\\", "http://lumen.example/a/x?y=http://z/\\"),
        ("/a:b", "http://lumen.example/a:b"),
    ],
)
def test_a_reference_means_what_it_means_to_a_browser(reference: str, meant: str) -> None:
    assert read_target(join(read_target(BASE), reference)).url == meant


@given(st.text())
def test_any_reference_is_an_address_or_refused(reference: str) -> None:
    try:
        target = read_target(join(read_target(BASE), reference))
    except Unreadable:
        return
    assert target.scheme in {"http", "https"}
    assert target.resource.isascii()
    assert " " not in target.resource


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        ('<meta http-equiv="refresh" content="0;url=/x">', "/x"),
        ("<META HTTP-EQUIV=Refresh CONTENT=0;URL=/x>", "/x"),
        ("<meta content='0; url=\"/x\"' http-equiv='refresh'/>", "/x"),
        ("<meta\nname=a\nhttp-equiv = refresh\ncontent = '5, /x'>", "/x"),
        ("<meta http-equiv=refresh content='1.5 url = /x'>", "/x"),
        ('<meta http-equiv=refresh content="0;url=/x?a=1&amp;b=2">', "/x?a=1&b=2"),
        ("<meta http-equiv=refresh content='0;url=https://lumen.example/é'>", "https://lumen.example/é"),
        ("<!-- note --><script>x</script><meta http-equiv=refresh content='0;/x'>", "/x"),
        ("<!--><meta http-equiv=refresh content='0;/x'>", "/x"),
        ("<style>" + "a{}" * 30_000 + "</style><body><p><meta http-equiv=refresh content='0;/x'>", "/x"),
        ("<meta http-equiv=refresh content=''><meta http-equiv=refresh content='0;/x'>", "/x"),
        ("<meta http-equiv=refresh content='30;url=/x'>", None),
        ("<meta http-equiv=refresh content='300'>", None),
        ("<meta http-equiv=refresh content='0'>", None),
        ("<meta http-equiv=refresh content='soon;url=/x'>", None),
        ("<meta http-equiv=refresh content='0;url=javascript:x()'>", None),
        ("<meta http-equiv=refresh content='0;url=data:text/html,x'>", None),
        ("<!-- <meta http-equiv=refresh content='0;/x'> -->", None),
        ("<!-- never ends <meta http-equiv=refresh content='0;/x'>", None),
        ("<noscript><meta http-equiv=refresh content='0;/x'></noscript>", None),
        ("<script>'<meta http-equiv=refresh content=\"0;/x\">'</script>", None),
        ("<template><meta http-equiv=refresh content='0;/x'></template>", None),
        ("<title><meta http-equiv=refresh content='0;/x'></title>", None),
        ("<textarea><meta http-equiv=refresh content='0;/x'></textarea>", None),
        ("<metadata http-equiv=refresh content='0;/x'>", None),
        ("<meta name=refresh content='0;/x'>", None),
        ("&lt;meta http-equiv=refresh content='0;/x'&gt;", None),
    ],
)
def test_a_refresh_is_found_where_a_browser_finds_it(html: str, leads: str | None) -> None:
    assert page_refresh(html.encode(), 10) == leads
    for codec in ("utf-16", "utf-8-sig"):
        assert page_refresh(html.encode(codec), 10) == leads


@given(
    st.binary(), st.sampled_from([b"<meta http-equiv=refresh content='0;", b"<!-- refresh", b"<meta refresh"])
)
def test_no_page_breaks_the_search_for_a_refresh(rest: bytes, start: bytes) -> None:
    found = page_refresh(start + rest, 10)
    assert found is None or found


def test_a_page_that_renews_itself_is_a_page(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("<meta http-equiv=refresh content='5'><meta http-equiv=refresh content='5;url=/'>"))
    got = fetch(settings(server), server.url)
    assert (got.problem, got.redirects) == (None, ())
    assert len(server.pages()) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 503},
        {"content_type": "text/plain"},
        {"content_type": "application/pdf"},
    ],
)
def test_a_refresh_counts_only_on_a_page(
    answer: dict[str, Any], serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(page("<meta http-equiv=refresh content='0;url=/x'>", **answer))
    assert fetch(settings(server), server.url).redirects == ()
    assert set(server.paths()) == {"/robots.txt", "/"}


def test_a_header_that_refreshes_is_followed(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(lambda asked: page("end") if asked.path == "/x" else page(refresh="0; url=/x"))
    assert fetch(settings(server), server.url).body == b"end"


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@lumen.example/x",
        "HTTPS://user:se%40cret@lumen.example/x",
        "http://user:a@secret@lumen.example/x",
        " ht\ntp:\\\\user:sec\tret@lumen.example/x",
        "http:user:secret@lumen.example/x",
        "ftp://user:secret@lumen.example/x",
        "http://user:secret@lumen.example:99999/x",
    ],
)
def test_a_user_s_name_and_password_stand_nowhere_in_what_came_back(
    url: str, settings: Settings, fetch: Fetch
) -> None:
    got = fetch(settings(), url)
    assert got.problem in {"blocked_address", "dns"}
    assert got.asked == got.url
    for word in ("user:", "secret", "cret"):
        assert word not in repr(got)
    assert "lumen.example" in got.url


def test_a_redirect_to_an_address_with_a_password_is_refused_without_it(
    serve: Any, page: Page, settings: Settings, fetch: Fetch
) -> None:
    server = serve(lambda _: page(b"", 302, location="//user:secret@lumen.example/x?a@b#c@d"))
    got = fetch(settings(server), f"{server.url}/a@b")
    assert (got.problem, got.detail) == ("blocked_address", "the address holds a user's name")
    assert (got.asked, got.url) == (f"{server.url}/a@b", "http://lumen.example/x?a@b#c@d")
