"""Subjects as people write them in lists and answers: `ELA/Reading`, `Social Emotional`, `AP Biology`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from edscreen.profile.placeholders import is_in_doubt
from edscreen.profile.school_words import ANY, words_for
from edscreen.profile.vocabularies import SUBJECTS
from edscreen.profile.words import same_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BETWEEN = re.compile(r"[/\\&+\u2013\u2014-]|\b(?:and|or)\b", re.IGNORECASE)
# What may stand between two subjects, or within the name of one: Social and Emotional, ELA/Literacy.
_JOINT = re.compile(r"[/\\&+\u2013\u2014]| - |\b(?:and|or)\b", re.IGNORECASE)
_NAMED = re.compile(r"([^()]+?) *\(([^()]+)\)")
_LONGEST = 120  # characters: no subject has a longer name
# Words beside a subject that do not make it another one.
_BESIDE = re.compile(
    r"\b(?:curriculum|instruction|intervention|supplemental|core|foundational|skills|education|ap|honors|practice|"
    r"integrated|tier|(?:k|pre-?k|[0-9]{1,2})[-\u2013](?:[0-9]{1,2}|k)|[0-9]{1,2}|elementary|middle school|"
    r"high school|grades?)\b",
    re.IGNORECASE,
)


def subjects_in(parts: Sequence[str]) -> list[str]:
    """Return subjects as they are written in a profile; `parts` as they are where one of them is unclear."""
    read = [_read(part) for part in parts]
    if None in read:
        return list(parts)
    return list(dict.fromkeys(subject for each in read for subject in each or ()))


def _read(part: str) -> list[str] | None:
    """Return the subjects that an entry means, none where it means none in particular; None where unclear."""
    if part.casefold() in SUBJECTS:
        return [part]
    if len(part) > _LONGEST or is_in_doubt(part):
        return None
    for words in (part, _BESIDE.sub(" ", part)):
        if (found := _named(words)) is not None:
            return found
    if both := _NAMED.fullmatch(part):  # Career and Technical Education (CTE)
        outside, inside = _read(both[1]), _read(both[2])
        return outside if outside and inside and _usual(outside) == _usual(inside) else None
    finer = [each.strip() for each in _BETWEEN.split(part) if each.strip()]
    if len(finer) > 1:
        several = [_read(each) for each in finer]
        return None if None in several else [subject for each in several for subject in each or ()]
    return None


def _named(text: str) -> list[str] | None:
    meant = _meant().get(_compared(text))
    if meant is None:
        return None
    return [] if meant == ANY else meant.split(", ")


def _usual(subjects: Sequence[str]) -> frozenset[str]:
    return frozenset(SUBJECTS[subject.casefold()] for subject in subjects)


@cache
def _meant() -> Mapping[str, str]:
    return {
        compared(written): subject
        for compared in (same_letters, _compared)
        for written, subject in (*words_for("subjects", compared).items(), *SUBJECTS.items())
    }


def _compared(text: str) -> str:
    """Return the letters and digits of `text`, and where it may be two subjects: Health Science is one."""
    return "&".join(filter(None, map(same_letters, _JOINT.split(text))))
