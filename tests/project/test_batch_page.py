"""The page on lists tells every table and column of a run's database, and its statement in SQL works."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from edscreen.batch.run import ATTEMPTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/batch.md").read_text(encoding="utf-8")
SCHEMA = files("edscreen.batch").joinpath("data/results.sql").read_text(encoding="utf-8")
SQLITE = re.compile(r'^sqlite3 -box screening/results\.sqlite "([^"]+)"$', re.MULTILINE)


def columns() -> dict[str, set[str]]:
    """The columns of each table."""
    with closing(sqlite3.connect(":memory:")) as tables:
        tables.executescript(SCHEMA)
        names = tables.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: {row[1] for row in tables.execute(f"PRAGMA table_info({name})")} for (name,) in names}


def told() -> dict[str, set[str]]:
    """The columns that the page tells of each table."""
    below = PAGE.partition("\n### The tables\n")[2].partition("\n## ")[0]
    parts = re.split(r"^\*\*`(\w+)`\*\*", below, flags=re.MULTILINE)[1:]
    told_of = dict(zip(parts[::2], parts[1::2], strict=True))
    first = {name: re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for name, text in told_of.items()}
    return {name: set(re.findall(r"`(\w+)`", " ".join(cells))) for name, cells in first.items()}


def test_every_table_and_column_is_told() -> None:
    assert told() == columns()


def test_the_page_says_how_often_a_product_is_tried() -> None:
    assert ATTEMPTS == 3
    assert "died or hung three times" in PAGE


def test_the_statement_that_the_page_shows_works() -> None:
    [statement] = SQLITE.findall(PAGE)
    with closing(sqlite3.connect(":memory:")) as tables:
        tables.executescript(SCHEMA)
        names = [name for name, *_ in tables.execute(statement).description]
    assert names == ["vendor", "product", "minutes_low", "minutes_high"]
