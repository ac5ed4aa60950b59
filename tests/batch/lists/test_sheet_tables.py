"""Lists in workbooks, honest and hostile ones."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from edscreen.batch.lists.listing import UnreadableList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.batch.lists.conftest import Opened, Read

HEAD = ["Vendor", "Product", "URL", "Grades", "Notes"]
ONLY_TOOLS = 'only the sheet "Tools" was read; "About" and "Old" were not'


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one of its parts exchanged."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in dict.fromkeys([*old.namelist(), name]):
            new.writestr(each, part if each == name else old.read(each))
    return file.getvalue()


def sheet_xml(rows: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def texts(row: int, **cells: str) -> str:
    inner = "".join(
        f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in cells.items()
    )
    return f'<row r="{row}">{inner}</row>'


def test_a_list_below_a_title_on_the_second_sheet(opened: Opened) -> None:
    content = workbook(
        About=[["How to use this list"], ["Ask the office"]],
        Tools=[
            ["Tools of the district"],
            [],
            HEAD,
            ["Acme", "Reader", "acme.example", "K-2", "fine"],
            [],
            ["Beta", "Counter"],
        ],
        Old=[HEAD, ["Gamma", "Speller"]],
    )
    read = opened(content, "tools.xlsx")
    assert read.names == ["Reader", "Counter"]
    assert [each.number for each in read.items] == [4, 6]
    assert read.notices[:2] == [
        f'{ONLY_TOOLS}: to read "Old" instead, write the line sheet: Old into a file for --map',
        "the headings stand in row 3; what stands above was not read",
    ]
    assert read.documents[0].sheet(("product",)) == "Tools"
    assert read.documents[0].place(("product", "grades"))[:2] == (4, 4)


YEARS = {"2025": [HEAD, ["Acme", "Reader"]], "2026": [HEAD, ["Beta", "Counter"]], "Note": [["Ask Jo"]]}


def test_a_file_of_map_names_the_sheet(opened: Opened, tmp_path: Path) -> None:
    content = workbook(**YEARS)
    notice, *_ = opened(content, "a.xlsx").notices
    said = (
        'only the sheet "2025" was read; "2026" and "Note" were not: to read "2026" instead, write the line '
    )
    assert notice == said + 'sheet: "2026" into a file for --map'
    for line in ("sheet: 2026", 'sheet: "2026"', "sheet: 2026\nNotes: ignore"):
        (tmp_path / "map.yaml").write_text(line + "\n", encoding="utf-8")
        read = opened(content, "a.xlsx", mapping="map.yaml")
        assert read.names == ["Counter"]
        assert not [each for each in read.notices if "sheet" in each]
        assert read.documents[0].sheet(("product",)) == "2026"


@pytest.mark.parametrize(
    ("line", "name", "message"),
    [
        ("sheet: 2027", "a.xlsx", 'map.yaml:1:8: the workbook has no sheet "2027": did you mean "202'),
        ("sheet: Old", "a.xlsx", 'no sheet "Old": its sheets are "2025", "2026" and "Note"'),
        ("sheet: Note", "a.xlsx", "a.xlsx: no row of this list holds headings"),
        (
            "sheet: 2026",
            "a.csv",
            "a.csv: map.yaml names a sheet, and this is no workbook: delete its line sheet",
        ),
    ],
)
def test_a_sheet_that_cannot_be_read(
    opened: Opened, tmp_path: Path, line: str, name: str, message: str
) -> None:
    (tmp_path / "map.yaml").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UnreadableList) as refused:
        opened(workbook(**YEARS) if name == "a.xlsx" else "Vendor,Product\nA,B\n", name, mapping="map.yaml")
    assert message in str(refused.value)


def test_a_column_that_is_headed_sheet_is_a_column(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("sheet: product.name\n", encoding="utf-8")
    assert opened("Vendor,Sheet\nAcme,Reader\n", mapping="map.yaml").names == ["Reader"]


def test_a_formula_without_its_result_is_named_and_a_stored_result_is_used(opened: Opened) -> None:
    def cells(*formulas: str) -> str:
        head = texts(1, A="Vendor", B="Product", C="Minutes per week")
        rows = [
            texts(n, A="Acme", B=f"P{n}").replace("</row>", f"{cell}</row>")
            for n, cell in enumerate(formulas, 2)
        ]
        return head + "".join(rows)

    def read(*formulas: str) -> Read:
        return opened(with_part(workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", sheet_xml(cells(*formulas))))

    stored = read('<c r="C2"><f>20+40</f><v>60</v></c>', '<c r="C3" t="str"><f>""</f><v></v></c>')
    assert str(stored.profiles[0].dosage and stored.profiles[0].dosage[0].minutes) == "60"
    assert stored.notices == []
    [notice] = read('<c r="C2"><f>20+40</f><v>60</v></c>', '<c r="C3"><f>20+40</f><v></v></c>').notices
    assert notice.startswith(
        'cell C3 of the sheet "A" holds a formula whose result is not stored, and was read'
    )
    [notice] = read('<c r="C2"><f>A1</f></c>', '<c r="C3"><f t="shared" si="0"/><v/></c>').notices
    assert notice.startswith(
        '2 cells of the sheet "A" hold formulas whose results are not stored, and were read'
    )
    assert "(first: cell C2): open the workbook in Excel" in notice


def test_a_mistake_names_sheet_and_cell(opened: Opened) -> None:
    read = opened(workbook(Tools=[HEAD, ["Acme", "Reader", None, date(2026, 3, 5)]]), "tools.xlsx")
    [mistake] = read.mistakes
    assert mistake.startswith('tools.xlsx, sheet Tools, cell D2: column "Grades": the spreadsheet')


def test_values_of_cells(opened: Opened) -> None:
    head = ["Vendor", "Product", "Minutes per week", "product.released", "product.students_use", "Version"]
    read = opened(
        workbook(A=[head, ["Acme", 42, 30.0, datetime.fromisoformat("2026-01-02"), True, 4.5]]), "a.xlsx"
    )
    [profile] = read.profiles
    assert profile.product.name == "42"
    assert profile.product.released == date(2026, 1, 2)
    assert profile.product.students_use is True
    assert profile.product.version == "4.5"
    assert profile.dosage is not None
    assert str(profile.dosage[0].minutes) == "30"


def test_a_length_of_time_is_quoted_as_its_cell_shows_it(opened: Opened) -> None:
    rows = [["Acme", "Reader", time(0, 30)], ["Acme", "Writer", timedelta(hours=26, minutes=30)]]
    read = opened(workbook(A=[["Vendor", "Product", "Minutes per week"], *rows]), "a.xlsx")
    first, second = read.mistakes
    assert "this cell holds a time (00:30:00)" in first
    assert "this cell holds a time (26:30:00)" in second


def test_a_note_beside_the_list_is_carried(opened: Opened) -> None:
    read = opened(workbook(A=[["Vendor", "Product"], ["Acme", "Reader", None, "ask again"]]), "a.xlsx")
    assert read.names == ["Reader"]
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("Acme", "Reader", None, "ask again")) == {"column D": "ask again"}


def test_a_cell_as_far_away_as_can_be_costs_nothing_and_is_named(opened: Opened) -> None:
    rows = texts(1, A="Vendor", B="Product") + texts(2, A="Acme", B="Reader") + texts(1_048_576, XFD="far")
    content = with_part(workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    tracemalloc.start()
    read = opened(content, "far.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert read.names == ["Reader"]
    [row] = read.aside
    assert row.problem.message.startswith(
        "something stands in cell XFD1048576, farther to the right than a list"
    )
    assert row.problem.place == "far.xlsx, sheet A, cell XFD1048576"


def test_headings_across_a_whole_row(opened: Opened) -> None:
    content = workbook(A=[[f"Heading {n}" for n in range(16_384)], ["Acme", "Reader"]])
    with pytest.raises(UnreadableList, match="farther to the right than a list reaches"):
        opened(content, "wide.xlsx")


def test_more_columns_than_there_can_be(opened: Opened) -> None:
    rows = "<row r='1'>" + "<c t='inlineStr'><is><t>x</t></is></c>" * 300_000 + "</row>"
    content = with_part(workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    with pytest.raises(
        UnreadableList, match=r"^wide\.xlsx: one row of this workbook holds more than 1,000 columns can"
    ):
        opened(content, "wide.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_refused_by_its_stated_size(opened: Opened, part: str) -> None:
    content = with_part(workbook(A=[HEAD, ["Acme", "Reader"]]), part, b"<t>" + b" " * 140_000_000)
    assert len(content) < 1_000_000
    with pytest.raises(
        UnreadableList, match=r"^bomb\.xlsx: this workbook holds more than 128 MiB once unpacked"
    ):
        opened(content, "bomb.xlsx")


def test_a_part_that_defines_entities_is_refused(opened: Opened) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml(texts(1, A="Vendor", B="&b;"))
    content = with_part(workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(UnreadableList, match="this workbook cannot be read"):
        opened(content, "entities.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04nothing", "this is no workbook"),
        (workbook(A=[])[:2_000], "this is no workbook"),
        (workbook(A=[]), "this list is empty"),
        (workbook(A=[], B=[]), "no sheet of this workbook holds anything"),
        (workbook(A=[HEAD]), "no row stands below the headings"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a workbook with a password, or in an old format"),
        (
            with_part(workbook(A=[HEAD]), "xl/worksheets/sheet1.xml", b"<worksheet><broken"),
            "this workbook cannot be read",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(opened: Opened, content: bytes, message: str) -> None:
    with pytest.raises(UnreadableList, match=message) as refused:
        opened(content, "list.xlsx")
    assert str(refused.value).startswith("list.xlsx: ")


def test_a_workbook_is_read_once_however_often_the_list_is_gone_through(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = opened(workbook(A=[HEAD, ["Acme", "Reader", None, None, "fine"], ["Beta"]]), "a.xlsx")
    monkeypatch.setattr("openpyxl.reader.excel.ExcelReader", None)
    assert list(read.listing.items()) == read.items
    assert read.listing.count() == 2
    both = zip(read.listing.items(), read.listing.items(), strict=True)
    assert all(one == other for one, other in both)


def test_a_workbook_is_read_again_where_no_room_is_left_to_keep_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("edscreen.batch.lists.kept_rows.marshal.dump", full)
    read = opened(workbook(A=[HEAD, ["Acme", "Reader"]]), "a.xlsx")
    assert read.names == ["Reader"]
    assert list(read.listing.items()) == read.items
    monkeypatch.setattr("edscreen.batch.lists.kept_rows.mkdtemp", full)
    assert list(read.listing.items()) == read.items
