"""Words of a page, made equal where people write the same thing differently."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."})


def plain(text: str) -> str:
    """Return `text` in lower case, without accents, with straight quotes and single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Most words of any page are ASCII all the same, and need no more than that.
    return " ".join(
        " ".join(word.lower() if word.isascii() else _plain_word(word) for word in text.split()).split()
    )


def _plain_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.translate(_QUOTES).casefold())
    marks = [character for character in set(decomposed) if unicodedata.combining(character)]
    return decomposed.translate(dict.fromkeys(map(ord, marks))) if marks else decomposed


@lru_cache(maxsize=256)
def either(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern that fits where any of `patterns` does; at least one is given.

    Those that begin at a word's or the text's beginning are put together behind one such mark, which makes
    searching three times as fast.
    """
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        start = next((mark for mark in ("^", r"\b") if pattern.startswith(mark)), "")
        start = "" if _branches(pattern) else start
        rests.setdefault(start, []).append(pattern[len(start) :])
    return re.compile(
        "|".join(f"{start}(?:{'|'.join(f'(?:{rest})' for rest in found)})" for start, found in rests.items())
    )


def _branches(pattern: str) -> bool:
    """Whether it may have alternatives outside all parentheses."""
    bare = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while (shorter := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = shorter
    return "|" in bare


_BETWEEN_PARTS = re.compile(r"\s+[|\-\u2013\u2014\u00b7\u2022:\u00bb>]+\s+|\s*[|\u00bb]\s*|:\s+")
_AROUND = " .!:;,-\u2013\u2014|\"'*#()[]"


def parts(title: str) -> list[str]:
    """Return a title's parts in plain words: `404 - Lumen` is `404` and `lumen`; the whole is one too."""
    return [plain(part).strip(_AROUND) for part in (title, *_BETWEEN_PARTS.split(title))]


def is_any(patterns: tuple[str, ...], texts: Sequence[str]) -> bool:
    """Tell whether one of `texts`, in plain words, is as one of `patterns` says from end to end."""
    return bool(patterns) and any(either(patterns).fullmatch(text) for text in texts)
