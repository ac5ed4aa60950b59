"""The sheet of questions: what to ask each vendor next, once for all its products that it concerns."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from edscreen.batch.pages.vendor_files import vendor_key
from edscreen.batch.spreadsheets.long_sheets import Heading, Table
from edscreen.report.escaping import shortened
from edscreen.report.signs import DRAWN
from edscreen.report.words import NAME_LENGTH, OUTCOME, QUESTION, SEVERITY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from edscreen.batch.pages.about import Question
    from edscreen.batch.spreadsheets.long_sheets import LongSheet
    from edscreen.batch.spreadsheets.looks import Looks

TABLE = Table(
    "Questions",
    (
        Heading("Vendor", 28),
        Heading("Ask the vendor", 80),
        Heading("Products", 44),
        Heading("Number of products", 10),
        Heading("Answer so far", 20),
        Heading("Question of the screening", 50),
        Heading("How serious", 20),
    ),
    frozen=1,  # the vendor stays in sight
    wrapped=True,
)
_ANSWER = 4
_NAMED = 10  # products that one line names

# As letters do: of flags and of what was left unsaid, where the rule has something to ask.
_COUNT = (
    "SELECT count(*) FROM (SELECT DISTINCT vendor_key(vendor), rule, ask_vendor,"
    " CASE WHEN outcome = 'flag' THEN severity ELSE outcome END"
    " FROM findings JOIN scorecards USING (scorecard)"
    " WHERE outcome IN ('flag', 'undisclosed') AND ask_vendor IS NOT NULL)"
)
_ROWS = (
    "SELECT vendor_key(vendor) AS of, rule, ask_vendor,"
    " CASE WHEN outcome = 'flag' THEN findings.severity ELSE outcome END AS answer, vendor, product"
    " FROM findings JOIN scorecards USING (scorecard) JOIN rules USING (rule)"
    " WHERE outcome IN ('flag', 'undisclosed') AND ask_vendor IS NOT NULL"
    " ORDER BY of, instr('red caution note', rules.severity), rule, ask_vendor, answer, item, scorecard"
)


def count_questions(tables: sqlite3.Connection) -> int:
    """How many lines the sheet takes."""
    tables.create_function("vendor_key", 1, vendor_key, deterministic=True)
    [[number]] = tables.execute(_COUNT)
    return int(number)


def add_questions(
    sheet: LongSheet, tables: sqlite3.Connection, questions: Mapping[str, Question], looks: Looks
) -> None:
    """Add what is to be asked, by vendor, the most serious first."""
    tables.create_function("vendor_key", 1, vendor_key, deterministic=True)
    for (_, rule, ask, answer), rows in groupby(tables.execute(_ROWS), key=itemgetter(0, 1, 2, 3)):
        vendor, number, named = "", 0, []
        for *_, spelled, product in rows:
            vendor = vendor or spelled
            number += 1
            if number <= _NAMED:
                named.append(shortened(product, NAME_LENGTH))
        more = f" and {number - _NAMED:,} more" if number > _NAMED else ""
        question = questions[rule]
        words = SEVERITY.get(answer) or OUTCOME[answer]
        sheet.add(
            [
                vendor,
                ask,
                ", ".join(named) + more,
                number,
                f"{DRAWN.of(answer)} {words}",
                question.title,
                QUESTION[question.severity],
            ],
            {_ANSWER: looks.of_kind(answer)},
        )
