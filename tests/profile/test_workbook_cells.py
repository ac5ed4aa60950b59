"""A cell is read as an answer in an interview is; what is not certain is refused in words to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.profile.workbook_cells import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.documents import Document

    Fill = Callable[..., Path]
    Read = Callable[[Path], Document]
    Refused = Callable[[Path], list[str]]

ENTRY: dict[str, Any] = {"studies[].title": "A trial"}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("vendor.website", "www.brightfern.example", "https://www.brightfern.example"),
        ("product.name", "name: Brightfern Numbers", "Brightfern Numbers"),
        ("product.name", "Name:Brightfern Numbers", "Brightfern Numbers"),
        ("product.name", "name:", None),
        ("studies[].doi", "doi:10.5555/lumen.1", "10.5555/lumen.1"),
        ("product.name", "Numbers: the game", "Numbers: the game"),
        ("product.version", "4.10", "4.10"),
        ("product.grades", "3, 4 and 5", [3, 4, 5]),
        ("product.grades", "grades: 3-5", ["3-5"]),
        ("product.grades", "third through fifth grade", ["3-5"]),
        ("product.grades", "K12", ["K-12"]),
        ("product.grades", "Elementary, Middle", ["K-5", "6-8"]),
        ("product.subjects", "Reading and Writing", ["reading", "writing"]),
        ("product.subjects", "Sci / Tech", ["science", "other"]),
        ("product.subjects", "STEM", ["science", "math"]),
        ("reviews[].subject", "Lang Arts", "english_language_arts"),
        ("product.students_use", "\u2713", "yes"),
        ("product.category", "Supplemental", "supplemental"),
        ("product.category", "core instruction", "core"),
        ("product.ai", "teacher_facing", "teacher_facing"),
        ("product.ai", "Students meet it", "student_facing"),
        ("dosage[].minutes", "30 to 40 minutes", "30-40"),
        ("dosage[].minutes", "minutes: 30-40", "30-40"),
        ("dosage[].scope", "per subject", "per_subject"),
        ("dosage[].scope", "for all subjects together", "total"),
        ("dosage[].weeks", "26 weeks", 26),
        ("studies[].design", "Randomized Controlled Trial", "randomized_controlled_trial"),
        ("studies[].evaluator.tie", "No tie", "none"),
        ("studies[].evaluator.tie", "is_developer", "is_developer"),
        ("studies[].funder.kind", "Government", "government"),
        ("studies[].funder.kind", "a public body", "government"),
        ("studies[].comparison", "nobody", "none"),
        ("approvals[].state", "Utah", "UT"),
        ("approvals[].expires", "October 14, 2026", "2026-10-14"),
        ("approvals[].judged", "Alignment and efficacy", ["alignment", "efficacy"]),
        ("support.included", "included", "yes"),
        ("support.included", "Not included.", "no"),
        ("price.per_student_usd", "$12.50 per student", 12.5),
        ("training.required_hours", "four hours", 4),
        ("reviews[].by", "Evidence for ESSA", "evidence_for_essa"),
    ],
)
def test_a_cell_may_be_filled_in_as_people_write(field: str, typed: str, kept: Any) -> None:
    path = field.replace("[]", ".0").split(".")
    value, wrong = read_text(tuple(int(part) if part.isdigit() else part for part in path), typed)
    assert (value, wrong) == (kept, "")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"vendor.website": "brightfern"}, '"brightfern" is no web address'),
        ({"product.category": "2"}, '"2" is not one of the choices: write one of them: core instruction, '),
        ({"product.category": "TBD"}, "leave this cell empty where it is not known"),
        ({"product.grades": "3, 4 and 5, page 7"}, "write grades as PK, TK, K or 1 to 12, or a span such"),
        ({"product.grades": "5-3"}, "the grades run backwards: write 3-5"),
        ({"dosage[].minutes": "a short while"}, "write a number (30), a range (30-40)"),
        ({"dosage[].minutes": "30 minutes a day"}, 'write 30 and day behind "Are those minutes for '),
        ({"dosage[].minutes": "30 minutes a day", "dosage[].per": "week"}, "write 30 and day behind"),
        ({"dosage[].weeks": "most weeks"}, "write a number (30), a range (30-40)"),
        ({"studies[].year": "spring 2024", **ENTRY}, 'due here, not "spring 2024", like 2024'),
        ({"studies[].findings[0].p_value": "p < .05", **ENTRY}, 'yes behind "Result 1: Does the study call'),
        ({"outcomes[].growth": "5 points", "outcomes[].unit": "percent", "outcomes[].measure": "MAP"},
         'its unit in its own place: 5, points behind "In what is that gain counted?"'),
        ({"approvals[].state": "Utha"}, "did you mean Utah?"),
        ({"approvals[].state": "UT", "approvals[].expires": "6/7/2028"}, "2028-06-07 or 2028-07-06"),
        ({"support.included": "partly"}, 'write yes or no, not "partly"'),
        ({"vendor.name": None}, '"What is the vendor called?": this is empty: fill it in, like Lumen'),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused_in_words_that_can_be_followed(
    fill: Fill, refused: Refused, answers: dict[str, Any], said: str
) -> None:
    (mistake,) = refused(fill(answers))
    assert said in mistake
    key = next(iter(answers)).rpartition(".")[2]
    assert f"{key}: " not in mistake, "a field's key is no part of what a cell holds"


def test_the_unit_beside_a_number_may_be_said_with_it(fill: Fill, read: Read) -> None:
    profile: Any = read(
        fill(
            {
                "dosage[].minutes": ["30 minutes a week", "20 minutes per day"],
                "dosage[].per": ["week", "day"],
                "price.per_student_usd": "$11.50 per student per year",
                "price.per": "school year",
                "outcomes[].measure": "MAP",
                "outcomes[].growth": "5 percentile points",
                "outcomes[].unit": "percentile points",
            }
        )
    ).profile
    assert [str(entry.minutes) for entry in profile.dosage] == ["30", "20"]
    assert (profile.price.per_student_usd, profile.outcomes[0].growth) == (11.5, 5)


def test_a_sheet_as_a_sales_team_fills_it_in_is_read(fill: Fill, read: Read) -> None:
    day = "October 14, 2026"
    profile: Any = read(
        fill(
            {
                "prepared.by": "Sales team",
                "vendor.website": "www.brightfern.example",
                "product.subjects": "Mathematics",
                "product.grades": ("3, 4 and 5", "Proposal, p. 1", day),
                "product.category": "Supplemental",
                "product.students_use": "Yes",
                "training.required_hours": 4,
                "training.included": True,
                "support.included": "included",
                "price.per_student_usd": ("$11.50", "proposal §7", "14 Oct 2026"),
                "price.per": "school year",
                "dosage": "yes",
                "dosage[].minutes": "30 to 40 minutes",
                "dosage[].per": "Week",
                "dosage[].scope": "per subject",
                "dosage[].weeks": "26 weeks",
                "dosage[].as_of": day,
                "studies": "Yes",
                "studies[].title": "Practice that adapts",
                "studies[].design": "Randomized Controlled Trial",
                "studies[].evaluator.tie": "No tie",
                "studies[].funder.kind": "Government",
                "studies[].findings[0].effect_size": "0.12",
                "approvals[].state": "Utah",
                "approvals[].judged": "alignment; efficacy",
                "outcomes[].measure": "NWEA MAP Growth Math",
                "outcomes[].growth": 5,
                "outcomes[].unit": "percentile points",
            }
        )
    ).profile
    assert profile.product.grades == ("3", "4", "5")
    assert profile.product.as_of.isoformat() == profile.price.as_of.isoformat() == "2026-10-14"
    assert (profile.dosage[0].per, str(profile.dosage[0].weeks)) == ("week", "26")
    assert profile.approvals[0].state == "UT"
