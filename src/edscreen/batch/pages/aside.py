"""Rows of a list that were not screened: set aside, or not to be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.items import LISTED_BEFORE
from edscreen.batch.tables import NOT_SCREENED
from edscreen.profile.sheet_places import place_in_words

if TYPE_CHECKING:
    import sqlite3

_ASIDES = """
SELECT item, key, name, profile, line, "column", sheet, path, message,
kind = 'duplicate' AND message NOT LIKE '%' || ? FROM errors JOIN items USING (item)
WHERE (kind IN (SELECT value FROM json_each(?))) = ? ORDER BY item, error
"""


class Aside(NamedTuple):
    """Why one row was not screened; a row may have several reasons.

    Attributes:
        item: the row.
        key: what the row is known by.
        name: what the row calls its product or, without one, its vendor; empty where it names neither.
        place: where in the file the reason stands.
        path: the field or the column; empty where it is none.
        message: the reason.
        differs: whether it was listed before, and says something else now.
    """

    item: int
    key: str
    name: str
    place: str
    path: str
    message: str
    differs: bool


def asides(tables: sqlite3.Connection, *, set_aside: bool) -> list[Aside]:
    """The rows that are no fault of anybody's (`set_aside`), or those that could not be read."""
    return [
        Aside(
            item, key, name, place_in_words(profile, line, column, sheet or ""), path, message, bool(differs)
        )
        for item, key, name, profile, line, column, sheet, path, message, differs in tables.execute(
            _ASIDES, [LISTED_BEFORE, json.dumps(NOT_SCREENED), set_aside]
        )
    ]


def rows_among(several: list[Aside]) -> int:
    """How many rows these are about."""
    return len({each.item for each in several})
