"""The closed lists that a profile's words come from: states, subjects, clearinghouses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.states import state_names
from edscreen.profile.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "data"


def _subjects() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table(_DATA / "subjects.csv"):
        names[row["subject"]] = row["subject"]
        if row["also_written"]:
            names[row["also_written"].lower()] = row["subject"]
    return names


STATES: Mapping[str, str] = state_names()
"""States and territories by postal code."""

SUBJECTS: Mapping[str, str] = _subjects()
"""The subject meant, by each way of writing it in lower case."""

CLEARINGHOUSES: Mapping[str, str] = {
    row["id"]: row["name"] for row in read_table(_DATA / "clearinghouses.csv")
}
"""Clearinghouses that review research on programs, by id."""
