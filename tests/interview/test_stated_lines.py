"""A line that names no product counts for the one whose name is the heading above it, and for no other."""

from __future__ import annotations

from typing import Any

import pytest

from edscreen.interview.site_pages import SitePage
from edscreen.interview.stated_alone import minutes_alone, tier_alone
from edscreen.interview.stated_amounts import Amount
from edscreen.interview.stated_lines import lines_of
from edscreen.interview.weighing import stated_of
from edscreen.site.reading.page_reader import read_page

URL = "https://www.umbra.example/math"
USE = "<p>Recommended usage: 30 minutes per week.</p>"


def page(body: str) -> SitePage:
    text = (
        f'<html lang="en"><head><title>Umbra Learning</title></head><body><main>{body}</main></body></html>'
    )
    return SitePage(URL, "2026-11-21", "", read_page(text.encode(), URL, "text/html"))


def certain(*bodies: str) -> dict[Any, Any]:
    return {each.path[-1]: each.value for each in stated_of([*map(page, bodies)], "Umbra Math").certain}


def doubtful(*bodies: str) -> list[tuple[str, str, Any]]:
    found = stated_of([*map(page, bodies)], "Umbra Math").doubtful
    return [(each.why, each.stated[0].quote, each.stated[0].value) for each in found]


@pytest.mark.parametrize(
    ("line", "tier"),
    [
        ("Meets ESSA Tier 2.", 2),
        ("Rated ESSA Tier 2", 2),
        ("Rated ESSA Level II: Moderate evidence", 2),
        ("Meets ESSA Tier 3 (\N{LEFT DOUBLE QUOTATION MARK}Promising\N{RIGHT DOUBLE QUOTATION MARK})", 3),
        ("Earned ESSA Tier 1 (Strong) evidence", 1),
        ("ESSA Tier 1 asks for a randomized trial.", None),
        ("ESSA Tier 2 intervention", None),
        ("ESSA Tier 1 and Tier 2", None),
        ("ESSA Tier 1", None),
        ("What is ESSA Tier 1?", None),
        ("Lumen Reading meets ESSA Tier 2.", None),
    ],
)
def test_a_tier_alone_is_a_line_that_says_nothing_else(line: str, tier: int | None) -> None:
    assert tier_alone(line) == tier


