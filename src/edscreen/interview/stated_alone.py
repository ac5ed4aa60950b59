"""What a line of a page states without naming a product: "Recommended usage: 30 minutes per week".

Only lines that say this and nothing else are read. Of which product they say it, the line itself leaves open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.interview.stated_amounts import amount_in
from edscreen.interview.stated_tiers import MEETS, tier_in
from edscreen.interview.taken_back import is_taken_back, plainly

if TYPE_CHECKING:
    from edscreen.interview.stated_amounts import Amount

_USAGE = (
    r"(?:(?:the|our) )?(?:(?:recommended|suggested) )?(?:(?:weekly|daily|student) )?"
    r"(?:usage|use|dosage|time on task|student time)(?: time)?(?: (?:per|for each) student)?"
)
_LABEL = re.compile(rf"{_USAGE}|(?:recommended|suggested) (?:time|minutes)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:(?:{_LABEL.pattern})(?: ?[:;-] ?| is )|we (?:recommend|suggest) )", re.IGNORECASE)
_BEHIND = re.compile(r"(?: (?:per|for each) student)?[.!;]?", re.IGNORECASE)
_BEHIND_TIER = re.compile(
    r"\)?(?:(?: -|:)? \(?(?:evidence(?:-based)?|rated|rating|certified|validated|standards?|criteria"
    r"|requirements?|strong|moderate|promising)\)?)*[.!;]?",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 60
_EVIDENCE = re.compile(r"(?:our )?(?:research|evidence|efficacy|essa|essa evidence)", re.IGNORECASE)


def is_topic(line: str) -> bool:
    """Return whether a heading or line only says what follows: "Recommended usage", "Evidence"."""
    return len(line) <= _LONGEST_TOPIC and bool(is_usage(line) or _EVIDENCE.fullmatch(_bare(line)))


def is_usage(line: str) -> bool:
    """Return whether a heading or line only says that a student's minutes follow."""
    return bool(_LABEL.fullmatch(_bare(line)))


def begins_as_usage(line: str) -> bool:
    """Return whether a line begins as one that says how long students are to use something."""
    return bool(_BEFORE.match(line))


def tier_alone(line: str, context: str = "") -> int | None:
    """Return the ESSA tier that a line states of nothing by name, such as "Meets ESSA Tier 2".

    Args:
        line: one sentence of a page, whole.
        context: what stands over it.
    """
    text = plainly(line)
    found = tier_in(text)
    if found is None or is_taken_back(text, context, "tier"):
        return None
    before = text[: found.start].rstrip(' ("')
    says_so = not before or MEETS.fullmatch(f" {before[0].lower()}{before[1:]}")
    return found.tier if says_so and _BEHIND_TIER.fullmatch(text, found.end) else None


def minutes_alone(line: str, context: str = "", *, label: str = "") -> Amount | None:
    """Return a student's minutes that a line states of nothing by name: "Dosage: 30 minutes a week".

    Args:
        line: one sentence of a page, whole.
        context: what stands over it.
        label: the line or heading right above it, which may say what its minutes are.
    """
    text = plainly(line)
    found = amount_in(text)
    if found is None or is_taken_back(text, context, "minutes"):
        return None
    before = text[: found.start]
    says_so = _BEFORE.fullmatch(before) if before else is_usage(label)
    return found.amount if says_so and _BEHIND.fullmatch(text, found.end) else None


def _bare(line: str) -> str:
    return plainly(line).rstrip(" :")
