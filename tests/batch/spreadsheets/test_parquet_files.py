"""Parquet files: the same columns as in CSV, with types."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.spreadsheets.parquet_files import NoParquet, write_parquet

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def test_products_and_findings_are_tables_with_types(tables: sqlite3.Connection, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(tables, tmp_path)
    products = parquet.read_table(tmp_path / "scorecards.parquet").to_pylist()
    wanted = tables.execute("SELECT vendor, minutes_low, effect, answered FROM scorecards ORDER BY item")
    assert [
        (each["vendor"], each["minutes_low"], each["effect"], each["answered"]) for each in products
    ] == wanted.fetchall()
    assert {each["list.Contract no."] for each in products} == {"0017"}
    findings = parquet.read_table(tmp_path / "findings.parquet").to_pylist()
    assert [each["fingerprint"] for each in findings] == [
        text
        for [text] in tables.execute(
            "SELECT fingerprint FROM findings JOIN scorecards USING (scorecard) ORDER BY item, finding"
        )
    ]


def test_texts_stand_as_they_are(hostile: sqlite3.Connection, naughty: list[str], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(hostile, tmp_path)
    vendors = parquet.read_table(tmp_path / "scorecards.parquet").column("vendor").to_pylist()
    assert vendors == [vendor for [vendor] in hostile.execute("SELECT vendor FROM scorecards ORDER BY item")]
    assert naughty[2] in vendors


def test_the_same_tables_give_the_same_bytes(tables: sqlite3.Connection, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    contents = []
    for _ in range(2):
        write_parquet(tables, tmp_path)
        contents.append([(tmp_path / f"{name}.parquet").read_bytes() for name in ("scorecards", "findings")])
    assert contents[0] == contents[1]


def test_without_the_extra_a_sentence_says_what_to_do(
    tables: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NoParquet, match=r'pip install "edscreen\[parquet\]"'):
        write_parquet(tables, tmp_path)
    assert not list(tmp_path.glob("*.parquet"))
