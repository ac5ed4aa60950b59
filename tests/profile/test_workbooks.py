"""A workbook of questions that comes back is read like a profile."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from edscreen.interview.forms import PROFILE_FORM
from edscreen.interview.sheet import sheet_bytes
from edscreen.profile.documents import Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fill = Callable[..., Path]
    Read = Callable[[Path], Document]
    Refused = Callable[[Path], list[str]]


def test_answers_become_a_profile_of_the_vendor_s(fill: Fill, read: Read) -> None:
    profile: Any = read(
        fill(
            {
                "prepared.by": "sales team",
                "product.subjects": "math, Reading",
                "product.grades": "K-3, 5",
                "product.students_use": "yes",
                "product.version": "4.10",
                "dosage[].minutes": ["30-40", 50],
                "dosage[].per": ["week", "week"],
                "studies[].title": "A trial: in 19 schools",
                "studies[].evaluator.tie": "none",
                "studies[].findings[0].effect_size": "0.12",
                "studies[].findings[1].outcome": "fluency",
                "approvals": "none",
                "outcomes": "yes",
            }
        )
    ).profile
    assert (profile.prepared.role, profile.prepared.by) == ("vendor", "sales team")
    assert profile.product.subjects == ("math", "reading")
    assert profile.product.grades == ("K", "1", "2", "3", "5")
    assert profile.product.version == "4.10"
    assert [str(entry.minutes) for entry in profile.dosage] == ["30 to 40", "50"]
    assert profile.studies[0].title == "A trial: in 19 schools"
    assert [finding.effect_size for finding in profile.studies[0].findings] == [0.12, None]
    assert profile.approvals == []
    assert profile.outcomes is None, "yes without a gain is no answer"


def test_days_and_numbers_may_be_typed_as_such(fill: Fill, read: Read) -> None:
    profile: Any = read(
        fill(
            {
                "approvals[].state": ["UT", "TX"],
                "approvals[].expires": [datetime(2028, 6, 30), "2027-01-31"],  # noqa: DTZ001
                "approvals[].as_of": [date(2026, 11, 2)],
                "studies[].title": "A trial",
                "studies[].year": 2024.0,
                "studies[].share_meeting_dosage": 0.41,
                "data_practices.sells_data": False,
            }
        )
    ).profile
    assert [approval.expires for approval in profile.approvals] == [date(2028, 6, 30), date(2027, 1, 31)]
    assert profile.approvals[0].as_of == date(2026, 11, 2)
    assert (profile.studies[0].year, profile.studies[0].share_meeting_dosage) == (2024, 0.41)
    assert profile.data_practices.sells_data is False


def test_where_answers_are_stated_is_kept_once_where_it_is_one_place(fill: Fill, read: Read) -> None:
    day = date(2026, 11, 2)
    one: Any = read(
        fill(
            {
                "product.grades": ("K", "proposal, page 2", day),
                "product.category": ("core", "proposal, page 2", day),
            }
        )
    ).profile
    assert (one.product.source, one.product.as_of) == ("proposal, page 2", day)
    two: Any = read(
        fill(
            {"product.grades": ("K", "page 2", day), "product.category": ("core", "page 4", date(2026, 1, 5))}
        )
    ).profile
    assert two.product.source == "page 2, 2026-11-02 (grades); page 4, 2026-01-05 (category)"
    assert two.product.as_of == date(2026, 1, 5), "the oldest, so that none passes for newer than it is"


def test_evidence_names_sheet_and_cell(fill: Fill, read: Read) -> None:
    document = read(fill({"studies[].title": [None, "A trial"]}))
    title = document.place(("studies", 0, "title"))
    assert (document.sheet(("studies", 0, "title")), title.line, title.column) == ("Studies", 3, 5)
    url = document.place(("studies", 0, "url"))
    assert (url.column, url.value) == (5, None), "what is left out points to its own empty cell"
    assert url.line > title.line
    assert document.place(("approvals",))[:2] == (2, 4)
    assert document.sheet(("home_page",)) == "Read me first"


def test_text_that_begins_like_a_formula_is_text(tmp_path: Path, read: Read) -> None:
    known = {"vendor": {"name": '=HYPERLINK("http://x.example")'}, "product": {"name": "+1-2"}}
    (tmp_path / "known.xlsx").write_bytes(sheet_bytes(PROFILE_FORM, known, full=False))
    profile: Any = read(tmp_path / "known.xlsx").profile
    assert profile.vendor.name == '=HYPERLINK("http://x.example")'
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "known.xlsx")["Product"].iter_rows() for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(bool(cell.quotePrefix) for cell in cells) == 2


def test_a_far_cell_costs_nothing(fill: Fill) -> None:
    path = fill()
    book = openpyxl.load_workbook(path)
    book["Studies"]["XFD1048576"].value = "far"
    book.save(path)
    assert isinstance(next(iter(read_documents([str(path)]))), Document)


def test_any_other_workbook_is_told_from_a_questionnaire(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Vendor"  # type: ignore[index]
    book.save(tmp_path / "list.XLSX")
    (found,) = read_documents([str(tmp_path / "list.XLSX")])
    assert str(found).endswith(
        "this is not a workbook that edscreen init --sheet wrote: fill in such a one, or a profile"
    )


def test_a_folder_s_workbooks_are_not_read_unasked(fill: Fill) -> None:
    assert list(read_documents([str(fill().parent)])) == []


def test_a_missing_workbook_is_told(tmp_path: Path) -> None:
    (found,) = read_documents([str(tmp_path / "none.xlsx")])
    assert "there is no such file" in str(found)
