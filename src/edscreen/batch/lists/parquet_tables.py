"""Lists as Parquet files, where the extra is installed that reads them."""

from __future__ import annotations

from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING, Any

from edscreen.batch.lists.json_values import as_cell
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS, TOO_LONG, Row, cells_of, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BATCH = 1_000  # rows taken into memory at once
_MISSING = 'Parquet files are read with the extra: pip install "edscreen[parquet]"; or save the list as CSV'
_DAMAGED = "this Parquet file cannot be read: save the list again, or as CSV"


class ParquetTable:
    """A Parquet file; its columns have names, and its first row is row 1."""

    sheet = ""
    is_profiles = False

    def __init__(self, path: Path) -> None:
        """Read the names of its columns.

        Raises:
            UnreadableList: what reads it is not installed, or it is damaged.
        """
        self._path = path
        self.notices: list[str] = []
        with _opened(path) as file:
            self.names = tuple(file.schema_arrow.names)
        if len(self.names) > MAX_COLUMNS:
            raise UnreadableList(f"it has more than {MAX_COLUMNS:,} columns: this is no list of products")

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty.

        Raises:
            UnreadableList: it is damaged.
        """
        number = 0
        with _opened(self._path) as file:
            batches = file.iter_batches(batch_size=_BATCH)
            while columns := _next(batches):
                for values in zip(*columns, strict=True):
                    number += 1
                    cells = cells_of([_text(value) for value in values])
                    if cells:
                        column = too_long(cells)
                        yield Row(number, cells, TOO_LONG, column) if column else Row(number, cells)


def _opened(path: Path) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UnreadableList(_MISSING) from None
    try:
        return ParquetFile(path)
    except Exception:  # pyarrow's own errors, and what it lets through
        raise UnreadableList(_DAMAGED) from None


def _next(batches: Iterator[Any]) -> list[list[Any]]:
    try:
        batch = next(batches, None)
        return [] if batch is None else [column.to_pylist() for column in batch.columns]
    except Exception:
        raise UnreadableList(_DAMAGED) from None


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        if isnan(value):  # what pandas writes for an empty cell
            return ""
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return as_cell(value)
