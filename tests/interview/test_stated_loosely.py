"""What a site says of minutes or a tier in other words is shown to a person, and not taken over."""

from __future__ import annotations

from typing import Any

import pytest

from edscreen.interview.site_pages import OnSite, SitePage
from edscreen.interview.weighing import stated_of
from edscreen.site.reading.page_reader import read_page

URL = "https://www.umbra.example/math"


def read(body: str) -> OnSite:
    text = f'<html lang="en"><head><title>Umbra</title></head><body><main>{body}</main></body></html>'
    page = SitePage(URL, "2026-11-21", "", read_page(text.encode(), URL, "text/html"))
    return stated_of([page], "Umbra Math")


def shown(body: str) -> list[tuple[str, Any]]:
    found = read(body)
    assert not found.certain
    return [(each.why, each.stated[0].value) for each in found.doubtful]


@pytest.mark.parametrize(
    ("line", "why", "value"),
    [
        # Several.
        ("Students in grades 9-12 use Umbra Math 50 minutes per week; in K-5 15 minutes", "several", None),
        ("Students use Umbra Math 10 minutes a day, 4 days a week: 40 minutes a week.", "several", None),
        ("Students use Umbra Math 30 minutes and Umbra Reading 20 minutes per week.", "several", None),
        ("Recommended: K-1: 15-20 min/day; 2-5: 30 min/day.", "several", None),
        ("Umbra Math meets ESSA Tier 1 or Tier 2, depending on grade.", "several", None),
        ("Umbra Math meets ESSA Tiers 1-3.", "several", None),
        ("Rated ESSA Tier 1 in grade 3 and ESSA Tier 2 in grade 5.", "several", None),
        # Of some students, or under a condition.
        ("Grade 6 students use Umbra Math 20 minutes per week", "unclear", 20),
        ("Recommended usage: 30 minutes per week in grades 3-5.", "unclear", 30),
        ("Students two grades behind should use Umbra Math 60 minutes per week.", "unclear", 60),
        ("Students should spend 30 minutes per week on lessons if they are in K-2.", "unclear", 30),
        ("We recommend that teachers assign students 30 minutes of Umbra Math a week.", "unclear", 30),
        ("Students who use Umbra Math 45 minutes per week gain 13 points.", "unclear", 45),
        ("The software is for grades 4-8. Students use it 20 minutes per week.", "unclear", 20),
        ("Umbra Math meets ESSA Tier 2 when used with fidelity.", "unclear", 2),
        ("Umbra Math is aligned with ESSA Tier 3.", "unclear", 3),
        ("The program meets ESSA Tier 2.", "unclear", 2),
        # Not this many.
        ("We recommend less than 45 minutes per week", "unclear", None),
        ("Umbra Math requires no more than 45 minutes per week.", "unclear", None),
        ("Students use Umbra Math between 30 and 45 minutes per week.", "unclear", None),
        ("Students use Umbra Math about 30 minutes per week.", "unclear", None),
        ("Students should use Umbra Math one hour per week.", "unclear", None),
        ("Twenty minutes a day on Umbra Math is enough.", "unclear", None),
    ],
)  # fmt: skip
def test_a_line_that_is_no_plain_statement_is_shown(line: str, why: str, value: Any) -> None:
    assert shown(f"<h1>Programs</h1><p>{line}</p>") == [(why, value)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<h1>Umbra Math</h1><p>Tier 1 or Tier 2, depending on grade</p>", [("several", None)]),
        ("<h2>ESSA evidence</h2><p>Tier 1 or Tier 2, depending on grade</p>", [("several", None)]),
        ("<h2>How long?</h2><p>Tier 1 or Tier 2, depending on grade</p>", []),
        ("<h1>Umbra Math</h1><p>Tier 2</p>", []),
        ("<h1>Math</h1><dl><dt>Recommended weekly use</dt><dd>30-45 min.</dd></dl>", [("unclear", None)]),
        ("<h2>How long is Umbra Math used?</h2><p>In K-2, 20 minutes per week.</p>", [("unclear", 20)]),
    ],
)  # fmt: skip
def test_a_heading_may_say_what_a_line_is_about(body: str, found: list[Any]) -> None:
    assert shown(body) == found


@pytest.mark.parametrize(
    "line",
    [
        "Students do not need 30 minutes of Umbra Math per week.",
        "Umbra Math has not yet earned ESSA Tier 1.",
        "Umbra Math is working toward ESSA Tier 2.",
        "Does Umbra Math meet ESSA Tier 1?",
        '"My class uses Umbra Math 20 minutes a day," said Jane Doe.',
        "My students use Umbra Math 20 minutes a day.",
        "Unlike Rival Math with 60 minutes per week, Umbra Math needs 20 minutes per week.",
        "In a 2022 study, students who used Umbra Math 45 minutes per week gained 13 points.",
        "Teachers need 5 minutes per week for Umbra Math.",
        "Umbra Math saves students 60 minutes per week.",
        "Umbra Math is available 24 hours a day, seven days a week.",
        "Umbra Math gives every student feedback within minutes, every day.",
        "Umbra Math lessons take 15 minutes.",
        "The Umbra Math diagnostic takes 45 minutes per session.",
        "Umbra Math is an ESSA-aligned program for Tier 2 students.",
        "Umbra Math supports MTSS Tier 2 students and meets ESSA.",
        "ESSA has four tiers of evidence: Tier 1 is strong, Tier 2 is moderate.",
        "Pediatricians recommend less than 60 minutes of screen time per day.",
        "Students use Umbra Reading 30 minutes per week in grades K-2.",
    ],
)
def test_what_is_denied_or_about_something_else_is_not_shown(line: str) -> None:
    assert shown(f"<h1>Programs</h1><p>{line}</p>") == []


def test_words_of_the_products_name_say_nothing_of_the_line() -> None:
    text = b"<html lang=en><body><main><p>Grade 6 students use Test Coach 20 minutes per week.</p></main>"
    page = SitePage(URL, "2026-11-21", "", read_page(text, URL, "text/html"))
    assert [each.stated[0].value for each in stated_of([page], "Test Coach").doubtful] == [20]


def test_what_goes_on_in_the_next_line_or_on_the_same_page_is_not_taken() -> None:
    plain = "<p>Students use Umbra Math 30 minutes per week.</p>"
    for_some = "<p>Students in K-2 use it 15 minutes per week.</p>"
    assert shown(plain + for_some) == [("differs", 30), ("unclear", 15)]
    assert shown(f"{plain}<h2>Research</h2>{for_some}") == [("differs", 30), ("unclear", 15)]
    assert shown(f"{plain}<p>Loved by all.</p>") == [("unclear", 30)], "who knows what else is said there"
    assert shown(f"<h2>Case study: Alder Valley</h2>{plain}") == [("unclear", 30)]
    assert read(f"{plain}<p>Read the study</p>").certain, "a link to more says nothing of the line above it"
    alone = "<h1>Umbra Math</h1><p>Recommended usage: 30 minutes per week.</p><p>Learn more</p>"
    assert read(alone).certain
    assert shown(alone + "<p>Recommended usage in K-2: 15 minutes per week</p>") == [
        ("nameless", 30),
        ("unclear", 15),
    ]


def test_few_are_shown_and_plain_ones_first() -> None:
    loose = "".join(f"<p>Grade {n} students use Umbra Math {n}0 minutes per week.</p>" for n in range(3, 9))
    found = shown(f"<h1>Programs</h1>{loose}<p>Recommended usage: 25 minutes per week</p>")
    assert found == [("nameless", 25), ("unclear", 30), ("unclear", 40)]
