"""A workbook of questions that comes back is read like a profile, and nothing in it is trusted."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from edscreen.interview.forms import PROFILE_FORM
from edscreen.interview.sheet import sheet_bytes
from edscreen.profile.documents import Document, InvalidProfile, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fill = Callable[..., Path]

NAMES = {"vendor.name": "Brightfern Learning", "product.name": "Brightfern Numbers"}
BLANK = sheet_bytes(PROFILE_FORM, {}, full=True)


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Fill in a workbook: answers by the row's field; lists for entries; tuples with source and day."""

    def write(answers: dict[str, Any] | None = None, **names: Any) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(BLANK))
        waiting = NAMES | (answers or {}) | names
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                field = row[0].value
                if not isinstance(field, str) or field not in waiting:
                    continue
                answer = waiting.pop(field)
                if "[]" in field or field in {"dosage", "studies", "approvals", "outcomes", "reviews"}:
                    for place, entry in enumerate(answer if isinstance(answer, list) else [answer], 3):
                        row[place].value = entry
                else:
                    for place, part in enumerate(answer if isinstance(answer, tuple) else (answer,), 2):
                        row[place].value = part
        assert not waiting
        book.save(tmp_path / "vendor.xlsx")
        return tmp_path / "vendor.xlsx"

    return write


def read(path: Path) -> Document:
    (document,) = read_documents([str(path)])
    assert isinstance(document, Document), document
    return document


def refused(path: Path) -> list[str]:
    found = list(read_documents([str(path)]))
    assert all(isinstance(each, InvalidProfile) for each in found)
    return [str(each).removeprefix(f"{path.as_posix()}, ") for each in found]


def test_answers_become_a_profile_of_the_vendor_s(fill: Fill) -> None:
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


def test_days_and_numbers_may_be_typed_as_such(fill: Fill) -> None:
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


def test_where_answers_are_stated_is_kept_once_where_it_is_one_place(fill: Fill) -> None:
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


def test_evidence_names_sheet_and_cell(fill: Fill) -> None:
    document = read(fill({"studies[].title": [None, "A trial"]}))
    title = document.place(("studies", 0, "title"))
    assert (document.sheet(("studies", 0, "title")), title.line, title.column) == ("Studies", 3, 5)
    url = document.place(("studies", 0, "url"))
    assert (url.column, url.value) == (5, None), "what is left out points to its own empty cell"
    assert url.line > title.line
    assert document.place(("approvals",))[:2] == (2, 4)
    assert document.sheet(("home_page",)) == "Read me first"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"product.grades": "=1+1"}, "product.grades: a formula is not worked out here: type the answer"),
        ({"product.grades": time(9, 30)}, "product.grades: a time of day is no answer here"),
        ({"product.grades": date(2026, 3, 5)}, "was turned into a date, 2026-03-05: format it as text, and"),
        ({"product.category": "suplemental"}, "did you mean supplemental?"),
        ({"studies": "none", "studies[].title": "A trial"}, "studies: 'none' stands here, and answers"),
        ({"studies": "perhaps"}, "studies: choose yes or none, or leave this empty"),
        ({"studies[].url": "https://lumen.example/"}, "studies[0].title: is blank: fill it in"),
        ({"approvals[].state": "Utah"}, "write the state's two-letter postal code: UT for Utah"),
        ({"approvals[].state": "UT", "approvals[].expires": "6/30/2028"}, "2028-06-30"),
        ({"product.grades": ("K", "=A1")}, "a formula is not worked out here"),
        ({"product.grades": ("K", "page 2", "soon")}, "product.as_of: write the date as year-month-day"),
    ],
)  # fmt: skip
def test_a_mistake_names_sheet_and_cell(fill: Fill, answers: dict[str, Any], said: str) -> None:
    (mistake,) = refused(fill(answers))
    assert said in mistake
    sheet = {"product": "Product", "studies": "Studies", "approvals": "Approvals"}
    assert mistake.startswith(f"sheet {sheet[next(iter(answers)).split('.')[0].split('[')[0]]}, cell ")


def test_names_left_empty_are_told_at_their_cells(fill: Fill) -> None:
    assert [each.partition(": ")[0] for each in refused(fill(dict.fromkeys(NAMES)))] == [
        "sheet Product, cell C8",
        "sheet Product, cell C14",
    ]


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
        ("Studies", {"A3": "studies[].", "D3": "x"}, "sheet Studies, cell A3: the hidden first column"),
        ("Studies", {"A200": "studies[].url", "D200": "x"}, "question stands twice (first in Studies, row"),
        ("Studies", {"A200": "approvals[].url", "D200": "x"}, "questions of 'approvals' stand on two"),
        ("Product", {"A200": "prepared.role", "C200": "district"}, "a workbook is the vendor's word"),
        ("Product", {"A200": "vendor.secret", "C200": "x"}, "there is no field \"secret\" here"),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_never_passed_over(
    fill: Fill, sheet: str, cells: dict[str, Any], said: str
) -> None:
    assert any(said in mistake for mistake in refused(change(fill(), sheet, cells)))


