"""What was recorded of a list, gone through once more beside the list, for reports that show more of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.items import Item
from edscreen.batch.lists.filling import documents_in
from edscreen.batch.pages.about import questions_of
from edscreen.batch.pages.stored_products import stored_product
from edscreen.profile.documents import Document
from edscreen.report.list_columns import FILLED
from edscreen.report.run import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.batch.items import Listed
    from edscreen.batch.lists.listing import Listing
    from edscreen.batch.pages.stored_products import StoredProduct
    from edscreen.profile.documents import InvalidProfile
    from edscreen.screening.scorecard import Scorecard


class Recorded(NamedTuple):
    """What was recorded of one item.

    Attributes:
        key: what the item is known by.
        found: its products and problems, in the order in which they stand in it; none where a file holds no
            profile.
    """

    key: str
    found: list[Scorecard | Problem]


def recorded(listing: Listing, tables: sqlite3.Connection) -> Iterator[Recorded]:
    """Yield what was recorded of a list, in the list's order, one item at a time.

    Each scorecard comes with its profile as the list holds it now, unless the item has changed since.

    Args:
        listing: the list.
        tables: the tables of a finished run over it.
    """
    questions = {question.rule: question for question in questions_of(tables)}
    beside = _Beside(listing)
    for number, key, digest in tables.execute("SELECT item, key, digest FROM items ORDER BY item"):
        products = [
            stored_product(tables, row, questions)
            for (row,) in tables.execute(
                "SELECT scorecard FROM scorecards WHERE item = ? ORDER BY scorecard", [number]
            )
        ]
        yield Recorded(key, _joined(beside.documents(number, digest), products, _problems(tables, number)))


class _Beside:
    """Follows the list while the tables are gone through."""

    def __init__(self, listing: Listing) -> None:
        self._rows = listing.rows
        self._items: Iterator[Listed] = listing.items()
        self._at = next(self._items, None)

    def documents(self, number: int, digest: bytes) -> list[Document | InvalidProfile]:
        """The profiles of an item and the mistakes in it, where it is still what was screened."""
        while self._at and self._at.number < number:
            self._at = next(self._items, None)
        item = self._at
        if not isinstance(item, Item) or item.number != number or item.digest != digest:
            return []
        return list(documents_in(item, self._rows))


def _problems(tables: sqlite3.Connection, number: int) -> list[Problem]:
    rows = tables.execute(
        "SELECT kind, profile, line, \"column\", path, message, coalesce(sheet, '') FROM errors"
        " WHERE item = ? ORDER BY error",
        [number],
    )
    return [Problem(*row) for row in rows]


def _joined(
    documents: list[Document | InvalidProfile], products: list[StoredProduct], problems: list[Problem]
) -> list[Scorecard | Problem]:
    """Put what was recorded into the order of the item, each scorecard with its profile."""
    found: list[Scorecard | Problem] = []
    for each in documents:
        if isinstance(each, Document) and products:
            found.append(_with_profile(products.pop(0), each))
        elif not isinstance(each, Document) and problems:
            found.append(problems.pop(0))
    return [*found, *(product.scorecard for product in products), *problems]


def _with_profile(product: StoredProduct, document: Document) -> Scorecard:
    if filled := (product.scorecard.listed or {}).get(FILLED):
        from edscreen.batch.visiting.stated_values import filled_again

        document = filled_again(document, filled)
    profile = document.profile
    return replace(product.scorecard, source=document, prepared=profile.prepared, price=profile.price)
