"""Products side by side: questions as rows, facts that decide, no total, rank or winner."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from edscreen.profile.documents import Document, read_documents
from edscreen.registries.bundle import Registries
from edscreen.report.run import Beginning, Ending, Problem
from edscreen.report.side_by_side.table import EXPLAINED, NOT_STATED, table_of
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
BEGINNING = Beginning("1.2.3", DAY, "red", (), ("peer-results",))
ENDING = Ending((), ExitCode(0, ""), "policy ./edscreen.yaml (found): 2 rules off")
EXAMPLES = ("clear", "flagged", "incomplete", "real/i_ready", "real/st_math", "real/ixl_math")


@pytest.fixture(scope="module")
def examples() -> list[Scorecard]:
    """The example vendors, and three real products."""
    shelf = open_shelf()
    engine = Engine(shelf.rules, Settings(as_of=DAY, registries=Registries.load()))
    files = [str(ROOT / "examples" / f"{name}.yaml") for name in EXAMPLES]
    return [engine.screen(each) for each in read_documents(files) if isinstance(each, Document)]


def written(
    name: str,
    scorecards: Sequence[Scorecard],
    terminal: Terminal | None = None,
    problems: Sequence[Problem] = (),
) -> str:
    """The whole comparison in a format."""
    pieces: list[str] = []
    writer = writer_for(name, pieces.append, terminal)
    writer.begin(BEGINNING)
    for scorecard in scorecards:
        writer.scorecard(scorecard)
    for problem in problems:
        writer.problem(problem)
    writer.end(ENDING)
    return "".join(pieces)


@pytest.mark.parametrize(("products", "width"), [(2, 80), (3, 80), (3, 120), (6, 80), (6, 120)])
def test_on_a_terminal(
    examples: list[Scorecard],
    same_as_golden: Callable[[str, str], None],
    products: int,
    width: int,
) -> None:
    text = written("rich", examples[:products], Terminal(width))
    assert max(map(len, text.splitlines())) <= width
    same_as_golden(text, f"side_by_side_{products}_{width}.txt")


@pytest.mark.parametrize("name", ["markdown", "csv"])
def test_in_a_file(examples: list[Scorecard], same_as_golden: Callable[[str, str], None], name: str) -> None:
    ending = {"markdown": "md", "csv": "csv"}[name]
    same_as_golden(written(name, examples[:3]), f"side_by_side.{ending}")


def test_products_stand_in_the_order_given_and_questions_by_severity(examples: list[Scorecard]) -> None:
    for order in (examples[:3], examples[2::-1]):
        table = table_of(order, BEGINNING)
        assert [column.vendor for column in table.columns] == [card.vendor for card in order]
        assert [row.about.split(",")[0] for row in table.questions] == [
            *["red-flag question"] * 5,
            "caution question",
        ]
        assert {len(row.cells) for row in (*table.questions, *table.facts)} == {3}


def test_each_cell_holds_the_outcome_in_words_and_the_fact(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    waiver = Waiver("pilot", "superintendent", date(2027, 6, 30))
    outcomes = [
        make_finding("flag", message="It is 60 minutes."),
        make_finding("flag", severity="caution", question="red", message="It is 45."),
        make_finding("undisclosed", message="Not said."),
        make_finding("skipped", message="No look."),
        make_finding("flag", message="It is 90 minutes.", waiver=waiver),
        make_finding("flag", message="It was 90 before.", in_baseline=True),
    ]
    table = table_of([make_scorecard(each) for each in outcomes], BEGINNING)
    assert [cell.whole for cell in table.questions[0].cells] == [
        "red flag: It is 60 minutes.",
        "caution: It is 45.",
        "not answered yet: Not said.",
        "not looked at in this run",
        "red flag, waived: It is 90 minutes.",
        "red flag, known from the baseline: It was 90 before.",
    ]
    facts = {row.title: [cell.text for cell in row.cells] for row in table.facts}
    assert facts["Waivers"][3:5] == [
        "none",
        "The question of screen-time Until 30 June 2027 by superintendent: pilot",
    ]
    assert facts["Open questions"][1:4] == ["none", *["The question of screen-time"] * 2]


def test_what_was_not_looked_at_is_told_once_below(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    skipped = make_finding("skipped", message="This run made no visit. Run again with --site.")
    cards = [make_scorecard(skipped, product=f"P{number}") for number in range(3)]
    for name in FORMATS:
        text = " ".join(written(name, cards, Terminal(80) if name == "rich" else None).split())
        assert text.count("--site") == (name != "csv")
        assert name == "rich" or text.count("not looked at in this run") == 3
    assert table_of(cards, BEGINNING).remarks[0] == (
        "Not looked at in this run for P0, P1 and P2: The question of screen-time "
        "This run made no visit. Run again with --site."
    )


LONG = (
    "Research is named. "
    + "A study of many words, and of more, " * 40
    + "which was done by the very last name."
)


def test_no_file_cuts_what_was_found(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    cards = [make_scorecard(make_finding("flag", message=LONG), product=name) for name in "AB"]
    for name in ("html", "markdown", "csv"):
        text = written(name, cards)
        assert text.count("which was done by the very last name.") == 2
        assert "..." not in text


def test_a_narrow_terminal_never_loses_the_fact(examples: list[Scorecard]) -> None:
    for products, width in ((2, 80), (3, 80), (6, 80), (6, 120)):
        text = written("rich", examples[:products], Terminal(width))
        assert "..." not in text
        assert [fact for fact in ("Northmoor", "hired", "60 minutes", "ended") if fact not in text] == []
        [names, *_] = [line for line in text.splitlines() if line.startswith("1 Fernhollow")]
        assert ("2 Marrowby" in names, "3 Tidepebble" in names) == (True, products > 2)


ADDRESS = "schools.state.example/lists/of/software/approved"
DOI = "10.5555/a.very.long.identifier.of.a.study.2025"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_terminal_never_breaks_an_address(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard], width: int
) -> None:
    message = f'Found at DOI {DOI}. Its page (https://{ADDRESS}) "was" at {ADDRESS}, not opened.'
    file = "vendors/2026/a-long-folder/the-lumen-reading-profile-of-spring.yaml"
    cards = [
        make_scorecard(make_finding("flag", message=message), profile=file, document=number)
        for number in range(6)
    ]
    text = written("rich", cards, Terminal(width))
    assert all(whole in text for whole in (DOI, f"https://{ADDRESS}\n", f" {ADDRESS}\n", file))
    assert [line.partition(" ")[0] for line in text.splitlines() if line.startswith("[")] == [
        f"[{number}]" for number in range(1, text.count("\n[") + 1)
    ]


def test_products_of_one_name_are_told_apart(make_scorecard: Callable[..., Scorecard]) -> None:
    cards = [
        make_scorecard(product="Slate", product_version=None),
        make_scorecard(product="slate", product_version="2"),
        make_scorecard(product="Slate", product_version="2", vendor="Other"),
        make_scorecard(profile="a.yaml"),
        make_scorecard(profile="b.yaml"),
        make_scorecard(profile="b.yaml", document=1),
    ]
    columns = table_of(cards, BEGINNING).columns
    assert [column.short for column in columns] == [
        "Slate",
        "slate, version 2 (Lumen Learning)",
        "Slate, version 2 (Other)",
        "Lumen Reading, version 4.10, a.yaml",
        "Lumen Reading, version 4.10, b.yaml",
        "Lumen Reading, version 4.10, b.yaml (document 2)",
    ]
    assert [column.file for column in columns] == ["", "", "", "a.yaml", "b.yaml", "b.yaml (document 2)"]
    for name in FORMATS:
        text = written(name, cards, Terminal(80) if name == "rich" else None)
        assert "b.yaml (document 2)" in text


def test_the_facts_that_no_question_judges(examples: list[Scorecard]) -> None:
    facts = {
        row.title: [cell.text for cell in row.cells]
        for row in table_of([examples[0], examples[2], examples[3]], BEGINNING).facts
    }
    assert facts["Minutes at a screen"][0] == "grades K-3: 25 to 35 minutes a week"
    assert facts["Students who met the dosage"][:2] == ["64% of 8,120 students, 2026", NOT_STATED]
    assert facts["Study with the strongest design, and by whom"][0].startswith(
        "Effects of Fernhollow Reading"
    )
    assert (
        "randomized controlled trial by Northmoor University Reading Lab"
        in (facts["Study with the strongest design, and by whom"][0])
    )
    assert facts["States named"][1] == NOT_STATED
    assert facts["Training for teachers"][:2] == ["4 hours, in the price", "3 hours, in the price"]
    assert facts["Price a student"][0].startswith("$12.50 per student per year")


def test_nothing_is_added_up_or_ranked(examples: list[Scorecard]) -> None:
    for name in FORMATS:
        text = written(name, examples, Terminal(120) if name == "rich" else None)
        plain = " ".join(text.split()).replace(EXPLAINED, "")
        assert not re.search(
            r"\b(total|rank\w*|winner|best|score|\d+ red flags?|verdict: [^u])\b", plain, re.IGNORECASE
        )


@pytest.mark.parametrize("number", [0, 1, 7, 8])
@pytest.mark.parametrize("name", FORMATS)
def test_too_few_or_too_many_are_not_shown(
    name: str, number: int, make_scorecard: Callable[..., Scorecard]
) -> None:
    cards = [make_scorecard(product=f"P{each}") for each in range(number)]
    assert written(name, cards) == ""


def test_html_is_a_table_that_a_screen_reader_can_follow(examples: list[Scorecard]) -> None:
    page = BeautifulSoup(written("html", examples), "html.parser")
    assert page.html
    assert page.html["lang"] == "en"
    assert not page.find_all(["script", "link", "img", "a"], href=re.compile("^http"))
    questions, facts = page.find_all("table")
    heads = [th.get_text(" ").split("  ")[0] for th in questions.select("thead th")]
    assert all(head.startswith(card.product) for head, card in zip(heads, examples, strict=True))
    for table, rows in ((questions, 6), (facts, 9)):
        body = table.select("tbody tr")
        assert len(body) == rows
        assert {(len(row.find_all("th", scope="row")), len(row.find_all("td"))) for row in body} == {(1, 6)}
    assert page.footer
    assert ENDING.policy in page.footer.text


def test_html_breaks_an_address_only_between_its_parts(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    finding = make_finding("flag", message=f'<i> & "{ADDRESS}" at {DOI}.')
    [cell, _] = BeautifulSoup(written("html", [make_scorecard(finding)] * 2), "html.parser").select(
        "td:has(wbr)"
    )
    assert cell.text.endswith(f'<i> & "{ADDRESS}" at {DOI}.')
    for wbr in cell.find_all("wbr"):
        assert str(wbr.previous_sibling)[-1] in "./"


def test_html_lets_a_browser_load_nothing_but_its_own_style(examples: list[Scorecard]) -> None:
    import base64
    import hashlib

    page = BeautifulSoup(written("html", examples[:2]), "html.parser")
    [policy] = [meta["content"] for meta in page.find_all("meta") if meta.get("http-equiv")]
    assert page.style
    digest = base64.b64encode(hashlib.sha256(str(page.style.string).encode()).digest()).decode()
    assert str(policy).startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_what_could_not_be_read_is_said(examples: list[Scorecard]) -> None:
    problem = Problem("invalid_profile", "bad.yaml", 1, 1, "", "wrong")
    for name in ("rich", "html", "markdown"):
        terminal = Terminal(100) if name == "rich" else None
        text = " ".join(written(name, examples[:2], terminal, [problem]).split())
        assert "1 profile could not be read and screened" in text
        assert "Left out of this run: peer-results." in text
