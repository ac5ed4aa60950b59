"""What one sentence of a vendor's page states for certain of a product: an ESSA tier, or a student's minutes.

A sentence is taken only where the whole of it is of one of a few plain shapes: before the product's name,
between it and the value, and behind both stand only words that the shape has. Everything else that names the
product and a value is for a person to read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from edscreen.interview.stated_amounts import amount_in
from edscreen.interview.stated_tiers import BEHIND, MEETS, tier_in
from edscreen.interview.taken_back import plainly
from edscreen.site.judging.subject import name_pattern

if TYPE_CHECKING:
    from edscreen.interview.stated_amounts import Amount

# In the shapes `N` stands for the product's name and `A` for the amount; the sentence is in lower case.
_NAME = r"(?:the )?N®?"
_WHO = r"(?:(?:all|each|every) )?(?:students?|children|child|pupils?|learners?)"
_SUGGEST = r"we (?:recommend|suggest)"
_SUBJECT = (
    r",? (?:per|each|every|(?:in|for|on) (?:each|every)) (?:school )?subject"
    r"(?:,? (?:in|for|across) (?:all )?(?:\d+|two|three|four|five|six|both|its|our|the) subjects)?"
)
_USES = r"(?:uses?|works? (?:on|in|with)|practi[cs]es? (?:on|in|with))"
_USAGE = r"(?:recommended|suggested) (?:(?:weekly|daily|student) )?(?:usage|use|dosage|time)"
_IS_TO = r"(?:is recommended|is (?:designed|meant|intended) to be used|should be used)"
_SHAPES = "|".join(
    (
        rf"(?:{_SUGGEST} (?:that )?)?{_WHO} (?:(?:should|need to) )?{_USES} {_NAME}(?: for| in)? A",
        rf"(?:{_SUGGEST} (?:that )?)?{_WHO} (?:should )?(?:spends?|needs?) A (?:of|on|in|with|using) {_NAME}",
        rf"{_SUGGEST} A (?:of|on|in|with|using) {_NAME}",
        rf"(?:(?:the|our) )?{_USAGE} (?:of|for|on|in|with) {_NAME}(?:: | is )A",
        rf"{_NAME} {_IS_TO}(?: for)? A",
    )
)
_MINUTES = re.compile(rf"(?:{_SHAPES})(?: (?:per|for each) student)?(?P<subject>{_SUBJECT})?[.!;]?")
_IS_TIER = re.compile(r"(?:(?:the|our) )?N®?(?P<between>.*)")
_IS_LABEL = (":", " -")


def tier_stated(sentence: str, product: str) -> int | None:
    """Return the ESSA tier that the sentence says the product meets; None where it does not say so plainly.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
    """
    text = plainly(sentence)
    found = tier_in(text)
    before = found and _IS_TIER.fullmatch(_with_name(text[: found.start], product) or "")
    if found is None or not before:
        return None
    between = before["between"].rstrip(" (")
    if between in _IS_LABEL:
        return None if text[found.end :].strip(" .!)") else found.tier
    return found.tier if MEETS.fullmatch(between) and BEHIND.fullmatch(text, found.end) else None


def minutes_stated(sentence: str, product: str) -> Amount | None:
    """Return a student's minutes at the product that the sentence says; None where it does not say so.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
    """
    text = plainly(sentence)
    found = amount_in(text)
    if found is None:
        return None
    # "30 minutes of Umbra Math a week" is read as "30 minutes a week of Umbra Math".
    words = _with_name(f"{text[: found.start]}\0{found.of}{text[found.end :]}", product)
    shape = _MINUTES.fullmatch(words.replace("\0", "A")) if words else None
    if shape is None or (shape["subject"] and found.amount.often is not None):
        return None
    scope: Literal["per_subject"] | None = "per_subject" if shape["subject"] else None
    return replace(found.amount, scope=scope)


def names(text: str, product: str) -> bool:
    """Return whether a text holds the product's name."""
    name = name_pattern((product,))
    return bool(name and name.search(plainly(text).lower()))


def without_name(text: str, product: str) -> str:
    """Return a text in lower case with `n` for the product's name, of whose words none is meant as a word."""
    name = name_pattern((product,))
    text = plainly(text).lower()
    return name.sub("n", text) if name else text


def _with_name(text: str, product: str) -> str | None:
    """Return a text in lower case with `N` for the product's name; None where that stands there not once."""
    name = name_pattern((product,))
    words, times = name.subn(_only_name, text.lower()) if name else ("", 0)
    return words if times == 1 else None


def _only_name(found: re.Match[str]) -> str:
    return "N's" if found[0].endswith("'s") else "N"
