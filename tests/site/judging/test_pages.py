"""Whole small pages: evidence in pieces, tables, footnotes, several products, makers, claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.judging.subject import subject_of
from edscreen.site.page import Page, Shape
from edscreen.site.seen import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.seen import PageJudgement


def test_a_developers_own_university_is_no_outside_evaluator(verdict: Callable[..., str]) -> None:
    study = "A study by the University of Oregon found that Lumen Reading students gained 12 points."

    assert verdict(study) == "shown"
    assert verdict(f"Lumen Reading was created at the University of Oregon.\n\n{study}") == "claims_only"


def test_a_host_of_the_university_is_the_universitys_own(verdict: Callable[..., str]) -> None:
    study = "A study by Oregon State University found that Lumen Reading students gained 12 points."

    assert verdict(study, Subject(("Lumen",), ("Lumen Reading",), ("oregonstate.example",))) == "claims_only"


def test_the_owner_named_at_the_foot_is_the_vendor(build: Callable[..., Page]) -> None:
    page = build("# Lumen Reading\n\nfoot: © 2026 Calder Research Institute. All rights reserved.")

    assert "Calder Research Institute" in subject_of(page, "Lumen", "Lumen Reading", ()).vendor


def test_a_parents_study_is_the_vendors(verdict: Callable[..., str]) -> None:
    text = """
        Lumen is part of Calder Research Group.

        Calder Research Group found that Lumen Reading students gained 12 points more than peers.
    """
    assert verdict(text) == "claims_only"


def test_a_heading_tells_which_product_is_spoken_of(verdict: Callable[..., str]) -> None:
    study = "A WestEd study found that students gained 12 points more than a comparison group."

    assert verdict(f"# Lumen Reading\n{study}") == "shown"
    assert verdict(f"# Lumen Math\n{study}") == "claims_only"


def test_a_row_of_a_table_is_read_with_its_head(verdict: Callable[..., str]) -> None:
    head = "Program | Evidence for ESSA rating"

    assert verdict(f"{head}\nLumen Math | Strong\nLumen Reading | Moderate") == "shown"
    assert verdict(f"{head}\nLumen Math | Strong\nLumen Reading | Not yet rated") != "shown"


@pytest.mark.parametrize("mark", ["1", "¹", "[1]", "*", "†"])
def test_a_footnote_gives_a_figure_its_source(mark: str, verdict: Callable[..., str]) -> None:
    text = f"""
        +12 percentile points in one year{mark}

        foot: {mark} Evaluation of Lumen Reading in 40 schools, Calder Policy Research, 2022.
    """
    assert verdict(text) == "shown"


def test_a_footnote_of_another_figure_gives_none(verdict: Callable[..., str]) -> None:
    text = """
        +12 percentile points in one year

        4,000 schools²

        foot: ² Directory of schools, University of Oregon, 2022.
    """
    assert verdict(text) == "claims_only"


def test_a_plan_beside_a_study_takes_it_back_but_not_a_finding(verdict: Callable[..., str]) -> None:
    finding = "WestEd found that Lumen Reading students gained 12 points more than their peers."

    assert verdict(f"{finding} A second study is under way.") == "shown"
    assert verdict("WestEd studied Lumen Reading. Results are expected in 2027. [More](/news)") != "shown"


def test_a_link_beside_a_study_must_lead_to_it(verdict: Callable[..., str]) -> None:
    study = "WestEd evaluated Lumen Reading in 40 schools."

    assert verdict(f"{study} [Read the report](/w.pdf)") == "shown"
    assert verdict(f"{study} [Request a demo](/demo)") == "absent" or verdict(study) != "shown"


def test_the_product_is_what_title_and_data_and_host_agree_on() -> None:
    page = Page(
        "https://www.lumenreading.example/",
        "Lumen Reading | Lessons for all",
        ("Lumen Reading",),
        "en",
        (),
        (),
        Shape(),
    )
    subject = subject_of(page, None, None, ())

    assert subject.product == ("Lumen Reading",)
    assert subject.domains == ("lumenreading.example",)


def test_without_a_known_product_the_page_speaks_for_itself(
    build: Callable[..., Page], verdict: Callable[..., str]
) -> None:
    text = "A WestEd study found that students using Lumen gained 12 points more than their peers."
    subject = subject_of(build(text, title="Lumen"), None, None, ())

    assert verdict(text, subject, title="Lumen") == "shown"


def test_names_in_structured_data_are_no_evidence(judged: Callable[..., PageJudgement]) -> None:
    assert not judged("Lessons for all.", title="Rated Strong by Evidence for ESSA").evidence


def test_trademark_signs_and_accents_do_not_hide_a_name(verdict: Callable[..., str]) -> None:
    text = "A WestEd study found that Lúmen® Reading™ students gained 12 points more than their peers."

    assert verdict(text) == "shown"


def test_quotes_are_the_pages_own_words_cut_between_words(judged: Callable[..., PageJudgement]) -> None:
    text = (
        "Schools ask us for numbers. " * 20
        + "In a study by WestEd, students who used Lumen Reading gained 12 points more than their peers. "
        + "We are glad. " * 30
    )
    (seen,) = [one for one in judged(text).evidence if one.strength == "independent"]

    assert len(seen.quote) <= 300
    assert seen.quote in text
    assert "WestEd" in seen.quote


CLAIMS = [
    "A proven way to teach reading.",
    "Students gain two grade levels in a year.",
    "> My students' scores went up 20 points.",
    "Twice the growth in half the time: 2x gains in reading.",
    "Our data show that students improved by 20%.",
    "Un método comprobado.",
    "Los alumnos mejoran su comprensión el doble de rápido.",
]
NO_CLAIMS = [
    "Used by 20,000 students in 300 schools.",
    "Winner of three awards.",
    "Students cite textual evidence in every unit.",
    "Approved by the Texas Education Agency.",
    "We use cookies to improve our statistics.",
    "Más de 300 escuelas lo usan.",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_what_claims_that_it_works(text: str, verdict: Callable[..., str]) -> None:
    assert verdict(text) == "claims_only"


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_what_claims_nothing(text: str, verdict: Callable[..., str]) -> None:
    assert verdict(text) == "absent"


def test_evidence_is_not_listed_as_a_claim_too(judged: Callable[..., PageJudgement]) -> None:
    study = (
        "An independent study by WestEd found that Lumen Reading students gained 12 points more than peers."
    )

    assert {seen.strength for seen in judged(study).evidence} == {"independent"}
    claim = "Students gained 9 points."
    assert {seen.strength for seen in judged(f"{study}\n\n{claim}").evidence} == {"independent", "claim"}


def test_a_quote_holds_the_result_and_not_only_who_found_it(judged: Callable[..., PageJudgement]) -> None:
    result = "Students using Lumen Reading gained 12 points more than a comparison group."
    source = "Northfield University, Center for Literacy Research, 2024"
    found = [seen for seen in judged(f"{result}\n{source}").evidence if seen.strength == "independent"]

    assert [seen.quote for seen in found] == [f"{result} … {source}"]
