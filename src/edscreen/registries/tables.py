"""Read the data files that ship with the registries."""

from __future__ import annotations

from pathlib import Path

from edscreen.profile import tables

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of `data/<name>.csv`, in the file's order, each as column to text."""
    return tables.read_table(DATA / f"{name}.csv")
