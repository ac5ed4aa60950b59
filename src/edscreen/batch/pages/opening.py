"""What opens the overview: how many products, what they come to, and how many could be judged on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.tables import verdicts_told
from edscreen.profile.words import counted
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from edscreen.batch.pages.tallies import Answered

VERDICTS = {
    "flagged": "with a red flag",
    "incomplete": "without a red flag, with red-flag questions open",
    "clear": "without a red flag in any red-flag question",
    "covered": "without a red flag but what is waived or known",
    "not_screened": "that no red-flag question applies to",
}
"""What products are told to be, by verdict; `covered` are clear because something is waived or known."""


class Tile(NamedTuple):
    """How many products have a verdict."""

    verdict: str
    number: str
    meaning: str


class Bar(NamedTuple):
    """A red-flag question with how many products could be judged on it.

    Attributes:
        title: the question.
        parts: parts of a bar: what they show, where each begins and how wide it is, in percent.
        words: the same in words.
    """

    title: str
    parts: list[tuple[str, float, float]]
    words: str


def products(tables: sqlite3.Connection) -> str:
    """How many products were screened."""
    [[number]] = tables.execute("SELECT count(*) FROM scorecards")
    return _number(number, "product")


def first_sentence(tables: sqlite3.Connection, item: str, vendors: int, aside: int, unreadable: int) -> str:
    """How many products of how many vendors were screened, and how many rows were not.

    Args:
        tables: the run's tables.
        item: what one entry of the list is, such as a row.
        vendors: how many vendors were screened.
        aside: how many entries were set aside.
        unreadable: how many could not be read.
    """
    screened = products(tables)
    said = f"{screened} of {_number(vendors, 'vendor')} {_were(screened)} screened"
    [[every]] = tables.execute("SELECT count(*) FROM items")
    rest = []
    if aside:
        rest.append(f"{aside:,} {'was' if aside == 1 else 'were'} set aside")
    if unreadable:
        rest.append(f"{unreadable:,} could not be read")
    return f"{said}; of {_number(every, item)} in the list, {' and '.join(rest)}." if rest else f"{said}."


def tiles(tables: sqlite3.Connection) -> list[Tile]:
    """What the products come to."""
    numbers = verdicts_told(tables)
    return [
        Tile(verdict, f"{numbers[verdict]:,}", meaning)
        for verdict, meaning in VERDICTS.items()
        if numbers.get(verdict)
    ]


def bar(answered: Answered) -> Bar:
    """A question's bar: red flags, cautions, notes and good answers, each a part of its own."""
    numbers = [*((each, answered.flags[each]) for each in SEVERITIES), ("pass", answered.outcomes["pass"])]
    parts: list[tuple[str, float, float]] = []
    start = 0
    for kind, number in numbers:
        if number:
            ends = [round(100 * each / answered.asked, 2) for each in (start, start + number)]
            parts.append((kind, ends[0], round(ends[1] - ends[0], 2)))
        start += number
    return Bar(answered.question.title, parts, answered.judged_in_words)


def legend(bars: Sequence[Bar]) -> list[str]:
    """What the parts of the bars show, in their order."""
    drawn = {kind for each in bars for kind, *_ in each.parts}
    return [kind for kind in (*SEVERITIES, "pass") if kind in drawn]


def _number(number: int, one: str) -> str:
    return counted(f"{number:,}", one)


def _were(counted: str) -> str:
    return "was" if counted.startswith("1 ") else "were"
