"""Whether a name is the vendor's: names are equal but for case, spaces, punctuation and company suffixes."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

_WORD = re.compile(r"[^\W_]+")
with (Path(__file__).parent / "name_words.csv").open(encoding="utf-8", newline="") as _file:
    _KINDS = {row["word"]: row["kind"] for row in csv.DictReader(_file)}
_SUFFIXES = frozenset(word for word, kind in _KINDS.items() if kind == "suffix")
# "Boston University" is no part of a vendor named Boston.
_INSTITUTIONS = frozenset(word for word, kind in _KINDS.items() if kind == "institution")
# Words that say nothing of whose name it is: "Reading Research" stands inside many evaluators' names.
_COMMON = frozenset(_KINDS)


class Name(NamedTuple):
    """A name, folded so that spellings of the same name are equal.

    Attributes:
        words: its words in small letters.
        glued: its letters and digits.
        spaced: its words with a space around each.
        is_telling: whether it can be recognised inside a longer name.
    """

    words: tuple[str, ...]
    glued: str
    spaced: str
    is_telling: bool

    def stands_in(self, other: Name) -> bool:
        """Whether `other` is this name or holds it as whole words."""
        if self.glued == other.glued:
            return True
        if not self.is_telling or (len(self.words) == 1 and not _INSTITUTIONS.isdisjoint(other.words)):
            return False
        return self.spaced in other.spaced or self.glued in other.words


@lru_cache(maxsize=4096)  # the same evaluators and funders stand in many profiles of a list
def fold(name: str) -> Name:
    """Read a company's name: without a leading 'The' and suffixes such as Inc. or LLC."""
    plain = normalize("NFKC", name).casefold().replace("&", " and ").replace(".", "")
    words = _WORD.findall(plain)
    first = 1 if len(words) > 1 and words[0] == "the" else 0
    last = len(words)
    while last > first + 1 and words[last - 1] in _SUFFIXES:
        last -= 1
    kept = tuple(words[first:last])
    return Name(kept, "".join(kept), f" {' '.join(kept)} ", is_telling(kept))


def is_telling(words: tuple[str, ...]) -> bool:
    """Whether words can be recognised inside a longer name: not one short word, not common words alone."""
    if len(words) == 1:
        return len(words[0]) >= 4 and words[0] not in _COMMON
    return any(word not in _COMMON for word in words)
