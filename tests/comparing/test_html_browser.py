"""The page of a comparison in a real browser: for everybody, on paper, on a phone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from edscreen.comparing.as_html import as_html
from edscreen.comparing.comparison import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.comparing.conftest import Made


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A browser of this module's own."""
    request.getfixturevalue("browser")
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page_file(keep: Callable[..., str], made: type[Made], tmp_path: Path) -> Path:
    """A comparison in which every outcome comes up, with a word that has no end."""
    outcomes = ("pass", "flag", "undisclosed", "unavailable", "skipped", "error", "not_applicable")
    severities = ("red", "caution", "note")
    old, new = [], []
    for number in range(40):
        before, now = outcomes[number % 7], outcomes[(number * 3 + 1) % 7]
        about: dict[str, Any] = {"product": f"Product {number}", "vendor": "W" * 200}
        severity = severities[number % 3]
        old.append(made.card(made.finding(before, severity=severity), **about))
        waiver = {"reason": "pilot", "by": "the board", "expires": "2027-06-30"} if number % 5 == 0 else None
        found = made.finding(now, severity=severity, waiver=waiver, message="x" * 300)
        new.append(made.card(found, profile_sha256="c" * 64, **about))
    old.append(made.card(product="Gone"))
    new.append(made.card(made.finding("flag", severity="note"), product="New"))
    policy = {"path": "edscreen.yaml", "sha256": "b" * 64}
    files = keep(made.report(*old, as_of="2026-11-14"), "a"), keep(made.report(*new, policy=policy), "b")
    page = tmp_path / "changes.html"
    with compared(*files, ("last/" + "a" * 150, "now"), "red") as comparison:
        page.write_text("".join(as_html(comparison)), encoding="utf-8")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(chromium: Any, axe: str, page_file: Path, scheme: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(page_file.as_uri())
    page.evaluate(f"{axe}; 0")
    found = page.evaluate("axe.run(document)")
    page.close()

    assert len(found["passes"]) > 15
    assert [
        (each["id"], each["nodes"][0]["html"]) for each in found["violations"] + found["incomplete"]
    ] == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_screen(chromium: Any, page_file: Path, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(chromium: Any, page_file: Path) -> None:
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    reached = []
    for _ in range(page.locator("a").count()):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert set(reached) == {"solid"}
    page.close()


def test_all_of_it_is_printed(chromium: Any, page_file: Path) -> None:
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    printed = page.pdf(format="Letter", prefer_css_page_size=True)
    page.close()
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(printed)).pages)
    assert all(f"Product {number}" in text for number in (1, 20, 39))
