"""Words that take a sentence back, put it off, or say it of somebody else: `data/stated_words.csv`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from edscreen.profile.tables import read_table
from edscreen.site.judging.text import composed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

About: TypeAlias = Literal["any", "tier", "minutes", "alone"]
"""What is said: anything, a tier, minutes, or either of them in words that do not name the product."""

_WORDS = Path(__file__).parent / "data" / "stated_words.csv"
_LEVEL_IN_QUOTES = re.compile(r'"(strong|moderate|promising|demonstrates a rationale)"', re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LIMIT = re.compile(
    r"\b(?:no|not|never)(?: \w+){0,3} (?:more|less|fewer|longer) than\b|\b(?:not|never)(?: to)? exceed\b"
)
_STUDENTS = re.compile(r"\b(?:students?|children|child|kids?|pupils?|learners?)\b")
_SOMEBODY = re.compile(r"\s*(?:[-*~]|[A-Z][\w.'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+, )")  # "Jane Doe, Principal"


def plainly(sentence: str) -> str:
    """Return a sentence with plain letters and signs, and single spaces.

    The name of a level of evidence loses its quotation marks: those are nobody's words.
    """
    return _LEVEL_IN_QUOTES.sub(r"\1", " ".join(plain(composed(sentence)).split()))


@lru_cache(maxsize=4096)
def is_taken_back(text: str, about: About) -> bool:
    """Return whether a text holds words for which it, or what it leads to, is not to be taken at its word."""
    text = plainly(text)
    # Somebody's words, or a question.
    return '"' in text or text.endswith("?") or bool(_words(about).search(text.lower()))


@lru_cache(maxsize=4096)
def is_limited(text: str, about: About) -> bool:
    """Return whether a text that stands beside a statement may limit it, or say whose or of when it is."""
    text = plainly(text)
    return bool(_SOMEBODY.match(text) or _YEAR.search(text)) or is_taken_back(text, about)


@lru_cache(maxsize=4096)
def is_denied(text: str, about: About) -> bool:
    """Return whether a text holds words for which it, or what it leads to, is not even shown to a person.

    Those deny it, put it off, or say it of somebody or something else. What is limited, as to some grades,
    is no such thing; nor are words of teachers or parents where students are named, too.
    """
    text = _LIMIT.sub("at most", plainly(text).lower())  # "no more than 45 minutes" denies nothing
    return '"' in text or bool(_denying(about, of_others=not _STUDENTS.search(text)).search(text))


@lru_cache(maxsize=4)
def _words(about: About) -> re.Pattern[str]:
    return _any_of(row["words"] for row in _rows(about))


@lru_cache(maxsize=8)
def _denying(about: About, *, of_others: bool) -> re.Pattern[str]:
    shown = {"any", about} if of_others else {"any", about, "students"}
    return _any_of(row["words"] for row in _rows(about) if row["shown"] not in shown)


def _rows(about: About) -> list[dict[str, str]]:
    return [row for row in read_table(_WORDS) if row["of"] in {"any", about}]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?!\w)" for word in words) + r"|\wn't\b")
