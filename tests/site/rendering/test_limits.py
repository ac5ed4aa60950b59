"""A hostile page ends within its time, is given as unreadable, and leaves nothing behind."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from edscreen.site.rendering import browser as browsers
from edscreen.site.rendering import checking_proxy, window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.site.rendering.conftest import Site

    from edscreen.site.fetched import Fetched

# What it takes to start and to end a browser on a busy machine.
SLACK = 15


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The browser processes that a test starts."""
    processes: list[int] = []
    process_of = browsers._process_of  # noqa: SLF001 - nothing else says which they are

    async def noted(browser: object) -> int | None:
        process = await process_of(browser)  # type: ignore[arg-type]
        processes.append(process or 0)
        return process

    monkeypatch.setattr(browsers, "_process_of", noted)
    return processes


@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "setTimeout(() => { while (true) {} }, 800)",
        "while (true) alert('again')",
        "addEventListener('beforeunload', (event) => event.preventDefault()); while (true) {}",
        "const grow = () => { document.body.append('more '.repeat(1e5)); queueMicrotask(grow); }; grow()",
    ],
)
def test_a_script_without_end_is_ended(
    render: Callable[..., Fetched], site: Site, started: list[int], script: str
) -> None:
    site.pages["/"] = f"<p>Words</p><script>{script}</script>"
    begun = time.monotonic()

    page = render(seconds=4)

    assert page.problem in {"too_slow", "too_complex"}
    assert page.body == b""
    assert time.monotonic() - begun < 4 + SLACK
    _assert_gone(started)


@pytest.mark.parametrize(
    "script",
    [
        "setInterval(() => open('/popup'), 20)",
        "setInterval(() => { location = '/' + '#' + Math.random() }, 20)",
        "setInterval(() => fetch('/again'), 100)",
        "setTimeout(() => confirm('Leave?'), 100); print(); prompt('Name?')",
        "new EventSource('/events')",
    ],
)
def test_a_restless_page_is_read_all_the_same(
    render: Callable[..., Fetched],
    site: Site,
    started: list[int],
    monkeypatch: pytest.MonkeyPatch,
    script: str,
) -> None:
    monkeypatch.setattr(window, "_LONGEST_LOADING", 2.0)
    site.pages["/"] = f"<p>Words</p><script>{script}</script>"

    page = render()

    assert page.problem is None
    assert b"<p>Words</p>" in page.body
    assert "/popup" not in site.asked
    _assert_gone(started)


def test_a_page_that_loads_too_much_is_given_up(
    render: Callable[..., Fetched], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_proxy, "MOST_RECEIVED", 2_000_000)
    site.pages["/"] = "<p>Words</p><script>for (let i = 0; i < 9; i += 1) fetch('/much?' + i)</script>"
    for number in range(9):
        site.pages[f"/much?{number}"] = (200, {"Content-Type": "text/plain"}, b"a" * 1_000_000)

    page = render()

    assert (page.problem, page.detail, page.body) == ("too_large", "the page loads more than 1 MiB", b"")


def test_a_page_that_asks_too_often_is_given_up(
    render: Callable[..., Fetched], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "MOST_REQUESTS", 20)
    site.pages["/"] = "<p>Words</p><script>for (let i = 0; i < 99; i += 1) fetch('/much?' + i)</script>"

    page = render()

    assert (page.problem, page.body) == ("too_complex", b"")
    assert len(site.asked) <= 2 + 21


def test_a_page_that_its_scripts_make_too_large_is_given_up(
    render: Callable[..., Fetched], site: Site
) -> None:
    site.pages["/"] = "<p>Words</p><script>document.body.append('ä'.repeat(2e6))</script>"

    assert render().problem == "too_large"


@pytest.mark.parametrize(("depth", "problem"), [(3_000, None), (20_000, "too_complex")])
def test_a_page_may_be_nested_as_deep_as_the_browser_bears(
    render: Callable[..., Fetched], site: Site, depth: int, problem: str | None
) -> None:
    site.pages["/"] = f"""<p>Words</p><script>
        let inner = document.body;
        for (let i = 0; i < {depth}; i += 1) inner = inner.appendChild(document.createElement("b"));
        inner.textContent = "deepest";
        </script>"""

    page = render()

    assert page.problem == problem
    assert (b"deepest</b>" in page.body) == (problem is None)


def test_nothing_is_kept_from_page_to_page(render: Callable[..., Fetched], site: Site) -> None:
    site.pages["/"] = """<p id="kept">Nothing</p><script>
        if (document.cookie || localStorage.length) kept.textContent = "Something";
        document.cookie = "seen=1; max-age=1000"; localStorage.setItem("seen", "1");</script>"""

    render()

    assert b"Nothing" in render().body


def test_a_file_that_a_script_saves_is_not_saved(
    render: Callable[..., Fetched], site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    site.pages["/"] = "<p>Words</p><a id='file' href='/file' download>File</a><script>file.click()</script>"
    site.pages["/file"] = (200, {"Content-Type": "application/zip"}, b"PK")

    page = render()

    assert page.problem is None
    assert b"Words" in page.body
    assert not list(tmp_path.rglob("file*"))


def _assert_gone(processes: list[int]) -> None:
    assert processes
    if not hasattr(os, "killpg"):
        return
    for process in processes:
        for _ in range(50):
            try:
                os.killpg(process, 0)
            except ProcessLookupError:
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"processes of the browser {process} are still there")
