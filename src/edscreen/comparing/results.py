"""What a comparison found, kept in a temporary database until every format was written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from edscreen.comparing.changes import KINDS, Product
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.comparing.changes import Change, Kind

_TABLE = """
CREATE TABLE found (
    product INTEGER, status TEXT, kind INTEGER, counts INTEGER, severity INTEGER,
    name TEXT, vendor TEXT, content TEXT
);
"""
_BY_WEIGHT = "ORDER BY counts DESC, severity, name, vendor, product"
_BY_NAME = "ORDER BY name, vendor, product, kind"


class Results:
    """The products that changed, could not be read, are new, or are gone.

    Attributes:
        products: how many products were compared, by status; `unchanged` are those in both without a change.
        kinds: how many products have an answer of that kind.
        answers: how many answers are of that kind.
        counting: how many products have an answer that counts for the exit code, by the gravest of these.
    """

    def __init__(self) -> None:
        """Open a database in a temporary file that goes with the process."""
        self.products: Counter[str] = Counter()
        self.kinds: Counter[Kind] = Counter()
        self.answers: Counter[Kind] = Counter()
        self.counting: Counter[Kind] = Counter()
        self._number = 0
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;"
        )
        self._db.executescript(_TABLE)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Throw the database away."""
        self._db.close()

    def add(self, product: Product) -> None:
        """Take one product in; of those in both reports, only what changed is kept."""
        self._number += 1
        self.products[product.status] += 1
        if product.status != "both":
            severity = min(
                (SEVERITIES.index(flag.severity) for flag in product.flags), default=len(SEVERITIES)
            )
            self._insert(product, -1, counts=False, severity=severity)
            return
        if not product.changes:
            self.products["unchanged"] += 1
        if counting := [change.kind for change in product.changes if change.counts]:
            self.counting[min(counting, key=KINDS.index)] += 1
        for number, kind in enumerate(KINDS):
            changes = tuple(change for change in product.changes if change.kind == kind)
            if changes:
                self.kinds[kind] += 1
                self.answers[kind] += len(changes)
                self._insert(
                    product.model_copy(update={"changes": changes}),
                    number,
                    counts=any(change.counts for change in changes),
                    severity=min(map(_rank, changes)),
                )

    def add_unchanged(self) -> None:
        """Count a product whose answers stand as they stood."""
        self.products["both"] += 1
        self.products["unchanged"] += 1

    def of_kind(self, kind: Kind) -> Iterator[Product]:
        """Yield the products with answers of one kind, with these alone, what weighs most first."""
        return self._read(f"WHERE kind = ? {_BY_WEIGHT}", KINDS.index(kind))

    def of_status(self, status: str) -> Iterator[Product]:
        """Yield the products of one status, as new or gone, those with the gravest flags first."""
        return self._read(f"WHERE status = ? {_BY_WEIGHT}", status)

    def all_products(self) -> Iterator[Product]:
        """Yield every product that changed, could not be read, is new or is gone, by name."""
        query = f"SELECT product, content FROM found {_BY_NAME}"  # noqa: S608 - of our own words
        for _, rows in groupby(self._db.execute(query), key=lambda row: int(row[0])):
            parts = [Product.model_validate_json(content) for _, content in rows]
            changes = tuple(change for part in parts for change in part.changes)
            yield parts[0].model_copy(update={"changes": changes})

    def _insert(self, product: Product, kind: int, *, counts: bool, severity: int) -> None:
        names = product.product.casefold(), product.vendor.casefold()
        row = (self._number, product.status, kind, counts, severity, *names, product.model_dump_json())
        self._db.execute("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _read(self, where: str, value: int | str) -> Iterator[Product]:
        query = f"SELECT content FROM found {where}"  # noqa: S608 - of our own words
        for [content] in self._db.execute(query, [value]):
            yield Product.model_validate_json(content)


def _rank(change: Change) -> int:
    """How serious an answer is: as it stands now, or as it stood where it is not asked any more."""
    shown = change.new or change.old
    return SEVERITIES.index(shown.severity) if shown else len(SEVERITIES)
