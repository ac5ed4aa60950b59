"""How a workbook of questions is laid out: what its writer and its reader agree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.blank import DISTRICT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.profile.yaml_tree import Path

FIELD, QUESTION = 1, 2
"""Columns of every sheet, counted from 1: the field's path, hidden, and the question."""
ANSWER, SOURCE, DATE, HELP = 3, 4, 5, 6
"""Further columns of a sheet on which each question has one answer."""
ENTRY_HELP, FIRST_ENTRY = 3, 4
"""Further columns of a sheet of a list: what helps to answer, and the first entry; others stand beside it."""

HEAD = "#"
"""Stands in the first column of a row that only labels the columns."""
MARK = "edscreen 1"
"""Stands in the first cell of the first sheet."""
SUFFIX = ".xlsx"
"""Ends a workbook's name."""
NONE, SOME = "none", "yes"
"""The answers to whether a list has entries."""

_PART = re.compile(r"([a-z_]+)(?:\[([0-9]{0,2})\])?")

NOT_THE_VENDORS = frozenset((*DISTRICT, "contract", "records", "replies"))
"""Sections that no vendor is asked for: the district's own words, and what it keeps for itself."""


def is_workbook(path: str) -> bool:
    """Return whether a file is to be read as a workbook, by its name."""
    return path.lower().endswith(SUFFIX)


def written_path(path: Sequence[str | int], entry: int | None = 0) -> str:
    """Return a field's path as its row names it: the first list's entry is open, `studies[].title`."""
    text, is_open = "", entry is not None
    for part in path:
        if isinstance(part, int):
            text, is_open = f"{text}[{'' if is_open else part}]", False
        else:
            text += f".{part}" if text else part
    return text


def read_path(written: str, entry: int) -> Path | None:
    """Return the field that a row names, in the entry of that position; None where it names none."""
    path: list[str | int] = []
    for part in written.split("."):
        found = _PART.fullmatch(part)
        if found is None:
            return None
        path.append(found[1])
        if found[2] is not None:
            path.append(int(found[2]) if found[2] else entry)
    return tuple(path)


def has_entries(written: str) -> bool:
    """Return whether a row holds one answer for each entry of a list."""
    return "[]" in written
