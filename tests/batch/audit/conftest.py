"""A finished run to draw from, and a workbook as a person fills it in."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

import pytest
from openpyxl import load_workbook

from edscreen.batch.audit.sheet_rows import CHOICES, JUDGE, VERDICT_COLUMN
from edscreen.batch.audit.workbook import HEAD
from edscreen.batch.ledger import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from edscreen.batch.audit.sheet_rows import SheetRow

Change: TypeAlias = "Callable[[Workbook], object]"


@pytest.fixture(scope="session")
def run_of_examples(
    make_run: Callable[..., Path], examples: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a finished run over the shipped profiles."""
    return make_run(tmp_path_factory.mktemp("run"), examples, run={"state": "finished"})


@pytest.fixture
def tables(run_of_examples: Path) -> Iterator[sqlite3.Connection]:
    """Its tables; what a test changes in them is gone at its end."""
    with closing(sqlite3.connect(f"file:{run_of_examples / FILE}?mode=ro", uri=True)) as kept:
        opened = sqlite3.connect(":memory:", isolation_level=None)
        kept.backup(opened)
    with closing(opened):
        yield opened


def changed(path: Path, change: Change) -> None:
    """Change a workbook, as a person does in a spreadsheet."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    book.close()


def fill_in(path: Path, verdicts: Mapping[str, str], remark: str = "") -> None:
    """Choose verdicts by the ids of their rows."""

    def fill(book: Workbook) -> None:
        for row in book[JUDGE].iter_rows(min_row=HEAD + 1):
            if verdict := verdicts.get(str(row[0].value)):
                row[VERDICT_COLUMN - 1].value = verdict
                row[VERDICT_COLUMN].value = remark or None

    changed(path, fill)


def as_the_tool_does(tables: sqlite3.Connection, rows: list[SheetRow]) -> dict[str, str]:
    """The verdicts of a person who agrees with everything."""
    outcomes = dict(tables.execute("SELECT finding, outcome FROM findings"))
    return {row.told[0]: CHOICES[outcomes[row.finding]] for row in rows}


def cite(tables: sqlite3.Connection, rule: str, evidence: list[dict[str, object]]) -> None:
    """Let every answer to a question cite these pieces, as if the vendors' sites had been read."""
    for number, report in tables.execute("SELECT scorecard, report FROM scorecards").fetchall():
        data = json.loads(zlib.decompress(report))
        for finding in data["findings"]:
            if finding["rule"] == rule:
                finding["evidence"] = evidence
        packed = zlib.compress(json.dumps(data).encode())
        tables.execute("UPDATE scorecards SET report = ? WHERE scorecard = ?", [packed, number])
    tables.execute(
        "INSERT OR REPLACE INTO evidence (finding, position, kind, url)"
        " SELECT finding, 0, 'site', ? FROM findings WHERE rule = ?",
        [evidence[0]["url"], rule],
    )
