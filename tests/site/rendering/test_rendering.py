"""A page whose scripts have run is given as a reader sees it; the page itself is asked for politely."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from edscreen.site.rendering.finding import CannotRender

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.site.rendering.conftest import Site

    from edscreen.site.fetched import Fetched


def test_a_shell_is_filled(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/"] = """<div id="root"></div><noscript>Please turn on JavaScript.</noscript><script>
        fetch("/words").then((answer) => answer.text())
          .then((words) => { root.innerHTML = `<h1>${words}</h1>`; });
        </script>"""
    site.pages["/words"] = (200, {"Content-Type": "text/plain"}, "Größer lesen".encode())

    page = render()

    assert page.problem is None
    assert "<h1>Größer lesen</h1>" in page.body.decode("utf-8")
    assert b"turn on JavaScript" not in page.body
    assert page.status == 200
    assert page.header("content-type") == "text/html; charset=utf-8"
    assert (page.header("x-edscreen-rendered") or "").partition("/")[0] in {"Chrome", "HeadlessChrome"}
    assert site.asked == ["/robots.txt", "/", "/words"]
    assert all("edscreen/" in agent for agent in site.agents.values())


def test_what_stands_in_shadow_roots_and_slots_is_in_its_place(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages[
        "/"
    ] = """<x-card><b>A study</b><i slot="foot">by others</i><u slot="none">lost</u></x-card><script>
        customElements.define("x-card", class extends HTMLElement { constructor() { super();
          this.attachShadow({mode: "open"}).innerHTML =
            "<p>Read: <slot></slot> <slot name=foot></slot> <slot name=rest>and more</slot></p>"; } });
        </script>"""

    body = render().body.decode()

    assert "<p>Read: <slot><b>A study</b></slot>" in body
    assert (
        '<slot name="foot"><i slot="foot">by others</i></slot> <slot name="rest">and more</slot></p>' in body
    )
    assert "lost" not in body


def test_rules_that_scripts_add_are_written_out(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/"] = """<p class="gone">Hidden words</p><style id="rules"></style><script>
        rules.sheet.insertRule(".gone { display: none }");
        const adopted = new CSSStyleSheet(); adopted.replaceSync(".away { display: none }");
        document.adoptedStyleSheets = [adopted];</script>"""

    body = render().body

    assert b".gone { display: none; }" in body
    assert b".away { display: none; }" in body


def test_what_loads_on_coming_into_view_is_there(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/"] = """<div style="height: 9000px"></div><p id="far">Not yet</p><script>
        new IntersectionObserver(([seen]) => { if (seen.isIntersecting) far.textContent = "Come into view"; })
          .observe(far);</script>"""

    assert b"Come into view" in render().body


def test_a_page_changed_beyond_recognition_by_its_scripts_is_read_all_the_same(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages["/"] = """<p id="words">Words</p><script>
        Object.defineProperty(Node.prototype, "childNodes", {get() { throw new Error("no"); }});
        Element.prototype.append = Array.from = () => { throw new Error("no"); };
        window.scrollBy = window.setTimeout = null; document.open = null;
        words.textContent = "Changed";</script>"""

    assert b'<p id="words">Changed</p>' in render().body


def test_a_new_address_without_a_new_page_is_the_pages(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/"] = """<p>Home</p><script>history.pushState({}, "", "/welcome#top")</script>"""

    assert render().url == site.url("/welcome")


def test_where_a_script_leads_on_the_next_page_is_asked_for_politely(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages["/"] = "<script>location.replace('/moved')</script>"
    site.pages["/moved"] = (302, {"Location": "/home"}, b"")
    site.pages["/home"] = "<p>Here we are</p>"

    page = render()

    assert b"Here we are" in page.body
    assert (page.asked, page.url) == (site.url(), site.url("/home"))
    assert page.redirects == (site.url(), site.url("/moved"))
    assert "Mozilla" not in site.agents["/home"]


def test_robots_txt_speaks_for_where_a_script_leads_too(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /home")
    site.pages["/"] = "<script>location = '/home'</script>"
    site.pages["/home"] = "<p>Not for programs</p>"

    page = render()

    assert (page.problem, page.url, page.body) == ("robots", site.url("/home"), b"")
    assert "/home" not in site.asked


def test_a_page_that_robots_txt_keeps_is_not_shown_to_the_browser(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: edscreen\nDisallow: /")
    site.pages["/"] = "<p>Not for programs</p>"

    assert render().problem == "robots"
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("location = 'http://other-vendor.example/'", "redirect_offsite"),
        ("location = location.pathname + 'a'", "redirect_loop"),
        ("location = location.pathname === '/' ? '/a' : '/'", "redirect_loop"),
        ("location = 'http://[::1]/'", "redirect_offsite"),
    ],
)
def test_a_script_leads_neither_to_others_nor_in_circles(
    render: Callable[..., Fetched], site: Site, script: str, problem: str
) -> None:
    for path in ("/", "/a", "/aa", "/aaa", "/aaaa", "/aaaaa", "/aaaaaa"):
        site.pages[path] = f"<script>{script}</script>"

    page = render()

    assert (page.problem, page.body) == (problem, b"")
    assert len(site.asked) <= 8


def test_a_page_that_loads_itself_again_and_again_is_read_as_it_stands(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages["/"] = "<p>Words</p><script>location.reload()</script>"

    page = render()

    assert page.problem is None
    assert b"Words" in page.body
    assert site.asked.count("/") == 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((404, {"Content-Type": "text/html"}, b"<p>None</p>"), "http_4xx"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), None),
        (
            (200, {"Content-Type": "text/html", "Content-Disposition": "attachment"}, b"<p>Saved</p>"),
            "not_html",
        ),
    ],
)
def test_what_is_no_page_is_not_rendered(
    render: Callable[..., Fetched], site: Site, answer: tuple[int, dict[str, str], bytes], problem: str | None
) -> None:
    site.pages["/"] = answer

    page = render()

    assert page.status == answer[0]
    assert page.header("x-edscreen-rendered") is None
    assert page.problem == problem


@pytest.mark.parametrize(("tall", "height"), [(3_000, 3_000), (30_000, 10_000)])
def test_a_picture_is_taken_of_the_whole_page_down_to_a_limit(
    render_with_picture: Callable[[], list[bytes | None]], site: Site, tall: int, height: int
) -> None:
    site.pages["/"] = f"<body style='margin: 0'><div style='height: {tall}px'>Words</div>"

    picture, again = render_with_picture()

    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1280, height)
    assert again is None


def test_without_playwright_a_sentence_says_what_to_install(
    render: Callable[..., Fetched], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "playwright", None)
    site.pages["/"] = "<p>Words</p>"

    with pytest.raises(CannotRender, match=r'pip install "edscreen\[render\]"'):
        render()


def test_a_program_that_is_no_browser_is_said_so(
    render: Callable[..., Fetched], site: Site, tmp_path: Path
) -> None:
    program = tmp_path / "no-browser"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    site.pages["/"] = "<p>Words</p>"

    with pytest.raises(CannotRender, match=r"no-browser did not start \("):
        render(executable=program)
