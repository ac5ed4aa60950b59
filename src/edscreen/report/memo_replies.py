"""What the vendor was asked and what it replied, for the board memo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.words import in_words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.finding_words import reply_in_words

if TYPE_CHECKING:
    from edscreen.report.memo_room import Room
    from edscreen.screening.scorecard import Finding, Reply, Scorecard

NO_REPLY = "No reply is on file."
"""What stands where the profile holds no reply to a question."""

_SOURCE = 100  # characters of the name of a source
_OPEN = frozenset({"flag", "undisclosed"})


class Exchange(NamedTuple):
    """A question to the vendor and its words on it.

    Attributes:
        question: what it is asked; the rule's title where nothing is left to ask.
        reply: its words in quotes, by whom and when; `NO_REPLY` where there are none.
        source: where the reply stands; empty where that is not said.
    """

    question: str
    reply: str
    source: str


def asked(scorecard: Scorecard) -> str:
    """Whether and when the vendor was asked, as the profile says."""
    stated = scorecard.source.profile.asked if scorecard.source else None
    if not stated or not (stated.on or stated.reply_by):
        return "The profile does not say that the vendor was asked, or by when it was to reply."
    when = f" on {in_words(stated.on)}" if stated.on else ""
    by = f"to reply by {in_words(stated.reply_by)}" if stated.reply_by else "with no last day for its reply"
    if scorecard.role in {"district", "agency"}:
        return f"The vendor was asked{when}, {by}."
    return f"The vendor was asked{when}, {by}; so says a file that counts as the vendor's own word."


def exchanges(scorecard: Scorecard, room: Room) -> tuple[tuple[Exchange, ...], int]:
    """What the vendor is asked, what it has replied to first; and how many such questions are left out."""
    found = [
        finding
        for finding in scorecard.findings
        if finding.reply or (finding.ask_vendor and finding.outcome in _OPEN)
    ]
    found.sort(key=lambda finding: (finding.reply is None, finding.question != "red", finding.order))
    put = tuple(_exchange(finding, room) for finding in found[: room.exchanges])
    return put, max(0, len(found) - room.exchanges)


def _exchange(finding: Finding, room: Room) -> Exchange:
    question = finding.ask_vendor if finding.ask_vendor and finding.outcome in _OPEN else finding.title
    reply = _said(finding.reply, room) if finding.reply else NO_REPLY
    source = finding.reply.source if finding.reply else None
    return Exchange(
        on_one_line(shortened(question, room.asked)), reply, on_one_line(shortened(source or "", _SOURCE))
    )


def _said(reply: Reply, room: Room) -> str:
    quote, given = reply_in_words(reply)
    inside = quote.removeprefix('"').removesuffix('"')
    short = shortened(on_one_line(inside), room.reply)
    return (f'"{short}"' if quote.startswith('"') else quote) + on_one_line(given and f" {given.strip()}")
