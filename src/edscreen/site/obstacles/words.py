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
    text = text.translate(_QUOTES).casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(text.split())


@lru_cache(maxsize=256)
def either(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern that fits where any of `patterns` does; at least one is given."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_BETWEEN_PARTS = re.compile(r"\s+[|\-\u2013\u2014\u00b7\u2022:\u00bb>]+\s+|\s*[|\u00bb]\s*|:\s+")
_AROUND = " .!:;,-\u2013\u2014|\"'*#()[]"


def parts(title: str) -> list[str]:
    """Return a title's parts in plain words: `404 - Lumen` is `404` and `lumen`; the whole is one too."""
    return [plain(part).strip(_AROUND) for part in (title, *_BETWEEN_PARTS.split(title))]


def is_any(patterns: tuple[str, ...], texts: Sequence[str]) -> bool:
    """Tell whether one of `texts`, in plain words, is as one of `patterns` says from end to end."""
    return bool(patterns) and any(either(patterns).fullmatch(text) for text in texts)
