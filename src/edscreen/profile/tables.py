"""The data files that ship beside the code."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_table(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, in the file's order, each as column to text."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
