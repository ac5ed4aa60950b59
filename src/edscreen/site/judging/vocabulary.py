"""Which of a page's texts hold a word. A page says the same words over and over: each is looked at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


class Vocabulary:
    """The words of some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take texts apart at their white space."""
        self._texts = texts
        self._words = [text.split() for text in texts]
        self._distinct = set(chain.from_iterable(self._words))
        self._joined = "\n".join(self._distinct)

    def parts(self, pattern: re.Pattern[str]) -> set[str]:
        """Return what a pattern finds within words; it must find no white space."""
        return set(pattern.findall(self._joined))

    def holding(self, pattern: re.Pattern[str]) -> set[int]:
        """Return the positions of the texts that hold a word in which the pattern is found."""
        return self._with(_words_with(pattern, self._joined))

    def holding_in_lower_case(self, pattern: re.Pattern[str]) -> set[int]:
        """Return the same, where the pattern is for words in lower case."""
        lower = {word: word.lower() for word in self._distinct}
        found = _words_with(pattern, "\n".join(lower.values()))
        return self._with({word for word, small in lower.items() if small in found})

    def holding_phrase(self, phrase: str) -> set[int]:
        """Return the positions of the texts that hold a phrase, white space included."""
        # A phrase of which a word is nowhere on the page needs not be looked for.
        if not all(word in self._joined for word in phrase.split()):
            return set()
        return {number for number, text in enumerate(self._texts) if phrase in text}

    def _with(self, words: set[str]) -> set[int]:
        if not words:
            return set()
        return {number for number, own in enumerate(self._words) if not words.isdisjoint(own)}


def _words_with(pattern: re.Pattern[str], joined: str) -> set[str]:
    """Return the words, one a line, in which a pattern is found."""
    found, end = set(), -1
    for match in pattern.finditer(joined):
        if match.start() < end:
            continue
        end = joined.find("\n", match.end())
        end = len(joined) if end < 0 else end
        found.add(joined[joined.rfind("\n", 0, match.start()) + 1 : end])
    return found
