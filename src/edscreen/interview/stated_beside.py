"""Which lines may stand around a statement without limiting it: `data/plain_lines.csv`.

Whatever else stands there may say of whom, when or of how much the statement is true, in words that no list
holds; so it is left to a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from edscreen.interview.stated_alone import is_topic, minutes_alone, tier_alone
from edscreen.interview.stated_sentences import minutes_stated, tier_stated, without_name
from edscreen.profile.tables import read_table

_LINES = Path(__file__).parent / "data" / "plain_lines.csv"
_LONGEST_PLAIN = 150
_FEWEST_WORDS = 4
"""Words of a slogan, and of a sentence that stands for itself; fewer may be a label."""
_NAMED = re.compile(r"n [a-z]")
_AMOUNT = re.compile(
    r"\d|\b(?:minutes?|hours?|days?|weeks?|months?|years?|daily|weekly"
    r"|half|double|twice|times|tiers?|levels?)\b"
)
_SCOPE = re.compile(
    r"\b(?:for|in|with|at|by|from|to|during|after|before"
    r"|module|version|edition|track|course|plan|level|units?)\b"
)


def is_plain_over(text: str, product: str, *, is_title: bool) -> bool:
    """Return whether a heading or line above a statement says nothing that may limit it.

    Args:
        text: the heading or line.
        product: the product's name.
        is_title: whether it is the page's first heading, which may be a slogan.
    """
    words = without_name(text, product).rstrip(" .!:")
    if words in {"", "n"} or is_topic(text) or _is_one_of(words):
        return True
    return is_title and len(words.split()) >= _FEWEST_WORDS and not _SCOPE.search(words)


def is_plain_behind(text: str, product: str) -> bool:
    """Return whether the line behind a statement stands for itself, and does not go on from it.

    That is a button, another statement, or a sentence that begins with the product's name and holds no
    amount.
    """
    words = without_name(text, product).rstrip(" .!>")
    return (
        words in {"", "n"}
        or is_topic(text)
        or (_NAMED.match(words) is not None and not is_fragment(text) and not _AMOUNT.search(words))
        or _is_one_of(words)
        or any(read(text, product) is not None for read in (minutes_stated, tier_stated))
        or any(read(text) is not None for read in (minutes_alone, tier_alone))
    )


def is_fragment(text: str) -> bool:
    """Return whether a line is too short for a sentence of its own: "In summer school."."""
    return 0 < len(text.split()) < _FEWEST_WORDS


def _is_one_of(words: str) -> bool:
    return len(words) <= _LONGEST_PLAIN and _plain().fullmatch(words) is not None


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_table(_LINES)))
