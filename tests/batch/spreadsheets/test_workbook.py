"""`scorecards.xlsx`: sheets to sort and filter, in which nothing of a vendor's is live."""

from __future__ import annotations

import gc
import os
import re
import sqlite3
import time
import tracemalloc
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from edscreen.batch.spreadsheets.workbook import write_xlsx

from .conftest import POLICY, sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEETS = ["Read me", "Products", "Findings", "Questions", "Errors and rows set aside"]
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.fixture
def book(tables: sqlite3.Connection, tmp_path: Path) -> Path:
    path = tmp_path / "scorecards.xlsx"
    assert write_xlsx(tables, path) == []
    return path


def test_every_sheet_can_be_filtered_under_a_header_that_stays(book: Path) -> None:
    with closing(load_workbook(book)) as opened:
        assert opened.sheetnames == SHEETS
        for name in SHEETS[1:]:
            assert opened[name].freeze_panes is not None
            rows, columns = opened[name].max_row, opened[name].max_column
            assert opened[name].auto_filter.ref == f"A1:{opened[name].cell(rows, columns).coordinate}"


def test_a_product_is_told_in_words_with_a_sign_beside_each_colour(
    book: Path, tables: sqlite3.Connection
) -> None:
    header, *rows = sheet(book, "Products")
    [[title]] = tables.execute("SELECT title FROM rules WHERE rule = 'screen-time'")
    answers = [row[header.index(title)] for row in rows]
    assert {"✗ red flag", "✓ answered well", "? not answered yet"} <= set(answers)
    found = [row[header.index("What was found")] for row in rows]
    assert all(text[0] in "✗?✓◇–" for text in found)
    assert any("No red flag found in" in text for text in found)
    assert not [text for text in found if "clear" in text]
    assert {row[header.index("list: Contract no.")] for row in rows} == {"0017"}


def test_every_finding_stands_with_its_evidence(book: Path, tables: sqlite3.Connection) -> None:
    header, *rows = sheet(book, "Findings")
    [[number]] = tables.execute("SELECT count(*) FROM findings")
    assert len(rows) == number
    [[product, message, file, line, column]] = tables.execute(
        'SELECT product, message, file, evidence.line, "column" FROM findings'
        " JOIN scorecards USING (scorecard) JOIN evidence USING (finding)"
        " WHERE rule = 'screen-time' AND outcome = 'flag' AND position = 0"
        " AND evidence.path = 'dosage[0].minutes' LIMIT 1"
    )
    [found] = [row for row in rows if row[header.index("What was found")] == message and product in row[2]]
    assert found[header.index("Evidence")].startswith(f"{file}:{line}:{column}, dosage[0].minutes: ")


def test_a_question_to_a_vendor_stands_once_for_all_its_products(
    tmp_path: Path, tables: sqlite3.Connection
) -> None:
    tables.execute(
        "UPDATE scorecards SET vendor = CASE WHEN item % 2 THEN 'One  Vendor' ELSE 'ONE vendor' END"
    )
    write_xlsx(tables, tmp_path / "one.xlsx")
    header, *rows = sheet(tmp_path / "one.xlsx", "Questions")
    asked = [(row[header.index("Ask the vendor")], row[header.index("Answer so far")]) for row in rows]
    assert len(asked) == len(set(asked))
    assert len({row[0] for row in rows}) <= 2
    [[silent]] = tables.execute(
        "SELECT count(*) FROM findings WHERE outcome IN ('flag', 'undisclosed') AND ask_vendor IS NOT NULL"
    )
    assert sum(row[header.index("Number of products")] for row in rows) == silent
    seriousness = [row[header.index("How serious")] for row in rows]
    assert seriousness == sorted(
        seriousness, key=["red-flag question", "caution question", "note question"].index
    )


def test_rows_set_aside_stand_with_their_place(book: Path) -> None:
    _, *rows = sheet(book, "Errors and rows set aside")
    assert [row[0] for row in rows] == [
        "set aside: no product",
        "set aside: stands twice",
        "could not be screened: a mistake in it",
    ]
    assert rows[2][1:] == (
        902,
        7,
        "write a number, such as 30",
        "dosage[0].minutes",
        "list.xlsx",
        "List",
        "G902",
    )


def test_the_first_sheet_says_what_it_is_as_of_when_and_under_which_policy(book: Path) -> None:
    rows = sheet(book, "Read me")
    told = {label: text for label, text, *_ in rows if label}
    assert told["As of"] == "21 November 2026"
    assert told["Under"] == POLICY
    assert told["For"] == "Alder Valley School District"
    assert rows[-1][1].startswith("This is a screen for warning signs.")


@pytest.mark.parametrize(
    ("digest", "told"),
    [
        ("none", "no policy of a district: the rules' own settings"),
        ("c0ffee", "the policy with the SHA-256 c0ffee"),
    ],
)
def test_a_policy_without_words_is_named_by_its_digest(
    tables: sqlite3.Connection, tmp_path: Path, digest: str, told: str
) -> None:
    tables.execute("DELETE FROM run WHERE name = 'policy_in_words'")
    tables.execute("INSERT INTO run VALUES ('policy', ?)", [digest])
    write_xlsx(tables, tmp_path / "policy.xlsx")
    assert ("Under", told) in [row[:2] for row in sheet(tmp_path / "policy.xlsx", "Read me")]


