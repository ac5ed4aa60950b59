"""Of many products the table comes first, then in full those that matter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from edscreen.report.as_text import TextWriter
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.scorecard import Finding, Scorecard

FACTS = "\n  Product    "


@pytest.fixture
def cards(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> Callable[[int], list[Scorecard]]:
    """Products by turns with a red flag, a caution, a note and none of these."""
    kinds = [
        make_scorecard(make_finding("flag")),
        make_scorecard(make_finding("pass"), make_finding("flag", "b", severity="caution")),
        make_scorecard(make_finding("pass"), make_finding("flag", "b", severity="note")),
        make_scorecard(make_finding("undisclosed"), make_finding("flag", "c", in_baseline=True)),
    ]
    return lambda number: [replace(kinds[place % 4], product=f"Product {place}") for place in range(number)]


def test_up_to_20_are_shown_in_full_with_the_table_behind(
    report: Callable[..., str], cards: Callable[[int], list[Scorecard]]
) -> None:
    text = report(cards(20))
    assert text.count(FACTS) == 20
    assert text.rindex(FACTS) < text.index("20 products screened: ")


@pytest.mark.parametrize(
    ("fail_on", "shown", "which"),
    [
        ("red", 6, "those with a red flag"),
        ("never", 6, "those with a red flag"),
        ("caution", 12, "those with a red flag or a caution"),
        ("note", 18, "those with a red flag, a caution or a note"),
    ],
)
def test_of_more_the_table_comes_first_and_then_those_that_are_flagged(
    report: Callable[..., str],
    cards: Callable[[int], list[Scorecard]],
    fail_on: str,
    shown: int,
    which: str,
) -> None:
    text = report(cards(23), Terminal(160), fail_on=fail_on)
    assert text.startswith("23 products screened: 6 with a red flag, ")
    assert f"\nIn full below: {shown} of 23 products, {which}. To see all 23 in full: -v; " in text
    assert text.count(FACTS) == shown
    assert text.index("In full below") < text.index(FACTS)
    assert text.count("━" * 160 + "\n") == shown + 1


def test_where_none_of_many_is_flagged_none_is_shown_in_full(
    report: Callable[..., str], cards: Callable[[int], list[Scorecard]]
) -> None:
    text = report([card for card in cards(100) if not card.flagged("red")], Terminal(160))
    assert (
        "\nNo product is shown in full, as there is none with a red flag. To see all 75 in full: -v;" in text
    )
    assert FACTS not in text


def test_with_show_all_each_is_written_as_soon_as_it_is_screened(
    report_as: Callable[..., str], cards: Callable[[int], list[Scorecard]]
) -> None:
    text = report_as(partial(TextWriter, terminal=Terminal(), show_all=True), cards(30))
    assert text.count(FACTS) == 30
    assert "-v" not in text
    assert text.rindex(FACTS) < text.index("30 products screened: ")


def test_up_to_20_look_the_same_whether_all_are_asked_for_or_not(
    report: Callable[..., str],
    report_as: Callable[..., str],
    cards: Callable[[int], list[Scorecard]],
) -> None:
    everything = report_as(partial(TextWriter, terminal=Terminal(), show_all=True), cards(20))
    assert everything == report(cards(20))
