"""An ESSA tier as vendors write it: "ESSA Tier 2", "Tier II evidence under ESSA", "ESSA Strong (Tier 1)"."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_ACT = r"(?<!\w)(?:ESSA|Every Student Succeeds Act(?: \(ESSA\))?)(?:'s)?(?![\w-])"
_LEVEL = r"(?:[Tt]ier|TIER|[Ll]evel|LEVEL)[ -]?([1-4]|I{1,3}|IV|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)(?![\w-])"
_STRENGTH = r"(?i:strong|moderate|promising|demonstrates a rationale)"
_IN_BRACKETS = rf"(?: \({_STRENGTH}(?i: evidence)?\))?"
_BETWEEN = rf"(?:(?i: evidence| standards?| criteria| requirements?| rating)| {_STRENGTH}){{0,2}}"
_TIER = re.compile(
    rf'{_ACT}{_BETWEEN}(?: for|:| -)? ?[("]?{_LEVEL}'
    rf"|{_LEVEL}\)?{_IN_BRACKETS}{_BETWEEN}(?: (?:of|under|by|per|in))?(?: the)? \(?{_ACT}"
)
_ANY_TIER = re.compile(r"\b(?:tier|level)s?[ -]?(?:[1-4]|i{1,3}|iv|one|two|three|four)\b", re.IGNORECASE)
_TIED = re.compile(
    rf"{_ACT}[^,;.]{{0,40}}?{_ANY_TIER.pattern}|{_ANY_TIER.pattern}[^,;.]{{0,60}}?{_ACT}", re.IGNORECASE
)
_GOES_ON = re.compile(r" ?(?:[,/&+]|-|and|or|to|through) ?(?:[Tt]ier |[Ll]evel )?(?:[1-4]\b|I{1,3}\b|IV\b)")
_BARE = re.compile(
    rf"(?:{_ACT} )?tiers?[ -]?(?:[1-4]|i{{1,3}}|iv|one|two|three|four)\b"
    r"(?:(?: ?[,/&+-] ?| and | or | to )(?:tier )?(?:[1-4]|i{1,3}|iv)\b)*"
    r"(?:,? \(?(?:depending on|by|in|for) (?:the )?(?:grades?|subjects?|levels?|study|studies|outcome)\b.*)?"
    r"[.!]?",
    re.IGNORECASE,
)
MEETS = re.compile(
    r"(?: (?:now|currently|also|proudly|fully|officially))?"
    r" (?:meets|satisfies|fulfil?ls|holds|is|has (?:met|earned|received|achieved)|earned|earns"
    r"|received|achieved|achieves|(?:is |has been |)(?:rated|awarded|classified|validated|certified"
    r"|recognized|designated))"
    r"(?: (?:the|an|all|its|as|at|of|(?:criteria|requirements|standards)(?: for)?|evidence|rating"
    rf"|{_STRENGTH}))*"
)
"""What stands between a product and the tier that it meets."""
BEHIND = re.compile(
    r"\)?(?:(?: -|:)? \(?(?:evidence(?:-based)?|rated|rating|certified|validated|standards?|criteria"
    rf"|requirements?|{_STRENGTH})\)?)*[.!;]?",
    re.IGNORECASE,
)
"""What may stand behind a tier that is met: nothing that limits it."""


class WrittenTier(NamedTuple):
    """Where a tier stands in a text.

    Attributes:
        tier: from 1 to 4.
        start: where it begins.
        end: where it ends.
    """

    tier: int
    start: int
    end: int


def may_hold_tier(text: str) -> bool:
    """Return whether it is worth looking for a tier in `text`, as it is in few."""
    low = text.lower()
    return "tier" in low or "level" in low


def speaks_of_tier(text: str) -> bool:
    """Return whether `text` names the act and a tier together, in whatever words."""
    return bool(_TIED.search(text))


def is_bare_tiers(text: str) -> bool:
    """Return whether `text` is tiers and at most what they depend on: "Tier 1 or Tier 2, by grade"."""
    return bool(_BARE.fullmatch(text))


def holds_several_tiers(text: str) -> bool:
    """Return whether there is more than one tier in `text`."""
    found = list(_ANY_TIER.finditer(text))
    return len(found) > 1 or any(_GOES_ON.match(text, each.end()) for each in found)


def tier_in(text: str) -> WrittenTier | None:
    """Return the only ESSA tier in `text`; None where there is none, or more than one.

    Args:
        text: plain text, with single spaces.
    """
    found = list(_TIER.finditer(text))
    if len(found) != 1 or len(_ANY_TIER.findall(text)) != 1:
        return None
    (tier,) = found
    if _GOES_ON.match(text, tier.end()):
        return None
    number = (tier[1] or tier[2]).lower()
    return WrittenTier(_NUMBERS.get(number) or int(number), tier.start(), tier.end())
