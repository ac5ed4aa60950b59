"""What people read, word for word: see golden/, and renew it with EDSCREEN_RENEW_GOLDEN=1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.report.run import Problem
from edscreen.report.terminal import Terminal
from edscreen.screening.scorecard import FromProfile, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Ending
    from edscreen.screening.scorecard import Finding, Scorecard


@pytest.mark.parametrize("width", [80, 120])
def test_every_outcome(
    report: Callable[..., str],
    every_outcome: Scorecard,
    same_as_golden: Callable[[str, str], None],
    width: int,
) -> None:
    same_as_golden(report([every_outcome], Terminal(width)), f"every_outcome_{width}.txt")


def test_every_outcome_in_colours(
    report: Callable[..., str], every_outcome: Scorecard, same_as_golden: Callable[[str, str], None]
) -> None:
    same_as_golden(report([every_outcome], Terminal(colours=True)), "every_outcome_in_colours.txt")


def test_every_outcome_where_only_ascii_can_be_shown(
    report: Callable[..., str], every_outcome: Scorecard, same_as_golden: Callable[[str, str], None]
) -> None:
    text = report([every_outcome], Terminal(encoding="ascii"))
    assert text.isascii()
    same_as_golden(text, "every_outcome_ascii.txt")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_several_products(
    report: Callable[..., str],
    every_outcome: Scorecard,
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    same_as_golden: Callable[[str, str], None],
    width: int,
) -> None:
    long = "The Society for Unusually Long, Winding Names of Products (Incorporated at Llanfairpwllgwyngyll)"
    scorecards = [
        every_outcome,
        make_scorecard(make_finding("pass"), product=long, vendor="読書学習株式会社 📚 読み書き研究所"),
        make_scorecard(make_finding("not_applicable"), product="Slate", document=1, product_version=None),
        make_scorecard(make_finding("undisclosed"), make_finding("skipped", "home-page")),
    ]
    problems = [
        Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "unknown"),
        Problem("invalid_profile", "vendors/bad.yaml", 4, 9, "dosage[0].per", "unknown"),
        Problem("invalid_rule_book", "ours/rule.py", 1, 1, "", "does not load"),
    ]
    text = report(scorecards, Terminal(width), problems, deselected=("peer-results", "price"))
    same_as_golden(text, f"several_products_{width}.txt")


@pytest.mark.parametrize("width", [80, 120])
def test_waivers_baseline_and_policy(
    report: Callable[..., str],
    covered: tuple[Scorecard, ...],
    policy_used: Ending,
    same_as_golden: Callable[[str, str], None],
    width: int,
) -> None:
    text = report(covered, Terminal(width), ending=policy_used)
    same_as_golden(text, f"covered_{width}.txt")


@pytest.mark.parametrize("width", [80, 120])
def test_more_products_than_are_shown_in_full(
    report: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    same_as_golden: Callable[[str, str], None],
    width: int,
) -> None:
    calm = [replace(covered[0], product=f"Calm product {number}") for number in range(1, 21)]
    text = report([*calm[:9], every_outcome, *calm[9:], covered[1]], Terminal(width))
    same_as_golden(text, f"many_products_{width}.txt")


def test_hostile_text(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    same_as_golden: Callable[[str, str], None],
) -> None:
    link = "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"
    finding = make_finding(
        "flag",
        title="[bold red]not markup[/] :smile: \x1b[2J",
        message="over\u202eturned\u202c, C1 \x9b31m, zero\u200bwidth, "
        "two\nlines\r\nand\u2028more, \ud800 alone",
        ask_vendor=link,
        evidence=(FromProfile("a\nb\x1b[0m.yaml", 1, 1, "records[0].name", "\x07bell\x00nul\ufeff\u3164"),),
        reply=Reply(f"[link=https://evil.example]{link}[/link]", date(2026, 1, 2), "\x1b[8mhidden", "\x85"),
    )
    scorecard = make_scorecard(finding, vendor="\x1b]0;title\x07", product="[/]", product_version="\u2066x")
    same_as_golden(report([scorecard, scorecard], Terminal()), "hostile_text.txt")
