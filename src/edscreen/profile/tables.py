"""The data files that ship beside the code."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def read_table(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, in the file's order, each as column to text."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def read_yaml(file: Path) -> Any:
    """Return what a YAML file holds."""
    import yaml  # most tables are CSV, and start-up is kept lean

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    with file.open(encoding="utf-8") as text:
        return yaml.load(text, loader)  # noqa: S506 - both loaders are the safe one
