"""Which looks at a home page count for their day: a person's own, and a page that somebody saved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from edscreen.rulekit import in_words, is_stated

if TYPE_CHECKING:
    from edscreen.rulekit import HomePage, SiteReading


def why_look_does_not_count(look: HomePage, as_of: date, most: int) -> str | None:
    """Say why a person's own look does not count; None where it does.

    Args:
        look: the look that the profile records.
        as_of: the day of the screening.
        most: how many days before that it may lie.
    """
    if look.verdict is None:
        return "it gives no verdict (shown, linked, claims_only, absent or unreadable)"
    if look.verdict == "linked" and look.clicks == 0:
        return "clicks 0 means on the page itself; write verdict: shown, or the number of clicks"
    if not is_stated(look.checked_by):
        return "it does not say who looked (checked_by)"
    if look.checked_on is None:
        return "it does not say on which day (checked_on)"
    age = (as_of - look.checked_on).days
    if age < 0:
        return f"its day, {in_words(look.checked_on)}, lies after {in_words(as_of)}"
    if age > most:
        return f"it is of {in_words(look.checked_on)}, {age} days ago, and {most} are the limit"
    return None


def why_saved_does_not_count(site: SiteReading, as_of: date, most: int) -> str | None:
    """Say why a saved page does not count for its day; None where it does, or its day is not known.

    Args:
        site: what was read of it.
        as_of: the day of the screening.
        most: how many days before that it may have been saved.
    """
    days = _saved_days(site)
    if not days:
        return None
    # Files say it in UTC: somewhere on earth that day is already the next one.
    if days[-1] - timedelta(days=1) > as_of:
        return f"it was saved on {in_words(days[-1])}, which lies after {in_words(as_of)}"
    age = (as_of - days[0]).days
    if age > most:
        limit = f"and {most} are the limit"
        return f"it was saved on {in_words(days[0])}, {age:,} days ago, {limit}"
    return None


def _saved_days(site: SiteReading) -> list[date]:
    """The days on which saved pages were read, the first one first."""
    if not site.saved:
        return []
    return sorted(
        date.fromisoformat(page.fetched_at[:10])
        for page in site.pages
        if page.fetched_at and not page.problem
    )


def when_saved(site: SiteReading) -> str:
    """Say of which day a saved page is; where its file does not say, a file's own day is none."""
    if site.file_changed:
        day = in_words(date.fromisoformat(site.file_changed[:10]))
        return f", of a day that is not known (the file was last changed on {day})"
    days = _saved_days(site)
    return f", saved on {in_words(days[0])}" if days else ""
