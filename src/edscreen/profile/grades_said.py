"""Grades as people write them in lists and answers: `K-5`, `Middle School`, `6+`, `PreK-12; Higher Ed`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.meant import grades_meant
from edscreen.profile.number_words import plain_signs
from edscreen.profile.school_words import BEYOND, words_for
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


def grades_in(text: str) -> list[str]:
    """Return grades and spans of them as they are written in a profile; nothing where that is not certain."""
    if len(text) > _LONGEST:
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
        return f"{_TO.split(first)[0]}-{_LAST}" if first and first != BEYOND else ""
    if found := _named(part):
        return found
    if (both := _NAMED.fullmatch(part)) and (outside := _named(both[1])) and (inside := _read(both[2])):
        # "Elementary (K-6)" says it more precisely; "K-5 (Elementary)" says it twice
        return inside if outside in words_for("grades").values() else outside
    return next(_joined(part), "")


def _joined(part: str) -> Iterator[str]:
    """Yield what the entry is, split at each sign that may stand between the ends of a span."""
    for sign in _TO.finditer(part):
        low, last = _named(part[: sign.start()]), part[sign.end() :].strip()
        high = BEYOND if last in _OF_COLLEGE else _named(last)
        if low and high and low != BEYOND:
            end = _LAST if high == BEYOND else _TO.split(high)[-1]
            if spans := grades_meant(f"{_TO.split(low)[0]}-{end}"):
                yield spans[0]


def _named(text: str) -> str:
    words = words_for("grades").get(same_letters(_GRADE.sub(" ", text)), "")
    if words:
        return words
    entries = grades_meant(text)
    return entries[0] if len(entries) == 1 else ""