def test_a_bare_tier_may_be_a_button_unless_the_line_above_says_what_it_is() -> None:
    assert tier_alone("ESSA Tier 1", label="Evidence") == 1
    assert tier_alone("ESSA Tier 1", label="Filter") is None


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("Recommended usage: 30 minutes per week.", Amount(30, "week")),
        ("Recommended usage; 30 minutes per week", Amount(30, "week")),
        ("Dosage: 30-45 min/week", Amount("30-45", "week")),
        ("We recommend three 20-minute sessions a week.", Amount(20, "session", 3)),
        ("Suggested usage: 20 minutes, 3 times a week", Amount(20, "session", 3)),
        ("Suggested time: 20 mins. per day, 5 days a week", Amount(20, "day", 5)),
        ("Recommended usage is at least 30 minutes per student per week.", Amount("30+", "week")),
        # What is not recommended may have been measured somewhere, or be a limit.
        ("Usage: 30 minutes per week", None),
        ("Student usage: 12 minutes per week.", None),
        ("Daily use: up to 10 minutes a day", None),
        ("Teacher usage: 5 minutes a week", None),
        ("Setup: 5 minutes a week", None),
        ("Usage: 30 minutes a week in grades K-2", None),
        ("30 minutes per week", None),
    ],
)
def test_minutes_alone_are_a_line_that_says_nothing_else(line: str, stated: Amount | None) -> None:
    assert minutes_alone(line) == stated


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Umbra Math</h1>{USE}",
        f"<h1>Umbra Math\N{REGISTERED SIGN}</h1>{USE}",
        "<h1>Umbra Math</h1><h2>Recommended usage</h2><p>30 minutes per week</p>",
        "<h1>Umbra Math</h1><dl><dt>Dosage</dt><dd>30 minutes per week</dd></dl>",
        "<h1>Umbra Math</h1><table><tr><td>Recommended usage</td><td>30 minutes per week</td></tr></table>",
        f"<h1>Our programs</h1><h2>Umbra Reading</h2><p>Loved.</p><h2>Umbra Math</h2>{USE}",
    ],
)  # fmt: skip
def test_a_line_counts_for_the_product_whose_name_is_the_heading_above_it(body: str) -> None:
    assert certain(body) == {"minutes": 30, "per": "week"}


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Proven to raise scores</h1>{USE}",
        f"<h1>Umbra Math and Umbra Reading</h1>{USE}",
        f"<h1>Umbra Math</h1><h2>Umbra Reading</h2>{USE}",
        f"<h1>Umbra Math</h1><h2>Umbra Reading</h2><h3>Recommended usage</h3>{USE}",
        f"<h1>Umbra Math</h1><p><b>Umbra Reading</b></p>{USE}",
        f"<h1>Umbra Math</h1><p>Grades K-2</p>{USE}",
        f"<section><h1>Umbra Math</h1></section><section>{USE}</section>",
        f"<nav><h2>Umbra Math</h2></nav>{USE}",
        "<h1>Umbra Math</h1><p>Umbra Reading is new. Recommended usage: 30 minutes per week.</p>",
        f"<h1>Umbra Math</h1>{USE[:-4]} In grade 3 it is more.</p>",
        f"<h1>Umbra Math</h1>{USE}<h2>Umbra Reading</h2>{USE.replace('30', '45')}",
        f"<h1>Umbra Math</h1><p>Umbra Reading is our award-winning literacy solution.</p>{USE}",
        f"<h1>Umbra Math</h1><p>Practice for every grade, on every device.</p>{USE}",
        f"<h1>Umbra Math</h1><a href=/r>Explore Umbra Reading for primary schools</a>{USE}",
        f"<h1>Umbra Math</h1><img src=a.png alt='Umbra Reading'>{USE}",
        f"<h1>Umbra Math</h1><dl><dt>Rival math program</dt><dd>{USE}</dd></dl>",
        f"<h1>Umbra Math</h1><p>For students two years behind.</p>{USE}",
        f"<h3>Umbra Math</h3></div><div>{USE}<h3>Umbra Reading</h3>",
        f"<h3>Umbra Reading</h3><h3>Umbra Math</h3>{USE}",
        f"<h1>Umbra Math</h1>{USE[:-4]} Double this for middle school.</p>",
        f"<h1>Umbra Math</h1>{USE}<p>Or 2 lessons per day.</p>",
        f"<h1>Umbra Math</h1>{USE}<p>Students behind should do more.</p>",
    ],
)
def test_where_it_may_be_another_products_it_is_shown_and_not_taken(body: str) -> None:
    assert certain(body) == {}
    assert doubtful(body)[0] == ("nameless", "Recommended usage: 30 minutes per week.", 30)


