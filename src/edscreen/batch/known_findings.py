"""What was found in a run, as a baseline: read from its tables, a product at a time."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from edscreen.batch.notes import deciding_amounts
from edscreen.batch.pages.about import questions_of
from edscreen.batch.pages.stored_products import stored_product
from edscreen.profile.words import same_words
from edscreen.screening.baseline import BaselineRecord, baseline_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from edscreen.screening.rule import GetsWorse


def baseline_of(tables: sqlite3.Connection, gets_worse: Mapping[str, GetsWorse | None]) -> Iterator[str]:
    """Yield the baseline of a run in pieces: the bytes that `check --write-baseline` writes of the same.

    Args:
        tables: the run's tables.
        gets_worse: by rule, the way in which the number that decides gets worse.
    """
    return baseline_text(_lines(tables, gets_worse))


def _lines(tables: sqlite3.Connection, gets_worse: Mapping[str, GetsWorse | None]) -> Iterator[str]:
    questions = {question.rule: question for question in questions_of(tables)}
    tables.create_function("same_words", 1, same_words, deterministic=True)
    rows = tables.execute(
        "SELECT same_words(vendor) AS whose, same_words(product) AS what, scorecard FROM scorecards"
        " ORDER BY whose, what, item, scorecard"
    )
    for _, together in groupby(rows, key=itemgetter(0, 1)):  # a product that comes twice is known once
        record = BaselineRecord(gets_worse)
        for *_, number in together:
            product = stored_product(tables, number, questions)
            amounts = deciding_amounts(tables, product.item, product.document)
            findings = [each._replace(decides=amounts.get(each.rule)) for each in product.scorecard.findings]
            record.take(replace(product.scorecard, findings=tuple(findings)))
        yield from record.lines()
