"""The formats html and memo in a real browser: for everybody, on paper, on a phone, with hostile text."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from edscreen.report.as_html import HtmlWriter
from edscreen.report.as_memo_html import MemoHtmlWriter
from edscreen.report.run import Ending, Notice, Problem
from edscreen.report.side_by_side.writer import writer_for as side_by_side
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.inputs import District

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

WRITERS = {"html": HtmlWriter, "memo": MemoHtmlWriter}
EXECUTED = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


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


@pytest.fixture(params=WRITERS)
def page_file(
    request: pytest.FixtureRequest,
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    policy_used: Ending,
    tmp_path: Path,
) -> Path:
    """A report, or memos, of several products with every kind of finding."""
    problem = Problem(
        "invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "there is no such field"
    )
    text = report_as(WRITERS[request.param], [every_outcome, *covered], [problem], policy_used)
    file = tmp_path / f"{request.param}.html"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(chromium: Any, axe: str, page_file: Path, scheme: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(page_file.as_uri())
    page.evaluate(f"{axe}; 0")
    found = page.evaluate("axe.run(document)")
    page.close()

    assert len(found["passes"]) > 20
    assert [
        (each["id"], each["nodes"][0]["html"]) for each in found["violations"] + found["incomplete"]
    ] == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_wider_than_the_screen(chromium: Any, page_file: Path, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_long_word_is_broken_before_the_screen_ends(
    chromium: Any, report_as: Callable[..., str], make_hostile: Callable[[str], Scorecard], tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    long = [make_hostile("W" * 300), make_hostile("https://www.evil.example/" + "a" * 600)]
    for writer in WRITERS.values():
        file.write_text(report_as(writer, long), encoding="utf-8")
        page = chromium.new_page(viewport={"width": 360, "height": 800})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.close()


def test_a_districts_long_name_is_broken_before_the_screen_ends(
    chromium: Any, report_as: Callable[..., str], every_outcome: Scorecard, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    for writer in (*WRITERS.values(), partial(side_by_side, "html")):
        text = report_as(writer, [every_outcome, every_outcome], district=District(name="W" * 60))
        file.write_text(text, encoding="utf-8")
        page = chromium.new_page(viewport={"width": 360, "height": 800})
        page.goto(file.as_uri())
        assert "W" * 60 in page.locator("body").inner_text().upper()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
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


def test_the_first_tab_leads_past_the_head(chromium: Any, page_file: Path) -> None:
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Skip to the ")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_a_product_far_down_is_reached_and_found(
    chromium: Any, report_as: Callable[..., str], every_outcome: Scorecard, tmp_path: Path
) -> None:
    """Products that are not on the screen wait to be laid out; that must not be seen."""
    file = tmp_path / "report.html"
    many = [replace(every_outcome, product=f"Product {number}") for number in range(1, 41)]
    file.write_text(report_as(HtmlWriter, many), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(file.as_uri())
    page.locator("a[href='#p30']").click()
    page.wait_for_timeout(200)
    assert abs(page.evaluate("document.getElementById('p30').getBoundingClientRect().top")) < 2
    assert page.evaluate("window.find('Product 37')")
    assert page.evaluate("getSelection().toString()") == "Product 37"
    page.close()


def pages_printed(chromium: Any, file: Path, paper: str) -> list[str]:
    page = chromium.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(format=paper, prefer_css_page_size=True)
    page.close()
    return [" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(printed)).pages]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_product_begins_a_page_with_its_memo(
    chromium: Any,
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    tmp_path: Path,
    paper: str,
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_as(HtmlWriter, [every_outcome, *covered]), encoding="utf-8")
    printed = pages_printed(chromium, file, paper)

    memos = [number for number, text in enumerate(printed) if "Board memo" in text or "BOARD MEMO" in text]
    assert "The products" in printed[0]
    assert len(memos) == 4
    for number in memos:
        assert "no endorsement" in printed[number], "a memo stands on one page"
        assert "the ﬁndings in full" in printed[number + 1] or "the findings in full" in printed[number + 1]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["every_outcome", "covered", "wordy"])
def test_each_memo_takes_one_page(
    chromium: Any,
    report_as: Callable[..., str],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    paper: str,
    name: str,
) -> None:
    given = request.getfixturevalue(name)
    scorecards = list(given) if isinstance(given, tuple) else [given]
    file = tmp_path / "memo.html"
    file.write_text(report_as(MemoHtmlWriter, scorecards), encoding="utf-8")

    assert len(pages_printed(chromium, file, paper)) == len(scorecards)


@pytest.mark.parametrize(
    "letters", ["W", "M ", "MMMMMMM ", "W W ", "\U0001f600", "\u6f22", "@%", "WORDS AND "]
)
def test_a_memo_in_wide_letters_takes_one_page(
    chromium: Any,
    report_as: Callable[..., str],
    make_wordy: Callable[[str], Scorecard],
    tmp_path: Path,
    letters: str,
) -> None:
    file = tmp_path / "memo.html"
    file.write_text(report_as(MemoHtmlWriter, [make_wordy(letters * 1000)]), encoding="utf-8")

    assert len(pages_printed(chromium, file, "Letter")) == 1


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_text_runs_nothing_and_asks_for_nothing(
    chromium: Any,
    report_as: Callable[..., str],
    make_hostile: Callable[[str], Scorecard],
    hostile_texts: list[str],
    tmp_path: Path,
    name: str,
) -> None:
    hostile_texts = [*hostile_texts, EXECUTED]
    notices = tuple(Notice("unknown_selection", text) for text in hostile_texts)
    problems = [Problem("invalid_profile", text, 1, 1, text, text) for text in hostile_texts]
    write = partial(report_as, WRITERS[name], deselected=tuple(hostile_texts[:50]))
    file = tmp_path / "report.html"
    scorecards = list(map(make_hostile, hostile_texts))
    file.write_text(write(scorecards, problems, Ending(notices, ExitCode(2, ""), EXECUTED)), encoding="utf-8")

    page = chromium.new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(file.as_uri())
    page.wait_for_timeout(300)

    assert asked == [file.as_uri()]
    assert not dialogs
    assert page.title().startswith(("Vendor screening: ", "Board memo: "))
    foreign = (
        "script, img, iframe, object, embed, form, input, svg, video, audio, link, base, [style], [onerror]"
    )
    assert page.locator(foreign).count() == 0
    links = set(page.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))"))
    assert not [link for link in links if not link.startswith(("https://", "http://", "#"))]
    assert page.locator("article").count() == len(hostile_texts)
    page.close()


def test_on_a_phone_one_thing_is_told_as_one(
    chromium: Any,
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    every_outcome: Scorecard,
    tmp_path: Path,
) -> None:
    file = tmp_path / "report.html"
    one = make_scorecard(make_finding("flag", severity="caution"))
    file.write_text(report_as(HtmlWriter, [one, every_outcome]), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(file.as_uri())
    told = page.eval_on_selector_all(
        ".all tbody td:nth-child(n+3)",
        "all => all.map(one => one.textContent + getComputedStyle(one, '::after').content.slice(1, -1))",
    )
    page.close()
    assert told == [
        *("0 red flags", "1 caution", "0 open questions", "0 waived or known"),
        *("1 red flag", "2 cautions", "4 open questions", "0 waived or known"),
    ]


@pytest.mark.parametrize("width", [641, 768, 1280])
def test_no_word_of_the_table_s_head_is_broken(
    chromium: Any, report_as: Callable[..., str], covered: tuple[Scorecard, ...], tmp_path: Path, width: int
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_as(HtmlWriter, covered), encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    heads = "all => all.filter(one => one.scrollWidth > one.clientWidth || one.offsetHeight > 64).length"
    assert page.eval_on_selector_all(".all thead th", heads) == 0
    page.close()
