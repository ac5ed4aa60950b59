"""Which lines speak of a product's minutes or tier in whatever words: for a person to read, and no answer.

What a line denies, or says of somebody or something else, is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.interview.stated_alone import is_topic, may_be_usage
from edscreen.interview.stated_amounts import speaks_of_amount
from edscreen.interview.stated_lines import is_name
from edscreen.interview.stated_sentences import names, without_name
from edscreen.interview.stated_tiers import MEETS, holds_several_tiers, is_bare_tiers, speaks_of_tier
from edscreen.interview.taken_back import is_denied, plainly

if TYPE_CHECKING:
    from edscreen.interview.stated_lines import Line
    from edscreen.interview.taken_back import About

_IT = r"(?:it|(?:the|our|this) (?:program|app|platform|software|product|curriculum|course|solution))\b"
_OF_IT = re.compile(rf"(?:^|\b(?:uses?|using|in|on|with|of) ){_IT}", re.IGNORECASE)
_OF_USE = re.compile(
    r"\bwe (?:\w+ )?(?:recommend|suggest)\b|\b(?:recommended|suggested|dosage|usage|time on task)\b"
    r"|\bstudents?\b[^.;]{0,40} (?:should|must|need to) (?:spend|use|work|practi[cs]e|complete)\b",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 60


def may_tell_minutes(line: Line, product: str) -> bool:
    """Return whether a line may say how long students use a product."""
    topics = [text for text in (line.label, line.heading) if len(text) <= _LONGEST_TOPIC]
    of_use = [text for text in topics if _OF_USE.search(text)]
    if not speaks_of_amount(plainly(" ".join((*of_use, line.text)))) or is_denied_line(
        line, product, "minutes"
    ):
        return False
    is_of_use = may_be_usage(line.text, line.label) or _OF_USE.search(line.text)
    return bool(of_use or is_of_use or _is_of_it(line, product))


def may_tell_tier(line: Line, product: str) -> bool:
    """Return whether a line may say which ESSA tier a product meets."""
    text = plainly(line.text)
    is_tied = speaks_of_tier(text)
    if not (is_tied or is_bare_tiers(text)) or is_denied_line(line, product, "tier"):
        return False
    if is_tied and _is_of_it(line, product):
        return True
    if line.stands == "elsewhere" or is_denied_line(line, product, "alone"):
        return False
    if any(map(is_topic, (line.label, line.heading))) or MEETS.match(f" {text.lower()}"):
        return True
    # One tier alone may be a school's: of support, or a price.
    return is_name(line.heading, product) and holds_several_tiers(text)


def _is_of_it(line: Line, product: str) -> bool:
    """Return whether a line, or the heading above it, names the product, or says "it" or "the program"."""
    return any(names(text, product) for text in (line.text, line.heading)) or bool(_OF_IT.search(line.text))


def is_denied_line(line: Line, product: str, about: About) -> bool:
    """Return whether a line asks, or what it or the lines over it say is denied or said of somebody else."""
    said = (without_name(text, product) for text in (line.text, *line.over))
    return line.text.endswith("?") or any(is_denied(text, about) for text in said)
