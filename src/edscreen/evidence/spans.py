"""Low and high numbers of minutes, and how they are written."""

from __future__ import annotations

import math
from typing import NamedTuple

from edscreen.profile.words import counted

TOLERANCE = 1e-9
"""Minutes that are lost in floating-point arithmetic."""


class Span(NamedTuple):
    """A low and a high number of minutes; the high one is infinite where nothing bounds it."""

    low: float
    high: float

    def plus(self, other: Span) -> Span:
        """Both together, end by end."""
        return Span(self.low + other.low, self.high + other.high)

    def times(self, low: float, high: float) -> Span:
        """The low end `low` times, the high end `high` times."""
        return Span(_product(self.low, low), _product(self.high, high))

    def over(self, low: float, high: float) -> Span:
        """Spread over `low` to `high` weeks; use in less than a whole week falls into that week."""
        return Span(self.low / max(1.0, high), self.high / max(1.0, low))

    def reaches(self, limit: float) -> tuple[bool, bool]:
        """Whether the low and whether the high end is at the limit or over it."""
        return self.low + TOLERANCE >= limit, self.high + TOLERANCE >= limit


NONE, ANY = Span(0.0, 0.0), Span(math.inf, math.inf)
"""The readings of minutes of which nothing is stated."""


def in_words(minutes: float) -> str:
    """Write a number of minutes; cut after two places, so that it never shows a limit it does not reach."""
    cut = math.floor(minutes * 100 + TOLERANCE) / 100
    return f"{cut:,.2f}".rstrip("0").rstrip(".")


def span_in_words(span: Span, *, no_upper: bool, no_lower: bool) -> str:
    """Write a span that may be open above or below: `30 to 40 minutes`, `30 or more minutes`."""
    low, high = in_words(span.low), in_words(span.high)
    amount = low if low == high else f"{low} to {high}"
    if no_upper != no_lower:
        return f"{amount} or more minutes" if no_upper else counted(f"up to {amount}", "minute")
    return counted(amount, "minute")


def _product(minutes: float, times: float) -> float:
    return 0.0 if minutes == 0 or times == 0 else minutes * times
