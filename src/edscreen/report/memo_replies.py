"""What the vendor was asked and what it replied, for the board memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.escaping import on_one_line
from edscreen.report.finding_words import reply_in_words
from edscreen.report.memo_parts import Exchange
from edscreen.report.memo_room import ROOMS

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding, Scorecard

_MOST = ROOMS[0].exchanges
_OPEN = frozenset({"flag", "undisclosed"})


def asked(scorecard: Scorecard) -> str:
    """Whether and when the vendor was asked, as the profile says, and whether it has replied."""
    return f"{_when(scorecard)} {_replied(scorecard)}"


def exchanges(scorecard: Scorecard) -> tuple[tuple[Exchange, ...], int]:
    """What the vendor replied, then what it is asked, red-flag questions first; how many are left out."""
    found = [
        finding
        for finding in scorecard.findings
        if finding.reply or (finding.ask_vendor and finding.outcome in _OPEN)
    ]
    found.sort(key=lambda finding: (finding.reply is None, finding.question != "red", finding.order))
    shown = found[:_MOST]
    return tuple(map(_exchange, shown)), len(found) - len(shown)


def _when(scorecard: Scorecard) -> str:
    stated = scorecard.source.profile.asked if scorecard.source else None
    if not stated or not (stated.on or stated.reply_by):
        return "The profile names no day on which the vendor was asked."
    when = f" on {in_words(stated.on)}" if stated.on else ""
    by = f"to reply by {in_words(stated.reply_by)}" if stated.reply_by else "with no last day for its reply"
    if scorecard.role in {"district", "agency"}:
        return f"The vendor was asked{when}, {by}."
    return f"The vendor was asked{when}, {by}; so says a file that counts as the vendor's own word."


def _replied(scorecard: Scorecard) -> str:
    replies = sum(finding.reply is not None for finding in scorecard.findings)
    if not replies:
        return "No reply is on file."
    return "1 reply is on file." if replies == 1 else f"{replies} replies are on file."


def _exchange(finding: Finding) -> Exchange:
    question = finding.ask_vendor if finding.ask_vendor and finding.outcome in _OPEN else finding.title
    said, given = reply_in_words(finding.reply) if finding.reply else ("", "")
    source = finding.reply.source if finding.reply else None
    return Exchange(*map(on_one_line, (question, said, given, source or "")))