@pytest.mark.parametrize(
    ("body", "tier"),
    [
        ("<h1>Umbra Math</h1><p>Meets ESSA Tier 1.</p>", 1),
        ("<h1>Umbra Math</h1><h2>Evidence</h2><p>ESSA Tier 1</p><p>Read the study.</p>", 1),
        ("<h1>Umbra Math</h1><h2>Evidence</h2><p>ESSA Tier 1</p><p>We have not reached this yet.</p>", None),
        ("<h1>Umbra Math</h1><p>We have applied for the following rating:</p><p>Meets ESSA Tier 1</p>", None),
        ("<h1>Umbra Math</h1><button>ESSA Tier 1</button>", None),
        ("<h1>Umbra Math</h1><p>Meets ESSA Tier 1. Application withdrawn.</p>", None),
        ("<h1>Umbra Math</h1><h2>Evidence</h2><ul><li>Meets ESSA Tier 1.</li></ul>", 1),
        ("<h1>Umbra Math</h1><h2>ESSA Tier 1</h2><p>That is what we work for, and not yet true.</p>", None),
        ("<h1>Umbra Math</h1><h2>ESSA Tier 1</h2><p>It means strong evidence.</p>", None),
        ("<h1>Umbra Math</h1><p>ESSA Tier 1</p><p>ESSA Tier 2</p>", None),
        ("<h1>Umbra Math</h1><blockquote>ESSA Tier 1</blockquote>", None),
    ],
)
def test_a_tier_that_stands_alone_is_read_with_what_stands_beside_it(body: str, tier: int | None) -> None:
    assert certain(body).get("claimed_essa_tier") == tier


def test_lines_that_differ_from_a_sentence_with_the_name_leave_both_to_a_person() -> None:
    named = "<p>Students use Umbra Math 45 minutes per week.</p>"
    assert certain(f"<h1>Umbra Math</h1>{USE}", named) == {}
    assert [(why, value) for why, _, value in doubtful(f"<h1>Umbra Math</h1>{USE}", named)] == [
        ("differs", 30),
        ("differs", 45),
    ]
    assert certain(USE, named) == {"minutes": 45, "per": "week"}
    assert doubtful(USE, named) == [("nameless", "Recommended usage: 30 minutes per week.", 30)]


def test_what_is_said_beside_the_name_in_other_words_is_shown() -> None:
    for said in (
        "Umbra Math requires just 30 minutes per week.",
        "Use Umbra Math for 30 minutes per week.",
        "Recommended usage: 30 minutes per week per subject.",
    ):
        assert certain(f"<p>{said}</p>") == {}
        assert doubtful(f"<p>{said}</p>") == [("unclear", said, 30)]
    assert doubtful("<p>Teachers need 5 minutes per week for Umbra Math.</p>") == []
    assert doubtful("<footer>ESSA Tier 1</footer>") == []


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Misconceptions</h2>{}",
        "<h2>Coming in 2028</h2>{}",
        "<h2>Our goals</h2>{}",
        "<p>What we do not claim:</p><ul><li>It grows.</li><li>{}</li></ul>",
        "<p>What others found:</p>{}",
        "<p>March 3, 2016</p>{}",
        "{}<p>- Jane Doe, Alder Valley</p>",
        "{}<p>Jane Doe, Alder Valley</p>",
        "{}<p>*Under review</p>",
        "<p>Frequently asked: is this true?</p>{}",
        "<footer>{}</footer>",
    ],
)
def test_what_stands_around_a_sentence_with_the_name_can_take_it_back(body: str) -> None:
    named = "<p>Umbra Math meets ESSA Tier 1.</p>"
    assert certain(f"<h2>Evidence</h2>{named}<p>Read more.</p>") == {"claimed_essa_tier": 1}
    assert certain(body.format(named)) == {}
    assert doubtful(body.format(named)) == [("unclear", "Umbra Math meets ESSA Tier 1.", 1)]
    assert certain(f"{named[:-4]} This is what many wrongly think.</p>") == {}


@pytest.mark.parametrize(
    "body", ["", "<blockquote>Umbra Math is loved.</blockquote>", "<img src=a.png alt=A>"]
)
def test_a_page_without_text_states_nothing(body: str) -> None:
    assert certain(body) == {}


def test_what_stands_far_from_a_line_is_not_copied_into_each() -> None:
    """A heading as long as a page stands over every line of it; looked at is its beginning."""
    [first, *_] = lines = list(lines_of(page(f"<h1>{'x ' * 5000}</h1>" + USE * 50), "Umbra Math"))
    assert len(lines) == 50
    assert max(map(len, (*first.over, first.heading, first.label, first.behind))) <= 300
