"""What stands beside a statement leaves it certain only where it is known to say nothing of it."""

from __future__ import annotations

import pytest

from .test_stated_loosely import read

USE = "<p>Students use Umbra Math 30 minutes per week.</p>"
ALONE = "<h1>Umbra Math</h1><p>Recommended usage: 30 minutes per week</p>"


def is_taken(body: str) -> bool:
    return bool(read(body).certain)


@pytest.mark.parametrize(
    "behind",
    [
        "Per subject.",
        "for each subject",
        "Reading and math each.",
        "Daily.",
        "Four times a week.",
        "At least.",
        "That is the minimum.",
        "on average",
        "x 4",
        "Old guidance, superseded.",
        "Now it is an hour.",
        "An hour for older students.",
        "Homework takes another hour.",
        "Umbra Math takes twice that in spring.",
        "Plan for more where students struggle, as many do.",
    ],
)
def test_a_line_behind_that_may_go_on_leaves_a_statement_to_a_person(behind: str) -> None:
    assert not is_taken(f"{USE}<p>{behind}</p>")
    assert not is_taken(f"{ALONE}<p>{behind}</p>")


@pytest.mark.parametrize(
    "over",
    [
        *("Reading module", "Version 1 (retired)", "Old version 1.0", "Legacy", "Lite", "Students with IEPs"),
        *("Homeschool", "In Utah", "Minimum", "What a critic wrote", "Umbra Math Lite", "Old way"),
    ],
)
def test_a_heading_or_label_that_may_limit_leaves_a_statement_to_a_person(over: str) -> None:
    assert not is_taken(f"<h1>Umbra Math</h1><h2>{over}</h2>{USE}")
    assert not is_taken(f"<h1>Umbra Math</h1><p>{over}</p>{USE}")


def test_a_pages_title_may_be_a_slogan_and_no_label() -> None:
    assert is_taken(f"<h1>Mathematics that children love</h1>{USE}")
    for title in ("Reading module", "Version 1", "Umbra Math Lite", "Mathematics for gifted children"):
        assert not is_taken(f"<h1>{title}</h1>{USE}"), title


@pytest.mark.parametrize(
    "other",
    [
        "<p>Time by grade</p><ul><li>Grades 3-5: 60 minutes per week</li></ul>",
        "<table><tr><th>Grade</th><th>Minutes per week</th></tr><tr><td>3-5</td><td>60</td></tr></table>",
        "<p>Grades K-2: 15 minutes; grades 3-5: 45 minutes.</p>",
        "<h2>FAQ</h2><p>How much time does it take?</p><p>Plan for an hour every week.</p>",
        '<p lang="es">Los estudiantes usan Umbra Math 60 minutos por semana.</p>',
        "<h2>Intensive track</h2><p>90 minutes weekly</p>",
    ],
)
def test_another_amount_anywhere_on_the_page_leaves_a_statement_to_a_person(other: str) -> None:
    assert not is_taken(f"<h1>Umbra Math</h1>{USE}<h2>More</h2>{other}")


@pytest.mark.parametrize(
    "body",
    [
        USE,
        ALONE,
        f"{USE}<p>Learn more</p>",
        f"{USE}<p>Umbra Math meets ESSA Tier 2.</p>",
        f"{USE}<p>Umbra Math is a program that children love.</p>",
        f"{USE}<h2>Research</h2><p>Alder University found gains.</p>",
        f"<h2>How Umbra Math works</h2>{USE}",
        f"<h1>Every child a mathematician</h1><p>Try it with one of your classes.</p>{USE}",
        f"{ALONE}<p>Subjects: math</p>",
        f"<p>Teachers spend 20 minutes per week on planning.</p><h2>Overview</h2>{USE}",
    ],
)
def test_what_says_nothing_of_it_lets_it_stand(body: str) -> None:
    assert is_taken(body)
