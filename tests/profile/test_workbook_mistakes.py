"""What is wrong in a workbook that comes back is named by its sheet and cell, and nothing is passed over."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.documents import Document

    Fill = Callable[..., Path]
    Read = Callable[[Path], Document]
    Refused = Callable[[Path], list[str]]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"product.grades": "=1+1"}, 'sold?": a formula is not worked out here: type the answer'),
        ({"product.grades": time(9, 30)}, 'sold?": a time of day is no answer here'),
        ({"product.grades": date(2026, 3, 5)}, "was turned into a date, 2026-03-05: format it as text, and"),
        ({"product.category": "suplemental"}, "did you mean supplemental?"),
        ({"studies": "none", "studies[].title": "A trial"}, "'none' stands here, and answers"),
        ({"studies": "perhaps"}, "choose yes or none, or leave this empty"),
        ({"studies[].url": "https://lumen.example/"}, "this is empty: fill it in, like A randomized"),
        ({"approvals[].state": "Utha"}, "did you mean Utah?"),
        ({"approvals[].state": "UT", "approvals[].expires": "6/7/2028"}, "2028-06-07 or 2028-07-06"),
        ({"product.grades": ("K", "=A1")}, "a formula is not worked out here"),
        ({"product.grades": ("K", "page 2", "soon")}, "sold?\": write the date as year-month-day"),
    ],
)  # fmt: skip
def test_a_mistake_names_sheet_and_cell(
    fill: Fill, refused: Refused, answers: dict[str, Any], said: str
) -> None:
    (mistake,) = refused(fill(answers))
    assert said in mistake
    sheet = {"product": "Product", "studies": "Studies", "approvals": "Approvals"}
    assert mistake.startswith(f"sheet {sheet[next(iter(answers)).split('.')[0].split('[')[0]]}, cell ")


def test_names_left_empty_are_told_at_their_cells(fill: Fill, refused: Refused) -> None:
    names = ("vendor.name", "product.name")
    path = fill(dict.fromkeys(names))
    rows = {row[0].value: row[0].row for row in openpyxl.load_workbook(path)["Product"].iter_rows()}
    assert [each.partition(": ")[0] for each in refused(path)] == [
        f"sheet Product, cell C{rows[name]}" for name in names
    ]


def test_every_date_that_cannot_be_read_is_named_at_its_own_cell(fill: Fill, refused: Refused) -> None:
    day = date(2026, 11, 2)
    path = fill(
        {
            "product.version": ("4", "page 1", "11/2/2026"),
            "product.grades": ("K", "page 2", day),
            "product.category": ("core", "page 4", "soon"),
            "product.students_use": ("yes", "page 5", "31/12/1850"),
        }
    )
    rows = {row[0].value: row for row in openpyxl.load_workbook(path)["Product"].iter_rows()}
    assert sorted(refused(path)) == sorted(
        f'sheet Product, cell E{rows[field][0].row}: "{rows[field][1].value}": '
        f"write the date as year-month-day{said}"
        for field, said in (
            ("product.version", ": 2026-11-02 or 2026-02-11"),
            ("product.category", ", like 2026-11-21"),
            ("product.students_use", ": 1850-12-31"),
        )
    )


def test_the_oldest_day_is_cited_from_its_own_cell(fill: Fill, read: Read) -> None:
    answers = {
        "product.version": ("4", "page 1", "2026-01-05"),
        "product.grades": ("K", "page 2", "2026-11-02"),
    }
    path = fill(answers)
    rows = {row[0].value: row[0].row for row in openpyxl.load_workbook(path)["Product"].iter_rows()}
    document = read(path)
    assert document.place(("product", "as_of"))[:2] == (rows["product.version"], 5)
    assert document.profile.product.as_of == date(2026, 1, 5)
    assert document.place(("product", "source"))[:2] == (rows["product.version"], 4)


def change(path: Path, sheet: str, cells: dict[str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book[sheet][name].value = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        ("Studies", {"D200": "one more study"}, "sheet Studies, cell D200: this answer stands beside"),
        ("Studies", {"A3": "studies[].", "D3": "x"}, "the hidden first column"),
        ("Studies", {"A200": "studies[].url", "D200": "x"}, "question stands twice (first in Studies, row"),
        ("Studies", {"A200": "approvals[].url", "D200": "x"}, "questions of 'approvals' stand on two"),
        ("Product", {"A200": "prepared.role", "C200": "district"}, "a workbook is the vendor's word"),
        ("Studies", {"E2": "none"}, "students?\": nothing is asked for in this cell"),
        ("Product", {"G4": "see annex"}, "sheet Product, cell G4: "),
        ("Product", {"C2": "Lumen"}, "sheet Product, cell C2: this answer stands beside no question"),
        ("Product", {"A200": "vendor.secret", "C200": "x"}, "there is no field \"secret\" here"),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_never_passed_over(
    fill: Fill, refused: Refused, sheet: str, cells: dict[str, Any], said: str
) -> None:
    assert any(said in mistake for mistake in refused(change(fill(), sheet, cells)))


@pytest.mark.parametrize(
    "field", ["home_page.verdict", "asked.date", "purchase.use", "contract.signed", "records", "replies[].to"]
)
def test_what_is_the_district_s_own_is_no_vendor_s_to_answer(
    fill: Fill, refused: Refused, field: str
) -> None:
    (mistake,) = refused(change(fill(), "Product", {"A200": field, "C200": "shown"}))
    assert mistake.startswith("sheet Product, cell A200: the hidden first column of this row was changed")


def test_a_sheet_that_was_added_is_named_once(fill: Fill, refused: Refused) -> None:
    path = fill()
    book = openpyxl.load_workbook(path)
    notes = book.create_sheet("Notes")
    notes["A1"], notes["B2"] = "written by Sam", "see the proposal"
    book.save(path)
    [said] = refused(path)
    assert "sheet Notes, cell A1: this sheet is none of the workbook's, so nothing on it is read" in said
