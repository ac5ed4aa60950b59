"""Days, grades and lists as people write them, for messages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from edscreen.profile.spellings import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_ONE = frozenset(("1", "up to 1"))
_READABLE = 1e15
_WORD = re.compile(r"[^\W_]+")
_ORDER = {grade: order for order, grade in enumerate(GRADES)}


@lru_cache(maxsize=1_024)
def in_words(day: date) -> str:
    """Write a day as people do: `3 October 2026`."""
    return f"{day.day} {day:%B %Y}"


def joined(words: Iterable[str]) -> str:
    """Join words as people do, at least one: `alignment, evidence and efficacy`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def counted(amount: object, noun: str) -> str:
    """Write an amount with what it counts, in the singular after one: `up to 1 minute`, `0 minutes`."""
    written = str(amount)
    return f"{written} {noun}{'' if written in _ONE else 's'}"


def figure(number: float) -> str:
    """Write a number so that it can be read: `0.41`, `1,240`, `1,000,000,000`."""
    return f"{number:,.0f}" if 1e6 <= abs(number) < _READABLE else f"{number:,g}"


def same_words(text: str) -> str:
    """Return `text` without case and spaces: what differs in nothing else becomes equal."""
    return "".join(text.split()).casefold()


def same_letters(text: str) -> str:
    """Return the letters and digits of `text`, whatever the case: two spellings of a name become equal."""
    return "".join(_WORD.findall(normalize("NFKC", text).casefold()))


def grades_in_words(grades: Iterable[str]) -> str:
    """Name grades, at least one; three in a row are a span: `grade K`, `grades 1 and 2`, `grades K to 3`."""
    return _in_words(frozenset(grades))


@lru_cache(maxsize=1_024)  # the same few spans of grades stand in most profiles of a list
def _in_words(grades: frozenset[str]) -> str:
    ordered = sorted(grades, key=_ORDER.__getitem__)
    runs: list[list[str]] = []
    for grade in ordered:
        if runs and _ORDER[grade] == _ORDER[runs[-1][-1]] + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    named = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]
    return f"{'grade' if len(ordered) == 1 else 'grades'} {joined(named)}"
