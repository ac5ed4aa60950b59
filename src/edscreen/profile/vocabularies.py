"""The closed lists that a profile's words come from: states, subjects, clearinghouses."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.states import state_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / "data" / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def _subjects() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _rows("subjects.csv"):
        names[row["subject"]] = row["subject"]
        if row["also_written"]:
            names[row["also_written"].lower()] = row["subject"]
    return names


STATES: Mapping[str, str] = state_names()
"""States and territories by postal code."""

SUBJECTS: Mapping[str, str] = _subjects()
"""The subject meant, by each way of writing it in lower case."""

CLEARINGHOUSES: Mapping[str, str] = {row["id"]: row["name"] for row in _rows("clearinghouses.csv")}
"""Clearinghouses that review research on programs, by id."""
