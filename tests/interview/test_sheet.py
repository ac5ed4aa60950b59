"""The workbook asks a vendor what the interview asks a buyer, and is the same in every run."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from edscreen.interview.forms import PROFILE_FORM
from edscreen.interview.sheet import ENTRIES, sheet_bytes
from edscreen.interview.sheet_questions import sheets_of
from edscreen.profile.workbook_layout import FIELD, FIRST_ENTRY, MARK

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT = sheet_bytes(PROFILE_FORM, {}, full=False)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """The workbook, as a spreadsheet program opens it."""
    return openpyxl.load_workbook(io.BytesIO(CONTENT))


def fields(*, full: bool) -> set[str]:
    return {row.written for sheet in sheets_of(PROFILE_FORM, full=full) for row in sheet.rows if row.path}


def test_it_asks_what_the_interview_asks_of_the_vendor(talk: Callable[..., Any]) -> None:
    begun = ("yes", "", "30", "week", "", "")
    asked = set(talk("", "vendor", "proposal", "", "A", "", "B", "", "", "", "", *begun, stops=False).asked)
    plain = {field.rstrip("?+").replace(".0", "[]") for field in asked if not field.endswith("+")}
    assert plain - fields(full=False) == {"prepared.role", "prepared.from", "prepared.as_of"}
    assert {"training.required_hours", "support.included", "price.per_student_usd"} <= fields(full=False)
    assert {"studies[].source", "studies[].as_of", "studies[].findings[2].effect_size"} <= fields(full=False)


def test_in_full_it_asks_nothing_that_is_the_district_s_own(book: openpyxl.Workbook) -> None:
    sections = {field.partition(".")[0].partition("[")[0] for field in fields(full=True)}
    assert {"training", "data_practices", "price", "reviews"} <= sections
    assert not {"purchase", "home_page", "asked", "replies", "records", "contract"} & sections
    assert "prepared.role" not in fields(full=True)
    assert book.sheetnames == ["Read me first", "Product", "Use", "Studies", "Approvals", "Gains"]


def test_it_is_the_same_in_every_run() -> None:
    time.sleep(2.1)  # an archive counts in steps of two seconds
    assert sheet_bytes(PROFILE_FORM, {}, full=False) == CONTENT
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_choices_are_drop_downs_and_answers_are_text(book: openpyxl.Workbook) -> None:
    studies = book["Studies"]
    rows = {row[FIELD - 1].value: row[FIELD - 1].row for row in studies.iter_rows() if row[FIELD - 1].value}
    offers = {str(offer.sqref): offer for offer in studies.data_validations.dataValidation}
    design = offers[f"D{rows['studies[].design']}:K{rows['studies[].design']}"]
    assert design.formula1.startswith('"randomized controlled trial,quasi-experiment,')
    assert design.showErrorMessage is True
    assert offers["D2"].formula1 == '"yes,none"'
    several = next(
        iter(
            offer
            for offer in book["Approvals"].data_validations.dataValidation
            if "efficacy" in offer.formula1
        )
    )
    assert several.showErrorMessage is False, "several may be typed"
    assert all(
        len(offer.formula1) <= 257 for sheet in book for offer in sheet.data_validations.dataValidation
    )
    answers = [cell for row in studies.iter_rows(min_row=3, min_col=FIRST_ENTRY) for cell in row]
    assert {cell.number_format for cell in answers} == {"@", "yyyy-mm-dd"}
    assert len(answers) % ENTRIES == 0


def test_only_answers_can_be_changed_and_the_fields_are_out_of_sight(book: openpyxl.Workbook) -> None:
    assert book.worksheets[0]["A1"].value == MARK
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet.column_dimensions["A"].hidden
        labels = [cell for row in sheet.iter_rows(max_col=2) for cell in row]
        assert all(cell.protection.locked for cell in labels)
    assert not book["Product"]["C3"].protection.locked


def test_every_sheet_prints_on_pages_as_wide_as_it_is(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Studies"].print_title_rows == "$1:$1"
    assert book["Studies"].freeze_panes == "C2"


def test_every_question_says_what_it_means_or_gives_an_example() -> None:
    for sheet in sheets_of(PROFILE_FORM, full=False):
        for row in sheet.rows:
            assert row.help or row.choices or not row.path, row.written


def test_what_is_known_is_filled_in_already() -> None:
    known = {
        "vendor": {"name": "Brightfern"},
        "product": {"name": "Numbers", "grades": ["K", 1], "students_use": True},
        "studies": [{"title": "A"}, {"title": "B"}],
        "approvals": [],
    }
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(PROFILE_FORM, known, full=False)))
    values = {row[0].value: [cell.value for cell in row[2:]] for sheet in book for row in sheet.iter_rows()}
    assert values["vendor.name"][0] == "Brightfern"
    assert values["product.grades"][0] == "K, 1"
    assert values["studies[].title"][1:3] == ["A", "B"]


def test_a_vendor_reads_words_and_no_names_of_fields_or_choices() -> None:
    rows = [row for sheet in sheets_of(PROFILE_FORM, full=True) for row in sheet.rows]
    for row in rows:
        assert not re.search(
            r"[a-z]_[a-z]|'per'|dosage entry|purchasing office|Enter", row.text + row.help
        ), row
        assert not any("_" in choice or "," in choice for choice in row.choices)
    helps = {row.written: row.help for row in rows}
    assert "quasi-experiment: compared with a similar group" in helps["studies[].design"]
    assert helps["prepared.by"] == "Who filled in these answers. Example: Jordan Lee, sales"


def test_what_is_known_already_is_filled_in_in_words() -> None:
    data = {
        "product": {"category": "core", "students_use": True, "subjects": ["computer_science", "math"]},
        "studies": [{"title": "A trial", "design": "quasi_experiment"}],
    }
    known = openpyxl.load_workbook(io.BytesIO(sheet_bytes(PROFILE_FORM, data, full=True)))
    cells = {str(row[0].value): row for sheet in known for row in sheet.iter_rows()}
    assert [cells[f"product.{key}"][2].value for key in data["product"]] == [
        *("core instruction", "yes", "computer science, math"),
    ]  # fmt: skip
    assert cells["studies[].design"][3].value == "quasi-experiment"
