"""Grades as people write them in lists and answers: `K-5`, `Middle School`, `6+`, `PreK-12; Higher Ed`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.meant import grades_meant
from edscreen.profile.number_words import plain_signs
from edscreen.profile.placeholders import is_in_doubt
from edscreen.profile.school_words import BEYOND, words_for
from edscreen.profile.spellings import GRADES
from edscreen.profile.words import same_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

_UP = "(?:up|above|older|higher|beyond)"
_ONWARDS = re.compile(rf"(.+?)(?: ?\+| (?:(?:and|or) |& ?){_UP}|(?: |-)up)", re.IGNORECASE)
_BETWEEN = re.compile(rf"[;,|\n/]|&(?! ?{_UP}\b)|\+(?= *\w)|\b(?:and|or)\b(?! {_UP}\b)", re.IGNORECASE)
_TO = re.compile(r" *(?:\bto\b|\bthrough\b|\bthru\b|-) *", re.IGNORECASE)
_NAMED = re.compile(r"([^()]+?) *\(([^()]+)\)")
_GRADE = re.compile(r"\b(?:grades?|grade levels?|graders?|only)\b", re.IGNORECASE)
_LONGEST = 300  # characters: no list of grades is longer
_LAST = "12"
_OF_COLLEGE = frozenset(("13", "14", "16", "20"))  # as in K-16, which counts the years of college on
_MORE = 2  # grades that a school may have beyond what its word usually means: Elementary (K-6), Middle (5-9)


def grades_in(text: str) -> list[str]:
    """Return grades and spans of them as they are written in a profile; nothing where that is not certain."""
    if len(text) > _LONGEST or is_in_doubt(text):
        return []
    text = plain_signs(text)
    if "+" not in text and (entries := grades_meant(text)):
        return entries
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    read = [_read(part) for part in parts]
    return [each for each in read if each != BEYOND] if all(read) else []


def _read(part: str) -> str:
    """Return the grade or span that one entry is, or `BEYOND`; empty where it is unclear."""
    if onwards := _ONWARDS.fullmatch(part):
        first = _named(onwards[1])
        return f"{_ends(first)[0]}-{_LAST}" if first and first != BEYOND else ""
    if found := _named(part):
        return found
    if both := _NAMED.fullmatch(part):
        return _said_twice(both[1], both[2])
    return next(_joined(part), "") or _in_a_row(part)


def _said_twice(outside: str, inside: str) -> str:
    """Return figures that make a word for a school precise, whichever of them stands in brackets."""
    word, figures = (outside, inside) if _word(outside) else (inside, outside)
    usual, exact = _word(word), _named(figures)
    if BEYOND in (usual, exact) or not (usual and exact):
        return exact if exact and exact == _named(word) else ""
    one, other = _places(usual), _places(exact)
    is_precise = other <= one or (one <= other and len(other) - len(one) <= _MORE)
    return exact if is_precise else ""


def _joined(part: str) -> Iterator[str]:
    """Yield what the entry is, split at each sign that may stand between the ends of a span.

    What joins two spans is no such sign: `K-2 - 9-12` may be both, or all between them.
    """
    for sign in _TO.finditer(part):
        first, last = part[: sign.start()], part[sign.end() :].strip()
        low, high = _end(first), BEYOND if last in _OF_COLLEGE else _end(last)
        if low and high and low != BEYOND:
            end = _LAST if high == BEYOND else _ends(high)[-1]
            if spans := grades_meant(f"{_ends(low)[0]}-{end}"):
                yield spans[0]


def _in_a_row(part: str) -> str:
    """Return the span of grades of which each follows the one before, `K-1-2`; empty where one does not."""
    row = grades_meant(" ".join(_TO.split(part)))
    return f"{row[0]}-{row[-1]}" if len(row) > 1 else ""


def _named(text: str) -> str:
    if word := _word(text):
        return word
    entries = grades_meant(text)
    return entries[0] if len(entries) == 1 else ""


def _end(text: str) -> str:
    """Return what may be one end of a span: a single grade, or what a word for a school means."""
    named = _named(text)
    return named if _word(text) or "-" not in named else ""


def _word(text: str) -> str:
    return words_for("grades").get(same_letters(_GRADE.sub(" ", text)), "")


def _ends(span: str) -> list[str]:
    return span.split("-")


def _places(span: str) -> frozenset[int]:
    first, *_, last = (GRADES.index(end) for end in (*_ends(span), _ends(span)[-1]))
    return frozenset(range(first, last + 1))