@pytest.mark.parametrize(
    "field", ["home_page.verdict", "asked.date", "purchase.use", "contract.signed", "records", "replies[].to"]
)
def test_what_is_the_district_s_own_is_no_vendor_s_to_answer(fill: Fill, field: str) -> None:
    (mistake,) = refused(change(fill(), "Product", {"A200": field, "C200": "shown"}))
    assert mistake.startswith("sheet Product, cell A200: the hidden first column of this row was changed")


def test_text_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    known = {"vendor": {"name": '=HYPERLINK("http://x.example")'}, "product": {"name": "+1-2"}}
    (tmp_path / "known.xlsx").write_bytes(sheet_bytes(PROFILE_FORM, known, full=False))
    profile: Any = read(tmp_path / "known.xlsx").profile
    assert profile.vendor.name == '=HYPERLINK("http://x.example")'
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "known.xlsx")["Product"].iter_rows() for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(bool(cell.quotePrefix) for cell in cells) == 2


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in parts.items():
            archive.writestr(name, inner)
    return content.getvalue()


def parts(content: bytes = BLANK) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ENTITY = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>'
SHARED = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is no workbook"),
        (b"PK\x03\x04 and no more", "this is no workbook"),
        (b"edscreen: 1\n", "this is no workbook"),
        (packed({"word/document.xml": b"<a/>"}), "this is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password, or in an old format"),
        (bytes(2 * 1024 * 1024 + 1), "larger than an answered"),
        (packed(parts() | {"xl/media/a.bin": bytes(17 * 1024 * 1024)}), "larger than an answered"),
        (packed(parts() | {f"xl/media/{n}": b"" for n in range(250)}), "larger than an answered"),
        (packed(parts() | {SHARED: ENTITY + parts()[SHARED]}), "this workbook cannot be read"),
        (packed(parts() | {SHARED: ENTITY.decode().encode("utf-16")}), "this workbook cannot be read"),
        (packed(parts() | {SHARED: b"<worksheet"}), "this workbook cannot be read"),
        (packed({name: inner for name, inner in parts().items() if name != "xl/styles.xml"}), ""),
        (BLANK[: len(BLANK) // 2], "this is no workbook"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    found = list(read_documents([str(tmp_path / "x.xlsx")]))
    assert all(isinstance(each, InvalidProfile) for each in found)
    assert said in str(found[0])


def test_a_part_that_states_a_wrong_size_is_refused(tmp_path: Path) -> None:
    bomb = packed(parts() | {"xl/media/a.bin": bytes(900_000)})
    lying = bomb.replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != bomb
    (tmp_path / "x.xlsx").write_bytes(lying)
    (found,) = read_documents([str(tmp_path / "x.xlsx")])
    assert "this is no workbook" in str(found)


def test_flipped_bytes_anywhere_in_a_packed_part_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(BLANK)) as archive:
        part = archive.getinfo(SHARED)
    start = part.header_offset + 30 + len(part.filename)
    for at in range(start, start + part.compress_size, part.compress_size // 40):
        broken = bytearray(BLANK)
        broken[at] ^= 0xFF
        (tmp_path / "x.xlsx").write_bytes(broken)
        (said,) = refused(tmp_path / "x.xlsx")
        assert "this is no workbook" in said


def test_a_text_longer_than_a_cell_can_hold_is_a_mistake_at_its_cell(fill: Fill) -> None:
    path = fill({"product.version": "LONG"})
    inner = parts(path.read_bytes())
    for length, count in ((32_767, 0), (32_768, 1)):
        swapped = {name: each.replace(b">LONG<", b">" + b"x" * length + b"<") for name, each in inner.items()}
        assert swapped != inner
        path.write_bytes(packed(swapped))
        found = [str(each) for each in read_documents([str(path)]) if isinstance(each, InvalidProfile)]
        assert sum("this text is longer than a cell can hold" in each for each in found) == count


def with_rows(tmp_path: Path, rows: int, columns: int, text: str) -> list[str]:
    book = openpyxl.Workbook()
    for _ in range(3):
        sheet = book.create_sheet()
        for _ in range(rows):
            sheet.append([text] * columns)
    book.save(tmp_path / "many.xlsx")
    return refused(tmp_path / "many.xlsx")


def test_one_stored_text_in_many_cells_is_counted_as_often(tmp_path: Path) -> None:
    assert "larger than an answered" in with_rows(tmp_path, 5, 10, "x" * 30_000)[0]


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edscreen.profile.workbooks._MAX_CELLS", 299)
    assert "larger than an answered" in with_rows(tmp_path, 10, 10, "x")[0]
    monkeypatch.setattr("edscreen.profile.workbooks._MAX_CELLS", 300)
    assert "not a workbook that edscreen init" in with_rows(tmp_path, 10, 10, "x")[0]


def test_too_many_sheets_and_one_part_as_two_sheets_are_refused(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(BLANK))
    while len(book.worksheets) < 21:
        book.create_sheet()
    book.save(tmp_path / "x.xlsx")
    assert "larger than an answered" in refused(tmp_path / "x.xlsx")[0]
    links = "xl/_rels/workbook.xml.rels"
    twice = parts()[links].replace(b"sheet3.xml", b"sheet2.xml")
    assert twice != parts()[links]
    (tmp_path / "x.xlsx").write_bytes(packed(parts() | {links: twice}))
    assert "this workbook cannot be read" in refused(tmp_path / "x.xlsx")[0]


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
