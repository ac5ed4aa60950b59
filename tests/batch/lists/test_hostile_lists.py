"""Texts that try something, in every column and every kind of list: nothing fails, and nothing gets lost."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.lists.conftest import Read
from xlsxwriter import Workbook

from edscreen.batch.items import Item
from edscreen.batch.lists.dry_run import dry_run
from edscreen.batch.lists.opening import open_list
from edscreen.batch.lists.rows import MAX_CELL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.lists.conftest import Opened

HEAD = [
    "Vendor",
    "Product",
    "URL",
    "Grades",
    "Subjects",
    "Minutes per week",
    "ESSA Tier",
    "product.released",
    "Notes",
]


def naughty(root: Path) -> list[str]:
    payloads = (root / "tests/data/csv_formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    strings = json.loads((root / "tests/data/blns.json").read_text(encoding="utf-8"))
    return [text for text in (*payloads, *strings) if text.strip()]


def rows_of(texts: list[str]) -> list[list[str]]:
    """Each text in each column, beside what is in order."""
    in_order = ["Acme {}", "Reader", "acme.example", "K-2", "math", "30", "2", "2026-01-02", "fine"]
    rows = []
    for at in range(len(HEAD)):
        for number, text in enumerate(texts):
            row = [cell.format(f"{at}.{number}") for cell in in_order]
            row[at] = text
            rows.append(row)
    return rows


def everything_is_accounted_for(read: Read, rows: list[list[str]]) -> None:
    assert len(read.items) == len(rows)
    told = {each.place((next(iter(each.tree.data)),)).line for each in read.documents}
    told |= {each.line for each in read.found if hasattr(each, "line")}
    told |= {each.number for each in read.aside}
    assert told == {each.number for each in read.items}
    assert all(each.isprintable() for each in read.mistakes)
    assert all(each.problem.message.isprintable() for each in read.aside)
    dry_run(read.listing, rows=20)


def test_in_a_file_of_text(opened: Opened, root: Path) -> None:
    rows = rows_of(naughty(root))
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    read = opened(text.getvalue().encode("utf-8", "replace"))
    everything_is_accounted_for(read, rows)
    assert read.listing.rows is not None
    for item, row in zip(read.items, rows, strict=True):
        if isinstance(item, Item):
            assert isinstance(item.content, tuple)
            carried = read.listing.rows.carried(item.content)["Notes"]
            assert (carried or "") in row[-1]
            assert len(row[-1]) - len(carried or "") <= 10


def test_in_a_workbook(opened: Opened, root: Path) -> None:
    file = io.BytesIO()
    rows = rows_of(naughty(root))
    with Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *rows]):
            sheet.write_row(number, 0, row)
    everything_is_accounted_for(opened(file.getvalue(), "list.xlsx"), rows)


def test_in_json_lines(opened: Opened, root: Path) -> None:
    rows = rows_of(naughty(root))
    text = "".join(json.dumps(dict(zip(HEAD, row, strict=True))) + "\n" for row in rows)
    everything_is_accounted_for(opened(text, "list.jsonl"), rows)


def test_as_headings(opened: Opened, root: Path) -> None:
    headings = ["Vendor", "Product", *naughty(root)]
    text = io.StringIO()
    csv.writer(text).writerows([headings, ["Acme", "Reader", *["x"] * (len(headings) - 2)]])
    read = opened(text.getvalue().encode("utf-8", "replace"))
    assert read.names == ["Reader"] or read.mistakes
    assert all(each.isprintable() for each in read.notices)
    dry_run(read.listing)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=9, max_size=9))
def test_any_text_in_any_column(tmp_path_factory: pytest.TempPathFactory, row: list[str]) -> None:
    file = tmp_path_factory.mktemp("list") / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEAD, ["Acme", "Reader"], row])
    read = Read(open_list(str(file)))
    assert "Reader" in read.names
    assert all(each.isprintable() for each in read.mistakes)


@pytest.mark.parametrize("sign", ["9", "-", "[", "a,", "a.", "http://", "(", " a", "\u0130", "K-"])
def test_the_longest_cell_of_one_sign_takes_no_time(opened: Opened, sign: str) -> None:
    long = (sign * MAX_CELL)[:MAX_CELL]
    text = io.StringIO()
    csv.writer(text).writerows(
        [HEAD, *([long if at == column else f"x{column}" for at in range(9)] for column in range(9))]
    )
    begun = time.process_time()
    read = opened(text.getvalue())
    assert time.process_time() - begun < 10
    assert len(read.items) == 9
