"""What opens the overview: how many products, what they come to, and how many could be judged on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.pages.tallies import Answered

_CLEAR_BY_COVER = """
SELECT count(DISTINCT scorecard) FROM scorecards JOIN findings USING (scorecard) JOIN rules USING (rule)
WHERE verdict = 'clear' AND rules.severity = 'red' AND outcome <> 'not_applicable'
  AND (waiver IS NOT NULL OR in_baseline)
"""
_VERDICTS = {
    "flagged": "with a red flag",
    "incomplete": "without a red flag, with red-flag questions open",
    "clear": "without a red flag in any red-flag question",
    "not_screened": "that no red-flag question applies to",
}


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


def first_sentence(tables: sqlite3.Connection, vendors: int, aside: int, unreadable: int) -> str:
    """How many products of how many vendors were screened, and how many rows were not."""
    screened = products(tables)
    said = [f"{screened} of {_number(vendors, 'vendor')} {_were(screened)} screened"]
    if aside:
        rows = _number(aside, "row")
        said.append(f"{rows} {_were(rows)} set aside")
    if unreadable:
        said.append(f"{_number(unreadable, 'row or file', 'rows or files')} could not be read")
    return "; ".join(said) + "."


def tiles(tables: sqlite3.Connection) -> list[Tile]:
    """What the products come to."""
    numbers = dict(tables.execute("SELECT verdict, count(*) FROM scorecards GROUP BY verdict"))
    meanings = dict(_VERDICTS)
    [[covered]] = tables.execute(_CLEAR_BY_COVER)
    if covered:
        meanings["clear"] += f" ({covered:,} with one that is waived or known)"
    return [
        Tile(verdict, f"{numbers[verdict]:,}", meaning)
        for verdict, meaning in meanings.items()
        if numbers.get(verdict)
    ]


def bar(answered: Answered) -> Bar:
    """A question's bar."""
    flagged, passed = (
        round(100 * answered.outcomes[outcome] / answered.asked, 2) for outcome in ("flag", "pass")
    )
    parts = [("red", 0.0, flagged), ("pass", flagged, passed)]
    return Bar(answered.question.title, parts, answered.judged_in_words)


def _number(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {several or f'{one}s'}"


def _were(counted: str) -> str:
    return "was" if counted.startswith("1 ") else "were"
