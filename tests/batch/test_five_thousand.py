"""A list of 5,000 products: killed on the way, killed while its outputs are made, and taken up both times."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess, Popen

ROWS = 5_000
ON_THE_WAY = 1_500
VENDORS = 50
MINUTES = range(20, 70)
"""Of these fifty, half are below 45 minutes a week, and half are not."""


def rows(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
        return tables.execute(statement).fetchall()


def done(folder: Path) -> int:
    if not (folder / "results.sqlite").exists():
        return 0
    try:
        return int(rows(folder, "SELECT count(*) FROM items WHERE state = 'done'")[0][0])
    except sqlite3.Error:  # its tables are being made
        return 0


@pytest.fixture
def products(tmp_path: Path) -> str:
    """Write the list, and give its name."""
    with (tmp_path / "products.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("Vendor,Product,Grades,Subject Area,Minutes per Week,Contact\n")
        for number in range(ROWS):
            minutes = MINUTES[number % len(MINUTES)]
            file.write(f"Vendor {number % VENDORS},Product {number},K-5,Math,{minutes},desk {number % 7}\n")
    return "products.csv"


def test_a_list_of_5000_is_killed_and_taken_up_again(
    edscreen: Callable[..., CompletedProcess[str]],
    begin: Callable[..., Popen[str]],
    products: str,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "screening"
    arguments = ("batch", products, "--out", "screening", "--no-policy", "--workers", "2", "--resume")

    def kill_at(number: int) -> list[tuple[Any, ...]]:
        process = begin(*arguments)
        until = monotonic() + 300
        while done(folder) < number and process.poll() is None and monotonic() < until:
            sleep(0.02)
        assert process.poll() is None, "it was to be killed before its end"
        process.kill()
        process.communicate()
        return rows(folder, "SELECT item, scorecard, report FROM scorecards")

    first = kill_at(ON_THE_WAY)
    assert ON_THE_WAY <= len(first) < ROWS
    assert not (folder / "index.html").exists()
    second = kill_at(ROWS)
    assert set(first) < set(second), "what was recorded stays as it was"

    last = edscreen(*arguments)
    assert last.returncode == 1, last.stderr
    assert f"{ROWS:,} rows screened before" in last.stderr
    assert set(rows(folder, "SELECT item, scorecard, report FROM scorecards")) == set(second)
    assert rows(folder, "SELECT state, attempts, count(*) FROM items GROUP BY 1, 2") == [("done", 0, ROWS)]
    assert rows(folder, "SELECT count(*), count(DISTINCT item) FROM scorecards") == [(ROWS, ROWS)]
    flagged = (
        "SELECT count(*) FROM findings WHERE rule = 'screen-time' AND outcome = 'flag' AND severity = 'red'"
    )
    assert rows(folder, flagged) == [(ROWS // 2,)]
    with (folder / "report.jsonl").open(encoding="utf-8") as report:
        assert [json.loads(line)["list"]["row"] for line in report] == list(range(2, ROWS + 2))
    assert {"index.html", "scorecards.csv", "scorecards.xlsx"} < {each.name for each in folder.iterdir()}
    assert len(list((folder / "vendors").iterdir())) == VENDORS
