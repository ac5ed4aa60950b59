"""Verdicts read back: what a person filled in, and nothing that is not as it was drawn."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from edscreen.batch.audit.answers import NotTheSample, read_answers
from edscreen.batch.audit.sampling import draw
from edscreen.batch.audit.saved_pages import SavedPages
from edscreen.batch.audit.sheet_rows import (
    CHOICES,
    JUDGE,
    TOLD,
    TOOL,
    TOOLS,
    VERDICT_COLUMN,
    sheet_rows,
)
from edscreen.batch.audit.verdict_words import person_of
from edscreen.batch.audit.workbook import HEAD, write_workbook
from edscreen.batch.lists.data_files import read_entries
from edscreen.report.signs import DRAWN, TYPED
from edscreen.report.words import FLAGGED, OUTCOME, SEVERITY

from .conftest import as_the_tool_does, changed, fill_in

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from edscreen.batch.audit.sheet_rows import SheetRow

VERDICT = VERDICT_COLUMN
FIRST = HEAD + 1


@pytest.fixture
def rows(tables: sqlite3.Connection) -> list[SheetRow]:
    return list(sheet_rows(tables, draw(tables, 60, 7)))


@pytest.fixture
def book(tables: sqlite3.Connection, tmp_path: Path) -> Path:
    path = tmp_path / "audit.xlsx"
    write_workbook(tables, draw(tables, 60, 7), SavedPages(tables, tmp_path), path)
    return path


@pytest.fixture
def filled(book: Path, tables: sqlite3.Connection, rows: list[SheetRow]) -> Path:
    fill_in(book, as_the_tool_does(tables, rows), "as the page says")
    return book


def test_the_person_is_not_led(book: Path, tables: sqlite3.Connection) -> None:
    with closing(load_workbook(book)) as opened:
        assert opened.sheetnames[:2] == [JUDGE, TOOL]
        assert opened.active is opened[JUDGE]
        told = [str(cell.value) for row in opened[JUDGE].iter_rows(min_row=FIRST) for cell in row]
        [offered] = opened[JUDGE].data_validations.dataValidation
    messages = {message for [message] in tables.execute("SELECT message FROM findings")}
    assert not messages & set(told)
    assert not [text for text in told if text in CHOICES.values() or "red flag" in text]
    assert offered.formula1 == f'"{",".join(CHOICES.values())}"'
    assert offered.errorStyle == "information"  # a spreadsheet lets other words through, as they are read
    assert str(offered.sqref) == f"K{FIRST}:K{HEAD + 60}"


def test_what_was_filled_in_is_read(filled: Path, tables: sqlite3.Connection, rows: list[SheetRow]) -> None:
    answers = read_answers(tables, filled)
    outcomes = dict(tables.execute("SELECT finding, outcome FROM findings"))
    assert {each.finding: each.person for each in answers.given} == {
        row.finding: outcomes[row.finding] for row in rows
    }
    assert {each.remark for each in answers.given} == {"as the page says"}


def test_case_and_spaces_of_a_verdict_are_no_matter_and_rows_may_be_sorted(
    filled: Path, tables: sqlite3.Connection
) -> None:
    def sort(book: Workbook) -> None:
        sheet = book[JUDGE]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
        for number, row in enumerate(reversed(values), FIRST):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = f"  {value} ".upper() if column == VERDICT else value

    before = read_answers(tables, filled)
    changed(filled, sort)
    assert set(read_answers(tables, filled).given) == set(before.given)


def test_every_word_that_the_tool_writes_for_an_answer_is_one_that_a_person_may_write(
    tables: sqlite3.Connection,
) -> None:
    outcomes = dict(tables.execute("SELECT finding, outcome FROM findings"))
    written = {
        (row.tools[4], outcomes[row.finding]) for row in sheet_rows(tables, draw(tables, 1_000, 7))
    } | {(words, person) for person, words in CHOICES.items()}
    for signs in (DRAWN, TYPED):
        for outcome in CHOICES.keys() - {"flag", "cannot_tell"}:
            written.add((f"{signs.of(outcome)} {OUTCOME[outcome]}", outcome))  # type: ignore[arg-type, index]
        for severity, words in SEVERITY.items():
            written |= {
                (f"{signs.of(severity)} {words}", "flag"),
                (f"{signs.of('waived')} {words}, waived", "flag"),
            }
    written |= {(words, "flag") for words in FLAGGED.values()} | {(person, person) for person in CHOICES}
    assert [(words, person) for words, person in sorted(written) if person_of(words) != person] == []


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Red-Flag", "flag"),
        (" RED\n FLAG ", "flag"),
        ("caution, known from the baseline", "flag"),
        ("Passed.", "pass"),
        ("Doesn't apply.", "not_applicable"),
        ("can’t tell", "cannot_tell"),
        ("\u2713", "pass"),
        *(
            (doubtful, None)
            for doubtful in (
                *("?", "–", "-", "", "x", "yes", "flag?", "? flag", "flagged or not"),
                *("no red flag", "not flagged", "no concerns", "i", "I", "notes", "n/a", "NA", "failed"),
            )
        ),
        *((of_run, None) for of_run in ("not looked at in this run", "edscreen failed here", "error")),
    ],
)
def test_everyday_words_are_read_and_nothing_is_guessed(written: str, person: str | None) -> None:
    assert person_of(written) == person


def test_no_words_mean_two_verdicts() -> None:
    entries = read_entries("verdict_words")
    assert [entry["means"] for entry in entries] == list(CHOICES)
    for entry in entries:
        assert {
            person_of(f"{sign} {words}") for sign in ("", *entry["signs"]) for words in entry["written"]
        } == {entry["means"]}


def test_every_cell_that_cannot_be_used_is_named_as_far_as_people_read_on(
    filled: Path, tables: sqlite3.Connection
) -> None:
    content = filled.read_bytes()

    def alter(book: Workbook) -> None:
        book[TOOL].cell(FIRST, 5).value = "another verdict"
        book[JUDGE].cell(FIRST + 4, VERDICT).value = "=A1"
        book[JUDGE].cell(FIRST + 1, VERDICT).value = "maybe"
        book[JUDGE].cell(FIRST + 1, 2).value = "Another vendor"
        book[JUDGE].cell(FIRST + 9, 1).value = "0000"

    changed(filled, alter)
    with pytest.raises(NotTheSample, match=r"^5 cells of .*audit\.xlsx cannot be used") as refused:
        read_answers(tables, filled)
    places = [cell.partition(".xlsx, sheet ")[2].partition(": ")[0] for cell in refused.value.cells]
    assert places == [
        *(f"{JUDGE}, cell {place}" for place in ("B5", "K5", "K8", "A13")),
        f"{TOOL}, cell E4",
    ]
    assert '"maybe" is no verdict: choose “answered well”, “flagged”, ' in refused.value.cells[1]

    filled.write_bytes(content)
    changed(filled, lambda book: [book[JUDGE].cell(FIRST + n, VERDICT, "maybe") for n in range(60)])
    with pytest.raises(NotTheSample, match=r"^60 cells of ") as refused:
        read_answers(tables, filled)
    assert (len(refused.value.cells), refused.value.cells[-1]) == (21, "and 40 more cells")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        (JUDGE, FIRST, 2, "Another vendor", "sheet Your verdicts, cell B4: this is not what was drawn"),
        (JUDGE, FIRST + 2, 7, "what I would rather read", "sheet Your verdicts, cell G6: this is not what"),
        (JUDGE, FIRST, 1, "0000-0000-0000-0000", 'sheet Your verdicts, cell A4: here stands "0000'),
        (JUDGE, FIRST, 1, None, "sheet Your verdicts, cell A4: here stands nothing, which is no id"),
        (
            JUDGE,
            FIRST,
            VERDICT,
            "maybe",
            'sheet Your verdicts, cell K4: "maybe" is no verdict: choose “answered',
        ),
        (JUDGE, FIRST, VERDICT, "=A1", "sheet Your verdicts, cell K4: a formula is not worked out here"),
        (JUDGE, FIRST, VERDICT, 3, 'sheet Your verdicts, cell K4: "3" is no verdict'),
        (
            TOOL,
            FIRST,
            5,
            "✓ answered well now",
            "sheet The tool's verdicts, cell E4: this is not what was drawn",
        ),
        (
            JUDGE,
            HEAD - 1,
            1,
            "60 of 70 answers to judge, sample 60, seed 7, run 0123456789abcdef",
            "from another run",
        ),
        (JUDGE, HEAD - 1, 1, "a list of mine", "this is no workbook that edscreen audit drew"),
    ],
)
def test_what_was_altered_is_refused_with_its_place(
    filled: Path, tables: sqlite3.Connection, sheet: str, row: int, column: int, value: Any, said: str
) -> None:
    def alter(book: Workbook) -> None:
        book[sheet].cell(row, column).value = value

    changed(filled, alter)
    with pytest.raises(NotTheSample) as refused:
        read_answers(tables, filled)
    assert said in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_every_told_cell_is_guarded(filled: Path, tables: sqlite3.Connection) -> None:
    content = filled.read_bytes()
    for sheet, columns in ((JUDGE, len(TOLD)), (TOOL, len(TOOLS))):
        for column in range(1, columns + 1):
            filled.write_bytes(content)
            changed(filled, lambda book: book[sheet].cell(FIRST, column, "altered"))  # noqa: B023 - used at once
            with pytest.raises(NotTheSample, match=rf"cell {chr(64 + column)}{FIRST}: "):
                read_answers(tables, filled)


def test_rows_that_were_taken_out_or_copied_are_named(filled: Path, tables: sqlite3.Connection) -> None:
    content = filled.read_bytes()
    changed(filled, lambda book: book[JUDGE].delete_rows(FIRST, 2))
    with pytest.raises(NotTheSample, match=r"sheet Your verdicts: 2 rows of 60 are missing"):
        read_answers(tables, filled)
    filled.write_bytes(content)

    def copy(book: Workbook) -> None:
        for column in range(1, VERDICT + 1):
            book[JUDGE].cell(FIRST + 1, column).value = book[JUDGE].cell(FIRST, column).value

    changed(filled, copy)
    with pytest.raises(NotTheSample, match=rf"cell A{FIRST + 1}: this id stands in row {FIRST} already"):
        read_answers(tables, filled)


def test_answers_of_another_run_are_refused(filled: Path, tables: sqlite3.Connection) -> None:
    tables.execute("UPDATE findings SET outcome = iif(outcome = 'pass', 'flag', 'pass') WHERE finding = 1")
    with pytest.raises(NotTheSample, match=r"sheet Your verdicts, cell A2: this was drawn from another run"):
        read_answers(tables, filled)


def test_a_workbook_without_verdicts_or_that_is_none_is_refused(
    book: Path, tables: sqlite3.Connection, tmp_path: Path
) -> None:
    with pytest.raises(NotTheSample, match="no verdict is filled in"):
        read_answers(tables, book)
    (tmp_path / "none.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for name in ("none.xlsx", "missing.xlsx"):
        with pytest.raises(NotTheSample, match=name):
            read_answers(tables, tmp_path / name)


def test_texts_of_vendors_survive_the_way_through_a_spreadsheet(
    tables: sqlite3.Connection, naughty: list[str], tmp_path: Path
) -> None:
    import json
    import zlib

    for number, text in enumerate(
        [*naughty[:30], "_x0041_ and _x005F_", "  two  spaces ", "\U0001f600" * 300], 1
    ):
        for [number_, report] in tables.execute(
            "SELECT scorecard, report FROM scorecards WHERE scorecard = ?", [number]
        ).fetchall():
            data = json.loads(zlib.decompress(report)) | {"vendor": text, "product": text}
            packed = zlib.compress(json.dumps(data).encode())
            tables.execute("UPDATE scorecards SET report = ? WHERE scorecard = ?", [packed, number_])
    sample = draw(tables, 300, 7)
    path = tmp_path / "audit.xlsx"
    write_workbook(tables, sample, SavedPages(tables, tmp_path), path)
    rows = list(sheet_rows(tables, sample))
    fill_in(path, as_the_tool_does(tables, rows))
    assert len(read_answers(tables, path).given) == len(rows) == len(sample.drawn)


def test_the_same_sample_gives_the_same_bytes(book: Path, tables: sqlite3.Connection, tmp_path: Path) -> None:
    write_workbook(tables, draw(tables, 60, 7), SavedPages(tables, tmp_path), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()
