"""A home page read twice: two verdicts are none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.site.seen import SiteReport

FLAGGED: frozenset[SiteVerdict] = frozenset({"linked", "claims_only", "absent"})
"""Verdicts that are worth a second look."""


class Look(Protocol):
    """What a home page showed."""

    @property
    def verdict(self) -> SiteVerdict:
        """The verdict."""

    @property
    def clicks(self) -> int | None:
        """Clicks to independent evidence; None where none was found."""


def contradiction(first: Look, second: Look) -> str | None:
    """Say that two looks showed two things, as a clause; None where they agree in verdict and clicks."""
    if (second.verdict, second.clicks) == (first.verdict, first.clicks):
        return None
    return f"read twice, it showed two things: {_in_words(first)}, then {_in_words(second)}"


def confirmed(first: SiteReport, second: SiteReport) -> SiteReport:
    """Return the first report as confirmed, or one that is unreadable and says what the two showed."""
    problem = contradiction(first, second)
    if problem is None:
        return replace(first, confirmed=True)
    return replace(
        first,
        verdict="unreadable",
        clicks=None,
        pages=(*first.pages, *second.pages),
        pages_budget=first.pages_budget + second.pages_budget,
        evidence=(),
        detail=problem,
        unread=0,
        given_unread=(),
    )


def _in_words(look: Look) -> str:
    if look.verdict == "linked" and look.clicks:
        return f"linked, {look.clicks} click{'' if look.clicks == 1 else 's'} away"
    return look.verdict.replace("_", " ")
