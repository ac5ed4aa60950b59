"""A Markdown report of a long run: what is most serious first, in whole pieces, within its limit."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from edscreen.report.as_markdown import MOST_CHARACTERS, MarkdownWriter
from edscreen.report.run import Problem
from edscreen.report.words import CLOSING

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.scorecard import Finding, Scorecard

GITHUB_COMMENT = 65_536
BAD = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "unknown key 'minuts'")


@pytest.fixture(scope="session")
def markdown(report_as: Callable[..., str]) -> Callable[..., str]:
    return partial(report_as, MarkdownWriter)


def many(card: Scorecard, calm: Scorecard, number: int) -> list[Scorecard]:
    """Products of which every tenth has a red flag."""
    return [replace(calm if place % 10 else card, product=f"Product {place}") for place in range(number)]


def test_a_long_run_keeps_what_is_most_serious_and_says_what_it_leaves_out(
    markdown: Callable[..., str], every_outcome: Scorecard, covered: tuple[Scorecard, ...]
) -> None:
    document = markdown(many(every_outcome, covered[0], 1000))
    assert MOST_CHARACTERS - 5_000 < len(document) <= MOST_CHARACTERS < GITHUB_COMMENT
    assert document.startswith(
        "## 1,000 products screened: 100 with a red flag, 900 with no red flag found but"
    )
    assert "> **There is no room for everything here:** " in document
    assert re.search(r"\d+ of 1,000 products not in the table, ", document)
    assert re.search(r"\d+ answers of the others left out\. ", document)
    assert "`--output json=report.json`" in document
    assert document.count("| ✗ 1 red flag | ") == 100
    red = document.count("**✗ The question of screen-time**")
    assert red > 20
    assert document.count("<details>") == document.count("</details>")
    assert document.endswith(f"**{CLOSING}**\n")
    first_rows = document.split("|--:|\n")[1].splitlines()[:100]
    assert all("✗" in row for row in first_rows)


@pytest.mark.parametrize("most", [4_000, 8_000, 12_000, 20_000])
def test_no_report_is_longer_than_it_may_be_nor_cut_within_a_construct(
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    most: int,
) -> None:
    problems = [replace(BAD, line=line) for line in range(1, 200)]
    document = report_as(
        partial(MarkdownWriter, most_characters=most), many(every_outcome, covered[1], 60), problems
    )
    assert len(document) <= most
    assert "more: `--format json` lists them all" in document
    assert document.count("<details>") == document.count("</details>")
    assert document.count("`") % 2 == 0
    assert document.endswith(f"**{CLOSING}**\n")
    for line in document.splitlines():
        if line.startswith("| "):
            assert line.endswith(" |")


def test_where_all_has_room_nothing_is_said_of_room(
    markdown: Callable[..., str], every_outcome: Scorecard, covered: tuple[Scorecard, ...]
) -> None:
    assert "no room" not in markdown([every_outcome, *covered])


def test_one_product_of_any_length_keeps_its_limit(
    markdown: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    findings = [make_finding("flag", f"rule-{number}", message="@x " * 5000) for number in range(80)]
    document = markdown([make_scorecard(*findings)])
    assert len(document) <= MOST_CHARACTERS
    assert re.search(r"\*\* \d+ answers of the product left out\. ", document)


def test_what_makes_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, edscreen.report.as_markdown, edscreen.report.as_github; "
        "print(*{'rich', 'pydantic', 'yaml', 'markdown_it'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == ""
