"""Products side by side in a real browser, and with hostile text: it stays text, and nothing in it acts."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from pypdf import PdfReader

from edscreen.profile.documents import Document, read_documents
from edscreen.registries.bundle import Registries
from edscreen.report.run import Beginning, Ending
from edscreen.report.side_by_side.writer import FORMATS, writer_for
from edscreen.report.terminal import Terminal
from edscreen.screening.engine import Engine
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.inputs import Settings
from edscreen.screening.rulebook import open_shelf
from edscreen.screening.scorecard import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from edscreen.screening.scorecard import Finding, Scorecard

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 21)
OWN = ["::error::owned", "a | b\n\n| c |", "<td>x</td></table>", "{{ 7 * 7 }}", "\x1b[2J\u202e", "##[error]x"]
EXECUTED = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
EXAMPLES = ("clear", "flagged", "incomplete", "real/i_ready", "real/st_math", "real/ixl_math")


@pytest.fixture(scope="module")
def examples() -> list[Scorecard]:
    """The example vendors, and three real products."""
    shelf = open_shelf()
    engine = Engine(shelf.rules, Settings(as_of=DAY, registries=Registries.load()))
    files = [str(ROOT / "examples" / f"{name}.yaml") for name in EXAMPLES]
    return [engine.screen(each) for each in read_documents(files) if isinstance(each, Document)]


def written(name: str, scorecards: Sequence[Scorecard], terminal: Terminal | None = None) -> str:
    """The whole comparison in a format."""
    pieces: list[str] = []
    writer = writer_for(name, pieces.append, terminal)
    writer.begin(Beginning("1.2.3", DAY, "red", (), ("peer-results",)))
    for scorecard in scorecards:
        writer.scorecard(scorecard)
    writer.end(Ending((), ExitCode(0, "")))
    return "".join(pieces)


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_in_a_browser_nothing_runs_over_the_edge_and_axe_finds_nothing(
    examples: list[Scorecard], axe: str, tmp_path: Path, width: int, scheme: Any
) -> None:
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    file = tmp_path / "side.html"
    file.write_text(written("html", examples), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        complaints: list[Any] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("td .who").first.is_visible() == (width == 360)
        page.evaluate(f"{axe}; 0")
        found = page.evaluate("axe.run(document)")
        complaints += [(each["id"], len(each["nodes"])) for each in found["violations"] + found["incomplete"]]
        browser.close()
    assert complaints == []


@pytest.mark.usefixtures("browser")
def test_on_paper_the_table_begins_on_the_first_page(examples: list[Scorecard], tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    file = tmp_path / "side.html"
    file.write_text(written("html", examples), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(file.as_uri())
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        browser.close()
    assert "Independent research is" in printed[0].extract_text()
    assert all("Curriculum Associates" in each.extract_text() for each in printed), "names stand on each page"


@pytest.fixture(scope="module")
def hostile(
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    examples: list[Scorecard],
    hostile_texts: list[str],
) -> list[list[Scorecard]]:
    """Products two by two, of which everything is hostile."""

    def card(text: str) -> Scorecard:
        waiver = Waiver(text, text, DAY)
        findings = [
            make_finding("flag", title=text, message=text),
            make_finding("flag", "waived", title=text, message=text, waiver=waiver),
        ]
        made = make_scorecard(*findings, vendor=text, product=text, product_version=text)
        assert examples[0].source
        profile = examples[0].source.profile
        assert profile.studies
        studies = [profile.studies[0].model_copy(update={"title": text})]
        return replace(
            made, source=replace(examples[0].source, profile=profile.model_copy(update={"studies": studies}))
        )

    return [[card(text), card(text)] for text in (*hostile_texts, *OWN, EXECUTED)]


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_stays_text(name: str, hostile: list[list[Scorecard]]) -> None:
    rows = 11  # two questions and nine facts
    for cards in hostile:
        text = written(name, cards, Terminal() if name == "rich" else None)
        kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert not {char for char in set(text[1:]) - {"\n"} if unicodedata.category(char) in kinds}
        if name != "rich":
            assert "##[" not in text
            assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
        if name == "csv":
            lines = list(csv.reader(io.StringIO(text[1:])))
            assert {len(line) for line in lines} == {4}
            assert len(lines) == rows + 1
            assert not [
                cell for line in lines for cell in line if cell.lstrip(' "').startswith(("=", "+", "-", "@"))
            ]
        elif name == "markdown":
            tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
            inner = [token for each in tokens for token in (each, *(each.children or ()))]
            assert sum(token.type == "tr_open" for token in tokens) == rows + 2
            assert not [token for token in inner if token.type in {"link_open", "image", "html_block"}]
            assert {token.content for token in inner if token.type == "html_inline"} <= {"<br>"}
        elif name == "html":
            page = BeautifulSoup(text, "html.parser")
            assert {tag.name for tag in page.find_all(True)} == {
                "html", "head", "meta", "title", "style", "body", "a", "header", "p", "main", "h1", "section",
                "h2", "table", "thead", "tr", "td", "th", "span", "code", "wbr", "tbody", "b", "footer",
            }  # fmt: skip
            assert len(page.find_all("tr")) == rows + 2
            assert [link["href"] for link in page.find_all("a")] == ["#main"]


@pytest.mark.usefixtures("browser")
def test_hostile_text_runs_nothing_and_asks_for_nothing(
    hostile: list[list[Scorecard]], tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    cards = [card for card, _ in hostile]
    sixes = [cards[-6:], *[cards[first : first + 6] for first in range(0, len(cards) - 6, 6)]]
    asked: list[str] = []
    opened: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        for number, six in enumerate(sixes):
            file = tmp_path / f"{number}.html"
            file.write_text(written("html", six), encoding="utf-8")
            opened.append(file.as_uri())
            page.goto(file.as_uri())
            assert page.title() == "6 products side by side"
            assert page.locator("script, img, iframe, object, form, svg, [style], [onerror]").count() == 0
            assert page.locator("thead th").count() == 12
        browser.close()
    assert asked == opened
