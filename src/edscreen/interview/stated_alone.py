"""What a line of a page states without naming a product: "Recommended usage: 30 minutes per week".

Only lines that say this and nothing else are read. Of which product they say it, the line itself leaves open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.interview.stated_amounts import amount_in
from edscreen.interview.stated_tiers import BEHIND, MEETS, tier_in
from edscreen.interview.taken_back import plainly

if TYPE_CHECKING:
    from edscreen.interview.stated_amounts import Amount

_EACH = r"(?: (?:per|for each) student)?"
_OFTEN = r"(?:(?:weekly|daily|student) )?"
_USAGE = r"(?:usage|use|dosage|time on task|student time)(?: time)?"
_RECOMMENDED = rf"(?:recommended|suggested) {_OFTEN}(?:{_USAGE}|time|minutes)"
_LABEL = rf"(?:(?:the|our) )?(?:{_RECOMMENDED}|{_OFTEN}dosage){_EACH}"
_IS_LABEL = re.compile(_LABEL, re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_LABEL}(?: ?[:;-] ?| is )|we (?:recommend|suggest) )", re.IGNORECASE)
_BEHIND = re.compile(rf"{_EACH}[.!;]?", re.IGNORECASE)
# "Usage: 12 minutes a week" may be what was measured somewhere.
_MAY_BE_USAGE = re.compile(rf"(?:{_LABEL}|{_OFTEN}{_USAGE})(?: ?[:;-]| is |$)", re.IGNORECASE)
_EVIDENCE = re.compile(
    r"(?:our )?(?:research|efficacy|essa(?: evidence| rating| tier| level)?|evidence(?: tier| level)?)",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 60


def is_topic(line: str) -> bool:
    """Return whether a heading or line only says what follows: "Recommended usage", "Evidence"."""
    return _is_only(_IS_LABEL, line) or _is_only(_EVIDENCE, line)


def may_be_usage(line: str, label: str) -> bool:
    """Return whether a line, or the one above it, begins as one that says how long something is used."""
    is_above = len(label) <= _LONGEST_TOPIC and _MAY_BE_USAGE.fullmatch(_bare(label))
    return bool(is_above or _MAY_BE_USAGE.match(line))


def tier_alone(line: str, *, label: str = "") -> int | None:
    """Return the ESSA tier that a line states of nothing by name, such as "Meets ESSA Tier 2".

    Args:
        line: one sentence of a page, whole.
        label: the line or heading right above it; a bare "ESSA Tier 2" may be a button, unless this says
            that evidence follows.
    """
    text = plainly(line)
    found = tier_in(text)
    if found is None:
        return None
    before = text[: found.start].rstrip(" (").lower()
    says_so = MEETS.fullmatch(f" {before}") if before else _is_only(_EVIDENCE, label)
    return found.tier if says_so and BEHIND.fullmatch(text, found.end) else None


def minutes_alone(line: str, *, label: str = "") -> Amount | None:
    """Return a student's minutes that a line states of nothing by name: "Dosage: 30 minutes a week".

    Args:
        line: one sentence of a page, whole.
        label: the line or heading right above it, which may say what its minutes are.
    """
    text = plainly(line)
    found = amount_in(text)
    if found is None or found.of:
        return None
    before = text[: found.start]
    says_so = _BEFORE.fullmatch(before) if before else _is_only(_IS_LABEL, label)
    return found.amount if says_so and _BEHIND.fullmatch(text, found.end) else None


def _is_only(words: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST_TOPIC and bool(words.fullmatch(_bare(line)))


def _bare(line: str) -> str:
    return plainly(line).rstrip(" :")
