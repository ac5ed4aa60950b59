"""Words that stand on a page again and again: said where they belong, then once more at its end."""

from __future__ import annotations

OFTEN = 30
"""As many products as a district decides on in a year: a page of these says everything in place."""


class SaidOften:
    """Counts the words on one page; a report on hundreds of products would be a tenth heavier without it."""

    def __init__(self) -> None:
        """Nothing is said yet."""
        self._times: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def number(self, words: str) -> int:
        """Count words that are about to be said.

        Returns:
            0 where they are to be said in place, else their number among those that stand at the page's end.
        """
        times = self._times[words] = self._times.get(words, 0) + 1
        return self._numbers.setdefault(words, len(self._numbers) + 1) if words and times > OFTEN else 0

    @property
    def at_the_end(self) -> list[str]:
        """What is to stand at the page's end, in the order of its numbers."""
        return list(self._numbers)
