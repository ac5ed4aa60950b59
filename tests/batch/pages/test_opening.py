"""The sentences and bars that open the overview: rates with their denominators, flags of each kind apart."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.pages.tallies import rate

from .conftest import embedded, profile, read, text_of, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MINUTES = [{"minutes": 60, "per": "week", "scope": "total"}]


@pytest.fixture
def four(make_run: Callable[..., Path], tmp_path: Path) -> str:
    """Two products of one vendor with 60 minutes, one with 20, one that says nothing; two questions."""
    products = [
        profile("Lumen", "Lumen Reading", dosage=MINUTES),
        profile("LUMEN", "Lumen Math", dosage=MINUTES),
        profile("Alder", "Alder Math", dosage=[{"minutes": 20, "per": "week", "scope": "total"}]),
        profile("Birch", "Birch Math"),
    ]
    return read(written(make_run(tmp_path, products, select=("screen-time", "sea-approval"))))


def test_it_says_how_many_products_could_be_judged_and_why_the_others_could_not(four: str) -> None:
    text = text_of(four)
    assert "4 products of 3 vendors were screened." in text
    judged = "3 of 4 (75%) could be judged: 2 red flags and 1 answered well"
    assert f"{judged}; of the others, for 1 it is not answered yet." in text


def test_the_most_common_flag_carries_its_denominator(four: str) -> None:
    flag = (
        "How many minutes a week does the product keep a student at a screen?”: 2 of 3 (67%) of those judged"
    )
    assert f"The most common red flag is on “{flag} have it." in text_of(four)


def test_what_the_list_cannot_answer_is_one_line(four: str) -> None:
    line = (
        "No product could be judged on “Has a state education agency approved the product?” (of 4 products, "
        "for 4 it is not answered yet)."
    )
    assert line in text_of(four)
    assert "<b>Has a state education agency" not in four


@pytest.mark.parametrize(
    ("not_read", "said"),
    [
        (None, "no column for them."),
        (
            ["<b>"],
            "understands for them. Its column “&lt;b&gt;” was carried through, not read; a file for --map",
        ),
        (["A", "B"], "no column that edscreen understands for them. Its columns “A” and “B” were carried"),
    ],
)
def test_what_the_list_has_no_column_for_is_not_told_of_the_vendors(
    make_run: Callable[..., Path], tmp_path: Path, not_read: list[str] | None, said: str
) -> None:
    rules = ("screen-time", "sea-approval", "outcomes-and-dosage")
    silent = json.dumps(["outcomes-and-dosage", "sea-approval"])
    run = {"no_column": silent, "not_read": json.dumps(not_read)}
    products = [profile("Lumen", "Lumen Reading", dosage=MINUTES), profile("Birch", "Birch Math")]
    page = read(written(make_run(tmp_path, products, run=run, select=rules)))
    assert (
        "This list cannot answer “Does the vendor say what students will gain, and for exactly how much "
        "use?” and “Has a state education agency approved the product?”, as it has "
    ) in text_of(page)
    assert said in text_of(page)
    assert "1 of 2 (50%) could be judged: 1 red flag and 0 answered well; of the others, for 1" in text_of(
        page
    )


def test_a_list_on_which_nothing_could_be_judged_counts_no_flag(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    page = read(written(make_run(tmp_path, [profile("Birch", "Birch Math")], select=("sea-approval",))))
    assert (
        "(of 1 product, for 1 it is not answered yet). So no product could be judged on any red-flag"
        " question, and there is no flag to count; that does not mean that there is none."
    ) in text_of(page)


def test_what_was_not_looked_at_for_want_of_a_visit_says_that_a_run_with_site_would_look(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    rules = ("research-on-home-page",)
    products = [profile("Birch", "Birch Math"), profile("Alder", "Alder Math")]
    sites = [page.replace(b'"Alder"', b'"Alder", "website": "https://alder.example/"') for page in products]
    page = read(written(make_run(tmp_path / "one", sites, select=rules)))
    assert (
        "(of 2 products, 2 were not looked at in this run, and a run with --site would look at 1 of them)"
    ) in text_of(page)
    page = read(written(make_run(tmp_path / "all", sites[1:], select=rules)))
    assert "1 was not looked at in this run, and a run with --site would look at it)" in text_of(page)
    page = read(written(make_run(tmp_path / "none", products, select=rules)))
    assert "--site" not in text_of(page).partition("The products")[0]


def reading(number: int, minutes: object) -> bytes:
    dosage = [{"minutes": minutes, "per": "week", "scope": "total"}]
    return profile(f"V{number}", "P", dosage=dosage)


def bars(page: str) -> list[dict[str, float]]:
    """How wide each part of each bar is, in percent, by what it shows."""
    return [
        {kind: float(width) for kind, width in re.findall(r'<rect class=(\w+) x=\S+ width="([^"]+)', bar)}
        for bar in re.findall(r"<svg viewBox.*?</svg>", page)
    ]


def test_cautions_are_told_and_drawn_apart_from_red_flags(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    stated = [60, 60, {"min": 30, "max": 60}, 20, 20]
    products = [reading(number, each) for number, each in enumerate(stated)]
    page = read(written(make_run(tmp_path, products, select=("screen-time",))))
    text = text_of(page)
    assert "5 of 5 (100%) could be judged: 2 red flags, 1 caution and 2 answered well." in text
    assert "2 of 5 (40%) of those judged have it and 1 more has a caution." in text
    assert bars(page) == [{"red": 40, "caution": 20, "pass": 40}]
    legend = page.partition("<p class=key>")[2].partition("</div>")[0]
    assert re.findall(r"<span(?: class=(\w+))?><i></i>([^<]+)</span>", legend)[:4] == [
        ("red", "red flag"),
        ("caution", "caution"),
        ("pass", "answered well"),
        ("", "could not be judged"),
    ]


def test_where_all_flags_are_cautions_none_is_called_a_red_flag(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    products = [reading(number, {"min": 30, "max": 60}) for number in range(3)]
    page = read(written(make_run(tmp_path, products, select=("screen-time",))))
    assert "No product judged has a red flag. The most common caution is on “How many" in text_of(page)
    assert "3 of 3 (100%) of those judged have it." in text_of(page)
    assert bars(page) == [{"caution": 100}]


def test_a_waived_flag_is_counted_and_said_to_be_waived(pages: Path) -> None:
    assert "of these flags is waived or known)" in text_of(read(pages))


def test_a_product_that_no_red_flag_question_applies_to_is_told_of_in_the_same_words_everywhere(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    about = {"prepared": {"role": "district"}}
    platform = json.loads(profile("Birch", "Birch Desk", **about))
    platform["product"]["category"] = "platform"
    page = read(written(make_run(tmp_path, [json.dumps(platform).encode(), reading(1, 20)])))
    assert "1 that no red-flag question applies to" in text_of(page)
    assert ["not_screened", "no red-flag question applies", "that no red-flag question applies to"] in (
        embedded(page, "facts")["verdicts"]
    )
    assert "not screened" not in page


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "0 of 0"),
        (0, 7, "0 of 7 (0%)"),
        (1, 5000, "1 of 5,000 (under 1%)"),
        (4999, 5000, "4,999 of 5,000 (over 99%)"),
        (5000, 5000, "5,000 of 5,000 (100%)"),
        (1, 3, "1 of 3 (33%)"),
    ],
)
def test_a_rate_never_rounds_to_none_or_all(part: int, whole: int, said: str) -> None:
    assert rate(part, whole) == said


def test_a_flag_that_is_rare_among_all_but_common_among_those_judged_leads_and_the_other_is_named(
    make_run: Callable[..., Path], tmp_path: Path
) -> None:
    products = [
        *(profile(f"V{n}", "P", dosage=MINUTES, approvals=[]) for n in range(1)),
        *(
            profile(f"W{n}", "P", dosage=[{"minutes": 60 if n < 2 else 5, "per": "week", "scope": "total"}])
            for n in range(5)
        ),
    ]
    text = text_of(read(written(make_run(tmp_path, products, select=("screen-time", "sea-approval")))))
    assert (
        "As a share of the products judged on a question, the most common red flag is on “Has a state"
        " education agency approved the product?”: 1 of 1 (100%) of those judged has it. As a number of"
        " products, it is on “How many minutes a week does the product keep a student at a screen?”:"
        " 3 of 6 (50%) of those judged have it."
    ) in text