def test_nothing_of_a_vendors_is_a_formula_or_a_link(hostile: sqlite3.Connection, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    write_xlsx(hostile, path)
    with closing(load_workbook(path, read_only=True)) as opened:
        cells = [
            cell for each in opened for row in each.iter_rows() for cell in row if cell.value is not None
        ]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert len(texts) > 10_000
    assert not [text for text in texts if text.startswith(SIGNS)]
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            content = archive.read(part)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
            assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content), part


def test_a_text_as_long_as_it_may_be_fits_into_a_cell(tables: sqlite3.Connection, tmp_path: Path) -> None:
    tables.execute("UPDATE scorecards SET list = json_object('row', 2, 'Own', ?)", ["\U0001f600" * 32_000])
    write_xlsx(tables, tmp_path / "long.xlsx")
    header, first, *_ = sheet(tmp_path / "long.xlsx", "Products")
    text = first[header.index("list: Own")]
    assert 10_000 < len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_table_longer_than_a_sheet_goes_on_in_another_and_that_is_said(
    tables: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "split.xlsx"
    [[number]] = tables.execute("SELECT count(*) FROM findings")
    rows_a_sheet = 2 + number // 2  # two full sheets but for a row or two
    notices = write_xlsx(tables, path, rows_a_sheet=rows_a_sheet)
    [text] = [each for _, each, *_ in sheet(path, "Read me") if str(each).startswith("The sheet “")]
    assert text == (
        "The sheet “Findings” goes on in the sheet “Findings 2”, as Excel takes no more than "
        f"{rows_a_sheet:,} rows in one"
    )
    assert notices == [f"{path.name}: t{text[1:]}"]
    first, second = sheet(path, "Findings"), sheet(path, "Findings 2")
    assert len(first) == rows_a_sheet
    assert len(first) + len(second) == number + 2
    assert first[0] == second[0]
    with closing(load_workbook(path)) as opened:
        assert opened.sheetnames == [*SHEETS[:3], "Findings 2", *SHEETS[3:]]
        assert opened["Findings 2"].freeze_panes == "E2"


def test_a_sheet_that_is_just_full_is_one(tables: sqlite3.Connection, tmp_path: Path) -> None:
    [[number]] = tables.execute("SELECT count(*) FROM findings")
    assert write_xlsx(tables, tmp_path / "full.xlsx", rows_a_sheet=number + 1) == []
    assert len(sheet(tmp_path / "full.xlsx", "Findings")) == number + 1


def test_the_same_tables_give_the_same_bytes_whatever_the_hour_and_place(
    tables: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(tables, tmp_path / "1.xlsx")
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
    old = os.umask(0o077)
    try:
        write_xlsx(tables, tmp_path / "2.xlsx")
    finally:
        os.umask(old)
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.xlsx") as archive:
        assert {(part.create_system, part.external_attr) for part in archive.infolist()} == {(0, 0)}
        assert b"2026-11-21T00:00:00Z" in archive.read("docProps/core.xml")


def test_nothing_unfinished_is_left_behind(
    tables: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "scorecards.xlsx"
    path.parent.mkdir()
    (path.parent / ".edscreen-unfinished-killed").mkdir()
    path.write_bytes(b"of the last run")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("edscreen.batch.spreadsheets.packing._make_same", full)
    with pytest.raises(OSError, match="No space left"):
        write_xlsx(tables, path)
    assert [each.name for each in path.parent.iterdir()] == ["scorecards.xlsx"]
    assert path.read_bytes() == b"of the last run"


def test_a_disk_that_is_full_while_rows_are_written_leaves_no_file_open(
    tables: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("edscreen.batch.spreadsheets.workbook.questions_sheet.add_questions", full)
    with pytest.raises(OSError, match="No space left") as failed:
        write_xlsx(tables, tmp_path / "full.xlsx")
    assert failed.value.filename == str(tmp_path / "full.xlsx")  # and not that of anything on the way there
    gc.collect()  # a file left open would be warned of here, and warnings are errors
    assert not list(tmp_path.iterdir())


def test_memory_does_not_grow_with_the_list(tables: sqlite3.Connection, tmp_path: Path) -> None:
    def peak() -> int:
        tracemalloc.start()
        try:
            write_xlsx(tables, tmp_path / "many.xlsx")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak()  # what is imported and kept is there from now on
    few = peak()
    names = [name for _, name, *_ in tables.execute("PRAGMA table_info(scorecards)")][1:]
    copied = ", ".join(names)
    [[before]] = tables.execute("SELECT count(*) FROM scorecards")
    for _ in range(3):
        tables.execute(f"INSERT INTO scorecards ({copied}) SELECT {copied} FROM scorecards")
    tables.execute("UPDATE scorecards SET item = scorecard")
    [[after]] = tables.execute("SELECT count(*) FROM scorecards")
    for _ in range(3):
        tables.execute(
            "INSERT INTO findings SELECT NULL, scorecard, rule, severity, outcome, basis, message,"
            " ask_vendor, waiver, in_baseline, reply, fingerprint FROM findings"
        )
    assert after == 8 * before
    assert peak() < 1.5 * few


def test_a_run_without_products_is_a_workbook_too(make_run: Callable[..., Path], tmp_path: Path) -> None:
    folder = make_run(tmp_path / "none", [])
    with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
        assert write_xlsx(tables, tmp_path / "none.xlsx") == []
    assert sheet(tmp_path / "none.xlsx", "Read me")[0][0] == "Screening of 0 products"
