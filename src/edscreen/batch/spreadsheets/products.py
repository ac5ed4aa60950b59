"""The products of a run, one at a time, and the columns that its list brought along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from edscreen.batch.pages.stored_products import stored_product
from edscreen.report.list_columns import ROW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.batch.pages.about import About
    from edscreen.batch.pages.stored_products import StoredProduct


def products(tables: sqlite3.Connection, about: About) -> Iterator[StoredProduct]:
    """Yield the products in the order of the list."""
    questions = {question.rule: question for question in about.questions}
    for [number] in tables.execute("SELECT scorecard FROM scorecards ORDER BY item, scorecard"):
        yield stored_product(tables, number, questions)


def own_columns(tables: sqlite3.Connection) -> tuple[str, ...]:
    """The headings of the list that match nothing in a profile, in the list's order."""
    headings: dict[str, None] = {}
    seen = None
    for [listed] in tables.execute("SELECT list FROM scorecards WHERE list IS NOT NULL ORDER BY item"):
        names = dict.fromkeys(json.loads(listed))
        if names != seen:  # most often the same in every row
            headings |= names
            seen = names
    headings.pop(ROW, None)
    return tuple(headings)
