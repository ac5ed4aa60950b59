"""Workbooks that would take the memory or the day of the library that reads them, under any part's name."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.batch.lists.test_sheet_tables import sheet_xml, texts, with_part
from xlsxwriter import Workbook

from edscreen.batch.lists import workbook_parts
from edscreen.batch.lists.listing import UnreadableList

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
GOOD = texts(1, A="Vendor", B="Product") + texts(2, A="Acme", B="Reader")


def two_sheets() -> bytes:
    """A workbook with stored texts, as Excel writes it."""
    file = io.BytesIO()
    with Workbook(file) as book:
        for _ in range(2):
            book.add_worksheet().write_row(0, 0, ["Vendor", "Product"])
    return file.getvalue()


PLAIN = two_sheets()


def linked(content: bytes, old: str, new: str) -> bytes:
    """A workbook whose relationships name another part."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as parts, ZipFile(file, "w", ZIP_DEFLATED) as to:
        for name in parts.namelist():
            part = parts.read(name).replace(f'"/{old}"'.encode(), f'"/{new}"'.encode())
            to.writestr(name, part.replace(f'"{old[3:]}"'.encode(), f'"/{new}"'.encode()))
    return file.getvalue()


def renamed(content: bytes, old: str, new: str) -> bytes:
    """A workbook with a part of another name, which its relationships know."""
    if old == new:
        return content
    with ZipFile(io.BytesIO(content)) as parts:
        return with_part(linked(content, old, new), new, parts.read(old))


def with_rows(rows: str) -> bytes:
    return with_part(PLAIN, SHEET, sheet_xml(rows))


def refused(opened: Opened, content: bytes) -> str:
    """What is said of a workbook; little memory is taken to say so."""
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableList) as said:
            opened(content, "list.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
    return str(said.value)


CELLS = "<c/>" * 20_000


@pytest.mark.parametrize("name", [SHEET, "xl/sheets/sheet1.xml", "words.txt"])
@pytest.mark.parametrize(
    "row",
    [
        f"<row>{CELLS}</row>",
        "<row>" + f"{CELLS[:16_000]}<!--<row-->" * 20 + "</row>",
        "<row>" + f"{CELLS[:16_000]}<row/>" * 20 + "</row>",
        f"<x:row xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>{CELLS}</x:row>",
        f"<row><c><is>{'<t/>' * 140_000}</is></c></row>",
        f"<row><c t='inlineStr'><is><t>{'x' * 6_000_000}</t></is></c></row>",
    ],
)
def test_a_row_is_as_long_as_a_row_can_be_whatever_its_part_is_called(
    opened: Opened, name: str, row: str
) -> None:
    said = refused(opened, renamed(with_rows(GOOD + row), SHEET, name))
    assert said.startswith("list.xlsx: one row of this workbook holds more than 1,000 columns can")


@pytest.mark.parametrize("name", [STRINGS, "xl/words.xml"])
def test_stored_texts_are_counted_whatever_their_part_is_called(
    opened: Opened, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_parts, "MAX_TEXTS", 50_000)
    content = with_part(PLAIN, STRINGS, f"<sst {MAIN}>{'<si/>' * 50_001}</sst>".encode())
    assert "holds more than can be read" in refused(opened, renamed(content, STRINGS, name))


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_what_is_kept_as_a_whole_is_counted(opened: Opened, part: str) -> None:
    content = with_part(PLAIN, part, f"<worksheet {MAIN}>{'<row2/>' * 400_001}</worksheet>".encode())
    assert "holds more than can be read" in refused(opened, content)


def test_a_sheet_under_the_name_of_the_stored_texts_is_read_as_texts(opened: Opened) -> None:
    rows = f"<row>{'<c/>' * 10}</row>" * 50_000
    content = with_part(PLAIN, STRINGS, sheet_xml(rows))
    assert "holds more than can be read" in refused(opened, content)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("<row r='99999999999'/>", "cannot be read"),
        ("<row r='1e9'/>", "cannot be read"),
        ("<row r='0'/>", "cannot be read"),
        ("<row><c r='XFD1'/></row>" * 4_000, "holds more than can be read"),
        ("<row r='1048576'/><row r='1'/>" * 70, "holds more than can be read"),
        (f"<!--{'<row>' * 500_000}-->", "cannot be read"),
        (f"<row x='{'x' * 2_500_000}'/>", "cannot be read"),
    ],
)
def test_rows_that_would_never_end(opened: Opened, rows: str, message: str) -> None:
    assert message in refused(opened, with_rows(GOOD + rows))


def test_rows_that_all_say_the_same_number_are_counted(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_parts, "LAST_ROW", 1_000)
    assert "holds more than can be read" in refused(opened, with_rows(GOOD + "<row r='1'/>" * 1_000))


def test_one_part_named_as_many_sheets_is_read_once(opened: Opened) -> None:
    content = linked(PLAIN, "xl/worksheets/sheet2.xml", SHEET)
    assert "this workbook cannot be read" in refused(opened, content)
    assert "this workbook cannot be read" in refused(opened, linked(PLAIN, SHEET, STRINGS))


def test_entities_are_refused_in_every_part_and_encoding(opened: Opened) -> None:
    bomb = f"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><sst {MAIN}><si><t>&a;</t></si></sst>"
    for encoding in ("utf-8", "utf-16"):
        content = with_part(PLAIN, STRINGS, bomb.encode(encoding))
        named = renamed(content, STRINGS, "xl/words.xml")
        assert "this workbook cannot be read" in refused(opened, named)


def test_what_no_part_of_the_list_holds_may_be_large(opened: Opened) -> None:
    records = f"<pivotCacheRecords>{'<r/>' * 500_000}</pivotCacheRecords>".encode()
    content = with_part(with_rows(GOOD), "xl/pivotCache/pivotCacheRecords1.xml", records)
    assert opened(content, "list.xlsx").names == ["Reader"]


def test_rows_without_places_comments_and_empty_rows_are_read(opened: Opened) -> None:
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    row = f"<row>{cell}<!--<row>-->{cell}</row>"
    rows = row.format("Vendor", "Product") + "<row/>" + row.format("Acme", "Reader")
    read = opened(renamed(with_rows(rows), SHEET, "xl/sheets/first.xml"), "list.xlsx")
    assert read.names == ["Reader"]
    assert [each.number for each in read.items] == [3]
