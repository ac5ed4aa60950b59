"""Rows of a list that come again: the same, or saying something else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened

HEAD = "District,Vendor,Product,Grades,Minutes per week,Vendor Website,ID\n"
FIRST = "North,Alpha Co.,Alpha Math,K - 5,30,alpha.example,1\n"
DIFFERS = "this row differs from it"
BEFORE = "the same vendor and product stand in row 2 already, which is the one that is screened"
APART = "; to have both screened, give each row a key in a column of its own and name that column with --id"


def said(opened: Opened, *rows: str, key: str | None = None) -> list[str]:
    return [each.problem.message for each in opened(HEAD + FIRST + "".join(rows), key=key).aside]


def test_a_row_that_says_the_same_in_other_signs_or_less_does_not_differ(opened: Opened) -> None:
    same = "East,ALPHA CO,Alpha  math,k-5,30,https://www.alpha.example/,2\n"
    less = "West,Alpha Co.,Alpha Math,,n/a,,3\n"
    assert said(opened, same, less) == [BEFORE, BEFORE]


@pytest.mark.parametrize(
    ("heading", "first", "again"),
    [
        ("Grades", "K-5", "K, 1, 2, 3, 4, 5"),
        ("Grades", "3-5; K-2", "Elementary (K-5)"),
        ("Subject", "Math, ELA", "ELA/Math"),
        ("Minutes per week", "60", "1 hour"),
        ("Price per student", "$5.00", "5"),
        ("Website", "acme.example/", "http://www.acme.example"),
    ],
)
def test_a_row_that_means_the_same_does_not_differ_however_it_is_written(
    opened: Opened, heading: str, first: str, again: str
) -> None:
    rows = f'A,P,"{first}"\nA,P,"{again}"\nB,Q,"{again}"\nB,Q,"{first}"\n'
    read = opened(f"Vendor,Product,{heading}\n{rows}")
    assert [each.problem.message for each in read.aside] == [BEFORE, BEFORE.replace("row 2", "row 4")]


@pytest.mark.parametrize(
    "heading", ["reviews[0].url", "vendor.website", "Website", "Grades", "product.version"]
)
@pytest.mark.parametrize("cell", ["30", "true", "1e400", "9" * 5_000, "x" * 3_000, "\0", "[[", "#N/A"])
def test_a_cell_that_no_field_can_hold_is_known_again(opened: Opened, heading: str, cell: str) -> None:
    [row] = opened(f"Vendor,Product,{heading}\nA,P,{cell}\nA,P,{cell}\n").aside
    assert row.problem.message == BEFORE


def test_a_list_of_names_alone_has_nothing_to_differ_in(opened: Opened) -> None:
    [row] = opened("Vendor,Product\nAcme Inc.,Reader\nACME inc,reader\n").aside
    assert row.problem.message == BEFORE


def test_a_row_that_differs_says_in_which_columns(opened: Opened) -> None:
    row = "South,Alpha Co,Alpha Math,K-5,60,alpha.example,2\n"
    assert said(opened, row) == [f'{BEFORE}; {DIFFERS} in "Minutes per week"']


def test_another_grade_may_be_another_product(opened: Opened) -> None:
    row = "South,Alpha Co,Alpha Math,6-8,60,beta.example,2\n"
    [message] = said(opened, row)
    assert message == f'{BEFORE}; {DIFFERS} in "Grades", "Minutes per week" and "Vendor Website"{APART}'


def test_with_keys_of_their_own_rows_that_differ_are_all_screened(opened: Opened) -> None:
    rows = (
        "S,Alpha Co,Alpha Math,6-8,60,,2\n",
        "T,Alpha Co,Alpha Math,K-5,30,,3\n",
        "U,Beta,Alpha Math,,,,1\n",
    )
    read = opened(HEAD + FIRST + "".join(rows), key="ID")
    assert [len(profile.product.grades or ()) for profile in read.profiles] == [6, 3]
    again, other = (each.problem.message for each in read.aside)
    assert again == BEFORE
    assert other.endswith(f'is screened; {DIFFERS} in "Vendor"')


def test_with_keys_a_row_that_repeats_any_other_of_its_name_is_set_aside(opened: Opened) -> None:
    grades = ["K-2", "3-5", "3, 4, 5", "K-2", "6-8", "3-5", "6-8"]
    rows = [f'Alpha Co,Alpha Math,"{each}",{key}\n' for key, each in enumerate(grades, 1)]
    read = opened("Vendor,Product,Grades,ID\n" + "".join(rows), key="ID")
    assert [len(profile.product.grades or ()) for profile in read.profiles] == [3, 3, 3]
    assert [(row.number, row.problem.message) for row in read.aside] == [
        (again, BEFORE.replace("row 2", f"row {first}")) for again, first in ((4, 3), (5, 2), (7, 3), (8, 6))
    ]


def test_a_row_without_a_key_is_like_any_row_of_its_name_that_says_the_same(opened: Opened) -> None:
    rows = "A,P,K-2,1\nA,P,3-5,2\nA,P,3-5,\nA,P,6-8,\n"
    same, other = opened(f"Vendor,Product,Grades,ID\n{rows}", key="ID").aside
    assert same.problem.message == BEFORE.replace("row 2", "row 3")
    assert other.problem.message == f'{BEFORE}; {DIFFERS} in "Grades"{APART}'


def test_what_was_blank_before_differs_too_and_at_most_three_columns_are_named(opened: Opened) -> None:
    text = "Vendor,Product,Grades,Subject,Minutes per week,Price per student\nA,P,,,,\nA,P,K,Math,20,5\n"
    [row] = opened(text).aside
    assert row.problem.message == (
        f'{BEFORE}; {DIFFERS} in "Grades", "Subject", "Minutes per week" and 1 more{APART}'
    )


def test_a_profile_that_comes_again_and_differs(opened: Opened) -> None:
    first = {"edscreen": 1, "vendor": {"name": "A"}, "product": {"name": "P"}}
    lines = [first, first, {**first, "product": {"name": "P", "grades": ["K"]}}]
    read = opened("".join(json.dumps(line) + "\n" for line in lines), "list.jsonl")
    before = BEFORE.replace("row 2", "row 1")
    assert [row.problem.message for row in read.aside] == [before, f"{before}; {DIFFERS}"]


def test_a_row_with_one_of_two_addresses_says_nothing_else(opened: Opened) -> None:
    pairs = [("acme.example", "acme.example/p"), ("acme.example", ""), ("", "acme.example/p")]
    rows = "".join(f"Acme,Reader,{url},{website},{key}\n" for key, (url, website) in enumerate(pairs, 1))
    for key in (None, "ID"):
        read = opened(f"Vendor,Product,URL,Website,ID\n{rows}", key=key)
        assert [each.problem.message for each in read.aside] == [BEFORE, BEFORE]
