"""What a run has to say at its end of its items besides their findings, noted where an item is screened."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from edscreen.profile.left_out import left_out_of
from edscreen.registries.addresses import parse_address
from edscreen.report.json_text import json_text
from edscreen.screening.answers import Amount
from edscreen.screening.replies import replies_not_shown
from edscreen.screening.screen_budget import ProductMinutes, ScreenBudget

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.profile.documents import Document
    from edscreen.screening.grounds import Grounds
    from edscreen.screening.inputs import SiteReading
    from edscreen.screening.scorecard import Scorecard

UNUSED, REPLY, TO_CONFIRM = "unused_section", "reply_not_shown", "to_be_confirmed"
USER = "user_left_out"
MINUTES, DECIDES = "screen_minutes", "decides"
SITE_READ, SITE_UNREAD = "site_read", "site_unread"
"""The kinds of notes: a section that is not judged, a reply beside no finding, answers that nobody confirmed,
a password that was left out of an address, minutes that count for the policy's budget, the amount that
decides a flag, for a baseline, and the host of a site that was to fill a row, which could be read or could
not."""


class NoteTaker:
    """Notes what there is to be said of profiles."""

    def __init__(self, grounds: Grounds) -> None:
        """Take the rules and the budgets from what the run rests on."""
        limits = grounds.policy.screen_budget if grounds.policy else ()
        self._budget = ScreenBudget(limits) if limits else None
        self._rule_ids = {rule.id for rule in grounds.shelf.rules}

    def of(self, document: Document, scorecard: Scorecard) -> Iterator[tuple[str, str]]:
        """Yield the notes on a profile as rows of the table `notes`, without the item."""
        profile = document.profile
        if profile.contract is not None:
            yield UNUSED, json_text("contract")
        if profile.replies:
            for reply in replies_not_shown(document, self._rule_ids):
                yield REPLY, json_text(reply._asdict())
        if document.to_confirm:
            yield TO_CONFIRM, json_text({"profile": document.shown, "lines": document.to_confirm})
        if left_out := left_out_of(document):
            yield USER, json_text(left_out._asdict())
        if self._budget and (minutes := self._budget.of(profile, scorecard.role)):
            yield MINUTES, json_text(_finite(minutes._asdict()))
        for finding in scorecard.findings:
            if finding.decides:
                about = {"document": scorecard.document, "rule": finding.rule}
                yield DECIDES, json_text(about | _finite(finding.decides._asdict()))


def visit_noted(site: SiteReading | None, *, is_read: bool) -> Iterator[tuple[str, str]]:
    """Yield the note on a visit to a site as a row of the table `notes`, without the item; none for none."""
    if site and site.url:
        address = parse_address(site.url)
        yield SITE_READ if is_read else SITE_UNREAD, json_text(address.host if address else site.url)


def notes(tables: sqlite3.Connection, kind: str) -> Iterator[Any]:
    """Yield what was noted of a kind, in the order of the list."""
    for [about] in tables.execute("SELECT about FROM notes WHERE kind = ? ORDER BY item, rowid", [kind]):
        yield json.loads(about)


def deciding_amounts(tables: sqlite3.Connection, item: int, document: int) -> dict[str, Amount]:
    """The amounts that decide flags of one product, by rule."""
    rows = tables.execute("SELECT about FROM notes WHERE kind = ? AND item = ?", [DECIDES, item])
    every = [json.loads(about) for [about] in rows]
    return {
        about["rule"]: Amount(about["low"], unbounded(about["high"]), about["unit"])
        for about in every
        if about["document"] == document
    }


def screen_minutes(tables: sqlite3.Connection) -> Iterator[ProductMinutes]:
    """Yield the minutes of products that count for the policy's budget, in the order of the list."""
    for about in notes(tables, MINUTES):
        stated = tuple((number, grade, low, unbounded(high)) for number, grade, low, high in about["stated"])
        yield ProductMinutes(about["vendor"], about["product"], stated, tuple(about["unstated"]))


def unbounded(high: float | None) -> float:
    """The high end of an amount as it was noted: JSON knows no number without bounds."""
    return math.inf if high is None else high


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if value == math.inf else value
