"""Texts in cells: lists written in brackets, and words compared as people compare them."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_KEPT = 500  # characters: a hostile list must not fill the memory
_NO_LETTER = re.compile(r"[\W_]+")


class CannotRead(Exception):
    """A cell cannot be read; the message says why and what to write instead."""


class InDoubt(CannotRead):
    """A cell may mean one thing or another, or is marked as not certain."""


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what short texts were read as: the same few stand in most rows of a list.

    Args:
        read: reads a text, its last argument.
    """
    kept = lru_cache(maxsize=4_096)(read)

    @wraps(read)
    def short_ones_kept(*args: P.args, **kwargs: P.kwargs) -> T:
        if len(str(args[-1])) > _LONGEST_KEPT:
            return read(*args, **kwargs)
        return kept(*args, **kwargs)  # type: ignore[arg-type]

    return short_ones_kept


def entries_in(text: str) -> list[str] | None:
    """Return the entries of a list in brackets, as `["A", "B"]` or `[A, B]`; None where it is no list."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        entries = text[1:-1].split(",")
    texts = [str(entry).strip(" \t\"'") for entry in entries if isinstance(entry, str | int | float)]
    return [entry for entry in texts if entry]


@remembered
def same_heading(text: str) -> str:
    """Return a heading without case and what is no letter or digit; one of signs alone stays as it is."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", plain) or plain.strip()


def same_name(text: str) -> str:
    """Return a name without case, signs and the difference of spaces; one of signs alone stays as it is."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NO_LETTER.split(plain)).strip() or plain
