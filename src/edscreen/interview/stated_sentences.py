"""What one sentence of a vendor's site states for certain: an ESSA tier, or a student's minutes.

A sentence is taken only where it names the product and says the thing of it in one of a few plain shapes, and
where none of the words in `data/stated_words.csv` takes it back, puts it off or says it of somebody else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from edscreen.interview.stated_alone import begins_as_usage
from edscreen.interview.stated_amounts import amount_in
from edscreen.interview.stated_tiers import MEETS, tier_in
from edscreen.interview.taken_back import is_taken_back, plainly
from edscreen.profile.vocabularies import SUBJECTS
from edscreen.site.judging.subject import name_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.interview.stated_amounts import Amount, Written

_NEAR = 120
"""Characters beside a name that are looked at: a text may be long, and what is said of a name stands near."""

# "Lumen Reading Plus", "Lumen Reading 2" and "Super Lumen Reading" are other products than Lumen Reading.
_GOES_ON_BEHIND = re.compile(
    r"[®™]?(?:[-/&]| (?:&|and) [A-Z]| (?!ESSA)[A-Z]| \d[\d.]*\b(?! ?(?:-|to\b|min|\+|or more)))", re.ASCII
)
_BEGINS_BEFORE = re.compile(
    r"[-/&]$|\b(?!(?:The|Our|With|In|On|Use|Using|For|And) $)[A-Z][\w.'&]* (?:(?:and|&) )?$"
)
_HOW_OFTEN = re.compile(
    r"\b(?:times|days|weekdays?|sessions?|lessons?|weeks|months?|semesters?|years?|twice|weekly)\b"
)
_PER_SUBJECT = re.compile(
    r"(?:(?:per|each|every)|(?:,? in|,? for|,? on) (?:each|every)) (?:school )?subject\b"
    r"(?:,? (?:in|for|across) (?:all )?(?:\d+|two|three|four|five|six|both|its|our|the) subjects\b)?"
)
# Minutes that may be for a part of what students do there: of which, is for a person to see.
_DIVIDED = re.compile(
    r"\b(?:subjects?|class(?:es)?|courses?|apiece|both|areas?|domains?|topics?|units?|modules?|strands?)\b"
    r"|\beach (?:in|for|on)\b|\d"
    rf"|\b(?:in|for|on|of) (?:both |each of )?(?:{'|'.join(map(re.escape, SUBJECTS))})\b"
)
_STUDENTS = re.compile(r"\b(?:students?|children|child|pupils?|learners?|kids)\b")
_TO_BE_USED = re.compile(
    r"\b(?:uses?|spends?|works?|practi[cs]es?|should|needs?|recommend(?:s|ed)?|designed)\b"
)
# Minutes at the product that are recommended are a student's, though it is not said.
_TO_USE = re.compile(
    r"[®™]?(?: is recommended| is (?:designed|meant|intended) to be used| should be used)(?: for)? $"
)
_WE_RECOMMEND = re.compile(r"we (?:recommend|suggest) ")
_USAGE_OF = re.compile(
    r"(?:the |our )?(?:recommended|suggested) (?:weekly |daily |student )?(?:usage|use|dosage|time)"
    r" (?:of|for|on|in|with) (?:the )?"
)
_ON_PRODUCT = re.compile(r"\b(?:use|uses|using|with|on|in|to|for|recommends?) (?:the )?$")
_OF_PRODUCT = re.compile(r" (?:of|on|in|with|using) (?:the )?")
_FOR_AMOUNT = re.compile(r"[®™]?(?: is (?:designed|recommended|meant|intended))?(?: for| in)? $")


def tier_stated(sentence: str, product: str, context: str = "") -> int | None:
    """Return the ESSA tier that the sentence says the product meets; None where it does not say so plainly.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = plainly(sentence)
    found = tier_in(text)
    if found is None or is_taken_back(text, context, "tier"):
        return None
    for start, end in named(text, product):
        between = text[end : min(found.start, end + _NEAR)].rstrip(' ("').lstrip("®™")
        is_label = start == 0 and between in {":", " -"} and not text[found.end :].strip(" .!)")
        if MEETS.fullmatch(between) or is_label:
            return found.tier
    return None


def tier_named(sentence: str, product: str, context: str = "") -> int | None:
    """Return the ESSA tier in a sentence that names the product, whatever it says of the two.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = plainly(sentence)
    found = tier_in(text)
    is_told = found and not is_taken_back(text, context, "tier") and any(named(text, product))
    return found.tier if found and is_told else None


def minutes_stated(sentence: str, product: str, context: str = "") -> Amount | None:
    """Return a student's minutes at the product that the sentence says; None where it does not say so.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = plainly(sentence)
    found = amount_in(text)
    if found is None or is_taken_back(text, context, "minutes") or not _is_of(found, text, product):
        return None
    low = text.lower()
    is_students = (
        (_STUDENTS.search(low) and _TO_BE_USED.search(low))
        or _WE_RECOMMEND.match(low)
        or _USAGE_OF.match(low)
        or _TO_USE.search(low[max(0, found.start - _NEAR) : found.start])
    )
    rest = text[: found.start] + text[found.end :]
    if not is_students or _HOW_OFTEN.search(rest.lower()):
        return None
    rest, scope = _without_scope(rest, product)
    return None if _DIVIDED.search(rest) else replace(found.amount, scope=scope)


def minutes_named(sentence: str, product: str, context: str = "") -> Amount | None:
    """Return the minutes in a sentence that names the product, or says how long to use it; whosever they are.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = plainly(sentence)
    found = amount_in(text)
    is_about = begins_as_usage(text) or any(named(text, product))
    is_told = found and is_about and not is_taken_back(text, context, "minutes")
    return found.amount if found and is_told else None


def _without_scope(rest: str, product: str) -> tuple[str, Literal["per_subject"] | None]:
    """Take away what says for certain that minutes are for each subject, and the product's name."""
    name = name_pattern((product,))
    rest = name.sub(" ", rest.lower()) if name else rest.lower()
    bare = _PER_SUBJECT.sub(" ", rest)
    return bare, None if bare == rest else "per_subject"


def named(text: str, product: str) -> Iterator[tuple[int, int]]:
    """Yield where in a plain text the product is named, and no other whose name only holds its name."""
    name = name_pattern((product,))
    for found in name.finditer(text.lower()) if name else ():
        before = text[max(0, found.start() - _NEAR) : found.start()]
        is_longer = _GOES_ON_BEHIND.match(text, found.end()) or _BEGINS_BEFORE.search(before)
        if not (is_longer or found[0].endswith("'s")):
            yield found.span()


def _is_of(found: Written, text: str, product: str) -> bool:
    """Return whether the minutes are said of the product: "on Lumen Reading for 30 minutes"."""
    for start, end in named(text, product):
        if end <= found.start:
            before = text[max(0, start - _NEAR) : start].lower()
            between = text[end : min(found.start, end + _NEAR)].lower()
            if _USAGE_OF.fullmatch(before) and between in {": ", " is "}:
                return True
            fits = _FOR_AMOUNT.fullmatch(between) or _TO_USE.fullmatch(between)
            if fits and (start == 0 or _ON_PRODUCT.search(before)):
                return True
        else:  # "30 minutes of Lumen Reading a week", "30 minutes a week of Lumen Reading"
            behind = found.of if start < found.end else found.end
            if start - behind < _NEAR and _OF_PRODUCT.fullmatch(text[behind:start].lower()):
                return True
    return False
