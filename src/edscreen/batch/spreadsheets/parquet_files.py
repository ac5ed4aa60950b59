"""`scorecards.parquet` and `findings.parquet`, where the extra is installed that writes them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from edscreen.batch.pages.about import read_about
from edscreen.batch.spreadsheets.flat_products import flat_columns, flat_product
from edscreen.batch.spreadsheets.packing import in_the_making
from edscreen.batch.spreadsheets.products import own_columns, products

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path


SCORECARDS, FINDINGS = "scorecards.parquet", "findings.parquet"
_MISSING = 'Parquet files are written with the extra: pip install "edscreen[parquet]"'
_AT_ONCE = 5_000  # rows kept in memory together

_FINDINGS = (
    "SELECT item, vendor, product, profile, document, verdict, rule, title, family, findings.severity,"
    " rules.severity AS question_severity, outcome, basis, message, ask_vendor, waiver,"
    " in_baseline, reply, fingerprint"
    " FROM scorecards JOIN findings USING (scorecard) JOIN rules USING (rule)"
    " ORDER BY item, scorecard, finding"
)
_NUMBERS = {"item", "document", "in_baseline"}


class NoParquet(Exception):
    """What writes Parquet files is not installed; the message says what to do."""


def write_parquet(tables: sqlite3.Connection, folder: Path) -> None:
    """Write a line for each product, and one for each finding, in the order of the list.

    Args:
        tables: the run's tables.
        folder: where the two files go.

    Raises:
        NoParquet: what writes them is not installed.
        OSError: one could not be written; then it was not changed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise NoParquet(_MISSING) from None
    types: dict[type, Any] = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
    }
    about, own = read_about(tables), own_columns(tables)
    columns = flat_columns(about.questions, own)
    rows = (flat_product(product, about.questions, own) for product in products(tables, about))
    _write(folder / SCORECARDS, [(column.name, types[column.holds]) for column in columns], rows)
    found = tables.execute(_FINDINGS)
    names = [each[0] for each in found.description]
    _write(folder / FINDINGS, [(name, types[_held(name)]) for name in names], found)


def _held(name: str) -> type:
    return int if name in _NUMBERS else str


def _write(path: Path, fields: list[tuple[str, Any]], rows: Iterable[Any]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(fields)
    with in_the_making(path) as made, parquet.ParquetWriter(made, schema, compression="zstd") as writer:
        for several in _together(rows):
            arrays = [
                pa.array(values, kind)
                for values, (_, kind) in zip(zip(*several, strict=True), fields, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _together(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while several := list(islice(iterator, _AT_ONCE)):
        yield several
