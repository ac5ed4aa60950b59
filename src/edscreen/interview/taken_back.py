"""Words that take a sentence back, put it off, or say it of somebody else: `data/stated_words.csv`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from edscreen.profile.tables import read_table
from edscreen.site.judging.text import composed, plain

About: TypeAlias = Literal["tier", "minutes", "alone"]
"""What is said: a tier, minutes, or either of them in words that do not name the product."""

_WORDS = Path(__file__).parent / "data" / "stated_words.csv"
_LEVEL_IN_QUOTES = re.compile(r'"(strong|moderate|promising|demonstrates a rationale)"', re.IGNORECASE)


def plainly(sentence: str) -> str:
    """Return a sentence with plain letters and signs, and single spaces.

    The name of a level of evidence loses its quotation marks: those are nobody's words.
    """
    return _LEVEL_IN_QUOTES.sub(r"\1", " ".join(plain(composed(sentence)).split()))


def is_taken_back(text: str, context: str, about: About) -> bool:
    """Return whether a sentence is not to be taken at its word.

    Args:
        text: the sentence, as `plainly` gives it.
        context: what stands over it.
        about: what it says.
    """
    if '"' in text or text.endswith("?"):  # somebody's words, or a question
        return True
    words = _words(about)
    return bool(words.search(text.lower()) or words.search(plainly(context).lower()))


@lru_cache(maxsize=3)
def _words(about: About) -> re.Pattern[str]:
    words = [row["words"] for row in read_table(_WORDS) if row["of"] in {"any", about}]
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?!\w)" for word in words) + r"|\wn't\b")
