"""Sentences show what a profile states: in people's words, short, and never as anything but text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.yaml_rules.templates import BadTemplate, read_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.profile.documents import Document

    Read = Callable[[str], Document]

PROFILE = """
product: {name: P, grades: K-3, subjects: [reading, math], released: 2025-07-01, ai: student_facing, page: "https://p.example/a"}
vendor: {name: "Lumen\\x1b[31m \\u202eLearning", other_domains: [a.example, b.example]}
training: {required_hours: 1234.5, included: yes, price_usd: 1200, optional_price_usd: 0.5}
purchase: {minutes_scheduled: 30-40, students: 1240}
approvals: [{state: UT, list: one}, {state: MN, list: two}]
studies:
  - {title: A, year: 2024, share_meeting_dosage: 41%, findings: [{effect_size: 0.2}, {effect_size: -0.1}]}
  - {title: B}
"""


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{product.grades} and {product.subjects}", "grades K to 3 and reading and math"),
        ("on {product.released}, as of {as_of}", "on 1 July 2025, as of 21 November 2026"),
        ("{product.ai}, {product.category}", "student facing, not stated"),
        ("{product.page}", "https://p.example/a"),
        ("{vendor.name}", '"Lumen\\x1b[31m \\u202eLearning"'),
        ("{vendor.other_domains}", '"a.example" and "b.example"'),
        ("{training.required_hours} {training.included}", "1,234.5 yes"),
        ("{training.price_usd} {training.optional_price_usd}", "$1,200.00 $0.50"),
        ("{purchase.minutes_scheduled}: {purchase.minutes_scheduled.max}", "30 to 40: 40"),
        ("{purchase.students}", "1,240"),
        ("{approvals.state}", "UT and MN"),
        ("{approvals.list}", '"one" and "two"'),
        ("{studies.year} {studies.share_meeting_dosage}", "2024 41%"),
        ("{studies.findings.effect_size}", "0.2 and -0.1"),
        ("{{literally}} { product.ai }", "{literally} student facing"),
        ("{data_practices.agreement.name}", "not stated"),
        ("no field", "no field"),
    ],
)
def test_a_field_is_shown_in_words(document: Read, text: str, filled: str) -> None:
    assert read_template(text).filled(document(PROFILE).profile, date(2026, 11, 21), ()) == filled


def test_of_a_list_the_entries_that_decided_are_shown(document: Read) -> None:
    profile, day = document(PROFILE).profile, date(2026, 11, 21)
    evidence = [("approvals", 1, "state"), ("studies", 0, "findings", 1, "effect_size")]
    assert read_template("{approvals.state}").filled(profile, day, evidence) == "MN"
    assert read_template("{studies.findings.effect_size}").filled(profile, day, evidence) == "-0.1"
    assert read_template("{studies.title}").filled(profile, day, evidence) == '"A"'


def test_long_texts_and_lists_are_shortened(document: Read) -> None:
    entries = ", ".join(f"{{title: {'x' * 500}{number}}}" for number in range(9))
    profile = document(f"studies: [{entries}, {{title: a}}, {{title: b}}]").profile
    shown = read_template("{studies.title}").filled(profile, date(2026, 11, 21), ())
    assert shown == f'"{"x" * 57}...", "a" and "b"'
    several = ", ".join(f"{{title: t{number}}}" for number in range(9))
    profile = document(f"studies: [{several}]").profile
    shown = read_template("{studies.title}").filled(profile, date(2026, 11, 21), ())
    assert shown == '"t0", "t1", "t2", "t3", "t4" and 4 more'


def test_braces_in_a_profile_are_text(document: Read) -> None:
    profile = document("vendor: {name: '{product.name} {0.__class__}'}").profile
    shown = read_template("{vendor.name}").filled(profile, date(2026, 11, 21), ())
    assert shown == '"{product.name} {0.__class__}"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{product.nmae}", 'a profile has no field "product.nmae": did you mean product.name?'),
        ("{product.__class__}", 'a profile has no field "product.__class__"'),
        ("{training}", '"{training}" is no single value: name a field in it'),
        ("{studies}", "is no single value"),
        ("{}", "there is nothing between these braces"),
        ("{", "the brace { has no other half"),
        ("a } b", "the brace } has no other half"),
        ("{product.name!r}", "has no field"),
        ("{product.name:>999999999}", "has no field"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        read_template(text)
    assert said in str(refused.value)
