"""What a run with several products comes to, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from edscreen.report.words import is_softened_by_cover

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Scorecard

_WORDS = {
    "flagged": "with a red flag",
    "incomplete": "with a red-flag question that has no answer",
    "covered": "with no red flag found but for what is waived or known",
    "clear": "with no red flag found",
    "not_screened": "not screened for red flags",
}


class Totals:
    """Counts products while they pass by."""

    def __init__(self) -> None:
        """Begin without a product."""
        self.products = 0
        self._kinds: Counter[str] = Counter()

    def count(self, scorecard: Scorecard) -> None:
        """Take one product into account."""
        self.products += 1
        verdict = scorecard.verdict
        self._kinds["covered" if verdict == "clear" and is_softened_by_cover(scorecard) else verdict] += 1

    def screened(self) -> str:
        """How many products were screened."""
        return f"{self.products:,} {'product' if self.products == 1 else 'products'} screened"

    def in_words(self) -> str:
        """How many products were screened, and what was found of how many."""
        found = [f"{self._kinds[kind]:,} {words}" for kind, words in _WORDS.items() if self._kinds[kind]]
        return f"{self.screened()}: {', '.join(found)}" if found else "No product was screened"
