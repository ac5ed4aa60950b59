"""The signs of outcomes, drawn or typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edscreen.report.sections import Kind
    from edscreen.screening.scorecard import Verdict


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that stand beside words, so that nothing is told by colour alone."""

    red: str
    caution: str
    note: str
    undisclosed: str
    unseen: str
    error: str
    covered: str
    passed: str
    outside: str
    line: str

    def of(self, kind: Kind) -> str:
        """The sign of a section's findings."""
        return {
            "red": self.red,
            "caution": self.caution,
            "note": self.note,
            "undisclosed": self.undisclosed,
            "unavailable": self.unseen,
            "skipped": self.unseen,
            "error": self.error,
            "waived": self.covered,
            "known": self.covered,
            "pass": self.passed,
            "not_applicable": self.outside,
        }[kind]

    def of_verdict(self, verdict: Verdict, *, covered: bool) -> str:
        """The sign of a verdict; `covered` says whether a waiver or the baseline has part in it."""
        return {
            "flagged": self.red,
            "incomplete": self.undisclosed,
            "clear": self.covered if covered else self.passed,
            "not_screened": self.outside,
        }[verdict]


DRAWN = Signs("✗", "!", "i", "?", "○", "※", "◇", "✓", "–", "━")
"""The signs as they are meant."""
TYPED = Signs("X", "!", "i", "?", "o", "*", "~", "+", "-", "=")
"""The signs where only ASCII can be shown."""
