"""`scorecards.csv`: one line a product, for programs and for every spreadsheet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from edscreen.batch.spreadsheets.csv_scorecards import write_csv

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def read(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("\ufeff"), "Excel takes a file without this mark for Windows-1252"
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def test_each_product_is_a_line_with_each_rule_and_the_lists_own_columns(
    tables: sqlite3.Connection, tmp_path: Path
) -> None:
    write_csv(tables, tmp_path / "scorecards.csv")
    lines = read(tmp_path / "scorecards.csv")
    wanted = tables.execute("SELECT product, verdict, answered FROM scorecards ORDER BY item").fetchall()
    assert [(line["product"], line["verdict"], int(line["answered"])) for line in lines] == wanted
    outcomes = tables.execute(
        "SELECT outcome FROM findings JOIN scorecards USING (scorecard)"
        " WHERE rule = 'screen-time' ORDER BY item"
    )
    assert [line["rule.screen-time"] for line in lines] == [outcome for [outcome] in outcomes]
    assert {line["list.Sector(s)"] for line in lines} == {"K-12; higher education"}
    assert [line["row"] for line in lines] == [str(number) for number in range(2, len(lines) + 2)]


def test_what_a_waiver_covers_is_told_apart(tables: sqlite3.Connection, tmp_path: Path) -> None:
    write_csv(tables, tmp_path / "scorecards.csv")
    [[product, rule]] = tables.execute(
        "SELECT product, rule FROM findings JOIN scorecards USING (scorecard)"
        " WHERE waiver IS NOT NULL AND outcome = 'flag' AND severity = 'red' LIMIT 1"
    )
    line = next(line for line in read(tmp_path / "scorecards.csv") if line["product"] == product)
    assert line[f"rule.{rule}"] == "flag"
    assert rule in line["waived_rules"].split("; ")
    [[flags]] = tables.execute(
        "SELECT count(*) FROM findings JOIN scorecards USING (scorecard) WHERE product = ?"
        " AND outcome = 'flag' AND findings.severity = 'red' AND waiver IS NULL",
        [product],
    )
    assert int(line["red_flags"]) == flags


def test_no_text_of_a_vendor_begins_a_formula(
    hostile: sqlite3.Connection, naughty: list[str], tmp_path: Path
) -> None:
    write_csv(hostile, tmp_path / "scorecards.csv")
    lines = read(tmp_path / "scorecards.csv")
    assert [int(line["row"]) for line in lines] == [
        item for [item] in hostile.execute("SELECT item FROM scorecards ORDER BY item")
    ]
    cells = [cell for line in lines for cell in (*line, *line.values())]
    assert not [cell for cell in cells if cell.startswith(SIGNS)]
    payloads = [line["vendor"] for line in lines[1:5]]
    assert payloads == [f"'{text}" for text in naughty[1:5]]


def test_the_same_tables_give_the_same_bytes(tables: sqlite3.Connection, tmp_path: Path) -> None:
    files = [tmp_path / "1.csv", tmp_path / "2.csv"]
    for file in files:
        write_csv(tables, file)
    assert files[0].read_bytes() == files[1].read_bytes()
