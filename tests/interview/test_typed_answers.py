"""An answer may be written as people write it; what cannot be read is asked again, with what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.interview.forms import POLICY_FORM, PROFILE_FORM
from edscreen.interview.judging import read_answer
from edscreen.interview.questions import Step, question

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = ("office", "district", "", "Brightfern", "", "Numbers", *[""] * 9)
"""Answers to what comes before the dosage."""


@pytest.mark.parametrize(
    ("before", "typed", "kept"),
    [
        ((*HEAD[:4],), "www.brightfern.example", {"vendor": {"website": "https://www.brightfern.example"}}),
        ((*HEAD[:7],), "3, 4 and 5", {"product": {"grades": [3, 4, 5]}}),
        ((*HEAD[:7],), "grades K through 3rd", {"product": {"grades": ["K-3"]}}),
        ((*HEAD, "", "none", "none", "yes", "MAP"), "5 percentile points", {"outcomes": [{"growth": 5}]}),
        ((*HEAD, "", "none", "none", "none"), "four hours", {"training": {"required_hours": 4}}),
        ((*HEAD, "", "none", "none", "none", "", "", ""), "$11.50 per student per year",
         {"price": {"per_student_usd": 11.5}}),
        ((*HEAD[:7],), "third through fifth grade", {"product": {"grades": ["3-5"]}}),
        ((*HEAD[:8],), "Supplement", {"product": {"category": "supplemental"}}),
        ((*HEAD[:8],), "2.", {"product": {"category": "supplemental"}}),
        ((*HEAD[:6],), "reading and writing", {"product": {"subjects": ["reading", "writing"]}}),
        ((*HEAD[:6],), "computer science", {"product": {"subjects": ["computer_science"]}}),
        ((*HEAD[:13],), "about 1,240", {"purchase": {"students": 1240}}),
        ((*HEAD, "yes", ""), "half an hour", {"dosage": [{"minutes": 30}]}),
        ((*HEAD, "yes", ""), "30 to 40", {"dosage": [{"minutes": "30-40"}]}),
        ((*HEAD, "yes", ""), "30 to 40 minutes a week", {"dosage": [{"minutes": "30-40"}]}),
        ((*HEAD, "yes", "", "30", "", ), "for all subjects together", {"dosage": [{"scope": "total"}]}),
        ((*HEAD, "", "yes", "A trial", ""), "Quasi-experiment",
         {"studies": [{"design": "quasi_experiment"}]}),
        ((*HEAD, "", "none", "yes"), "Utah", {"approvals": [{"state": "UT"}]}),
        ((*HEAD, "", "none", "yes"), "ut", {"approvals": [{"state": "UT"}]}),
        ((*HEAD, "", "none", "yes", "UT"), "alignment and efficacy",
         {"approvals": [{"judged": ["alignment", "efficacy"]}]}),
        ((*HEAD, "", "none", "yes", "UT"), "alignment, evidence, and efficacy",
         {"approvals": [{"judged": ["alignment", "evidence", "efficacy"]}]}),
        ((*HEAD, "", "none", "yes", "UT", "", "", ""), "June 30, 2028",
         {"approvals": [{"expires": "2028-06-30"}]}),
        ((*HEAD, "", "none", "yes", "UT", "", "", ""), "6/30/2028",
         {"approvals": [{"expires": "2028-06-30"}]}),
    ],
)  # fmt: skip
def test_an_answer_may_be_written_as_people_write_it(
    talk: Callable[..., Any], before: tuple[str, ...], typed: str, kept: dict[str, Any]
) -> None:
    talked = talk(*before, typed)
    assert talked.said == []
    data = talked.interview.data
    for section, held in kept.items():
        (found,) = data[section] if isinstance(held, list) else [data[section]]
        (wanted,) = held if isinstance(held, list) else [held]
        assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("before", "typed", "kept"),
    [
        ((*HEAD[:13],), "1,240 kids", {"purchase": {"students": 1240}}),
        ((*HEAD[:13],), "about 1,240 students", {"purchase": {"students": 1240}}),
        ((*HEAD[:9],), "yes, with help", {"product": {"students_use": True}}),
        ((*HEAD, "yes", "", "30"), "per day", {"dosage": [{"per": "day"}]}),
        ((*HEAD, "yes", "", "30"), "daily", {"dosage": [{"per": "day"}]}),
        ((*HEAD, "yes", "", "30"), "each week", {"dosage": [{"per": "week"}]}),
        ((*HEAD, "yes", "", "30", "week", ""), "about 24", {"dosage": [{"weeks": 24}]}),
        ((*HEAD, "yes", "", "30", "week", ""), "about 24 weeks", {"dosage": [{"weeks": 24}]}),
        ((*HEAD, "yes", ""), "30 to 40 minutes a week", {"dosage": [{"minutes": "30-40", "per": "week"}]}),
        ((*HEAD, "yes", ""), "20 minutes daily", {"dosage": [{"minutes": 20, "per": "day"}]}),
    ],
)
def test_an_answer_may_be_written_as_people_say_it(
    talk: Callable[..., Any], before: tuple[str, ...], typed: str, kept: dict[str, Any]
) -> None:
    talked = talk(*before, typed)
    assert talked.said == []
    for section, held in kept.items():
        data = talked.interview.data[section]
        (found,) = data if isinstance(held, list) else [data]
        (wanted,) = held if isinstance(held, list) else [held]
        read = {key: True if found[key] == "yes" else found[key] for key in wanted}
        assert read == wanted


@pytest.mark.parametrize("typed", ["d = .31", "g=0.31", "effect size of 0.31", ".31"])
def test_an_effect_size_may_be_written_as_studies_do(typed: str) -> None:
    data: dict[str, Any] = {"vendor": {"name": "B"}, "product": {"name": "N"}}
    data |= {"studies": [{"title": "A", "findings": [{"outcome": "math"}]}]}
    path = ("studies", 0, "findings", 0, "effect_size")
    put = question(PROFILE_FORM, Step("field", path))
    value, said = read_answer(PROFILE_FORM, data, put, typed)
    assert (float(value), said) == (0.31, "")


def test_what_would_lose_something_is_not_advised(talk: Callable[..., Any]) -> None:
    (said,) = talk(*HEAD[:7], "K through Grade 2, plus a tad of 3rd").said
    assert said == "write each grade, with commas between them: K, 1, 2, 3; or a span: K-3"
    (said,) = talk(*HEAD[:6], "all subjects").said
    assert said.startswith("name each subject, with commas between them: ")
    assert talk(*HEAD[:9], "no idea").said


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("call me", False),
        ("555-0100", False),
        ("buying@cedarmesa.example", True),
        ("https://cedarmesa.example/contact", True),
    ],
)
def test_a_contact_is_an_address(typed: str, is_taken: bool) -> None:
    put = question(POLICY_FORM, Step("field", ("site", "contact")))
    value, said = read_answer(POLICY_FORM, {}, put, typed)
    assert (value == typed) is is_taken
    assert bool(said) is not is_taken


def test_a_day_that_may_be_two_is_asked_again(talk: Callable[..., Any]) -> None:
    talked = talk(*HEAD, "", "none", "yes", "UT", "", "", "", "6/7/2028")
    assert talked.said == ["write the date as year-month-day: 2028-06-07 or 2028-07-06"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((*HEAD, "yes", "", "a short while"), "write a number (30), a range (30-40)"),
        ((*HEAD[:4], "brightfern"), '"brightfern" is no web address'),
        ((*HEAD[:8], "suplemental"), "is not one of the choices: did you mean supplemental?"),
        ((*HEAD, "", "none", "yes", "Utha"), "did you mean Utah?"),
        ((*HEAD, "", "none", "yes", "Mexico"), "type a state's name or its postal code, like Utah or UT"),
        ((*HEAD[:6], "math, alchemy"), '"alchemy" is not one of the choices: type one or its'),
        ((*HEAD, "", "yes", "A trial", "", "survey"), "randomized controlled trial, quasi-experiment, "),
        ((*HEAD[:3], "\udcff"), "a character of this answer cannot be read: type it anew"),
        ((*HEAD[:3], ""), "this is needed: without it the profile cannot be read (to stop here, type stop)"),
        ((*HEAD[:3], "?"), "this is needed: without it the profile cannot be read (to stop here, type stop)"),
        ((*HEAD, "no"), "type none if the vendor says that there is none"),
        ((*HEAD, "maybe"), "type yes, or none if the vendor says that there is none"),
        (("<",), "this is the first question: there is none to go back to"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_is_asked_again(
    talk: Callable[..., Any], answers: tuple[str, ...], said: str
) -> None:
    talked = talk(*answers)
    assert said in talked.said[0]
    assert talked.asked[-1] == talked.asked[-2]


def test_minutes_that_no_day_holds_are_refused_with_the_unit(talk: Callable[..., Any]) -> None:
    talked = talk(*HEAD, "yes", "", "2,000", "day", "week")
    assert talked.said == ["2,000 minutes are more than a day holds: 1,440 at most"]
    assert "    per: week\n" in talked.interview.text()
