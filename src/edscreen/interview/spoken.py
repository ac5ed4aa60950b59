"""Answers as people say them, made plainer: what is taken away changes nothing of what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.amounts_meant import counted_by, read_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.interview.questions import Question

_ABOUT = re.compile(r"(?:about|around|approximately|approx\.?|roughly|some|ca\.?|~)\s*", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(?:students|pupils|kids|children|learners|weeks)$", re.IGNORECASE)
_ROUGH = frozenset({"students", "weeks", "timeframe_weeks"})
_YES_OR_NO = re.compile(r"(yes|no)\s*[,;:(\u2013-].+", re.IGNORECASE)
_PER = re.compile(r"(?:per|a|an|each|every|for each|by the)\s+(?:school\s+)?(\w+)", re.IGNORECASE)
_ADVERBS = {"weekly": "week", "daily": "day", "yearly": "year", "annually": "year"}
_EFFECT = re.compile(
    r"(?:(?:cohen'?s\s+|hedges'?\s+)?[dg]|es|effect size)\s*(?:=|:|of|is)\s*([-+]?)(\d*\.\d+|\d+)",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:all|every)(?: (?:subjects?|of them|grades?))?|everything", re.IGNORECASE)
_GRADES_KNOWN = re.compile(
    r"[\dkKpPtT\s,;/&+\u2013-]|grades?|graders?|through|thru|and|to|kindergarten|st|nd|rd|th"
)
_REACHED = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|(?:https?://|www\.)\S+|\S+\.\S+/\S*")


def spoken(question: Question, typed: str) -> Iterator[str]:
    """Yield what `typed` is in plainer words, where that is certain."""
    key, text = str(question.step.path[-1]), " ".join(typed.split())
    if key in _ROUGH:
        yield _COUNTED.sub("", _ABOUT.sub("", text, count=1))
    if question.choices == ("yes", "no") and (found := _YES_OR_NO.fullmatch(text)):
        yield found[1].lower()
    if key == "per":
        if found := _PER.fullmatch(text):
            yield found[1].lower()
        yield _ADVERBS.get(text.lower(), text)
    if found := _EFFECT.fullmatch(text) if key == "effect_size" else None:
        yield f"{found[1]}{'0' if found[2].startswith('.') else ''}{found[2]}"


def refused(question: Question, typed: str) -> str:
    """Return why an answer is none that the models alone would take; empty where nothing is wrong with it."""
    if question.step.path != ("site", "contact") or _REACHED.search(typed):
        return ""
    return "type a mail address, such as screening@district.example, or the address of a page with one"


def advice(question: Question, typed: str, said: str) -> str:
    """Return what to say of an answer that cannot be read, where `said` would mislead or does not help."""
    key, text = str(question.step.path[-1]), typed.strip()
    if question.several and key in {"subject", "subjects"} and _ALL.fullmatch(text.rstrip(".")):
        names = [choice.words for choice in question.shown][:3]
        return (
            f"name each subject, with commas between them: {', '.join(names)}; or press Enter to leave it out"
        )
    if key == "grades" and _GRADES_KNOWN.sub("", text.lower()).strip():
        return "write each grade, with commas between them: K, 1, 2, 3; or a span: K-3"
    return said


def also_said(question: Question, typed: str) -> str:
    """Return for each of what its minutes are, where an answer says so: `30 minutes a week`."""
    path = question.step.path
    if path[-1] != "minutes" or path[0] != "dosage":
        return ""
    amount = read_amount(typed, counted_by("minutes"))
    return amount.per if amount and amount.per in {"week", "day", "session", "year"} else ""
