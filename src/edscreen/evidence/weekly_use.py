"""Whether students use an assessment every week."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.evidence.stated_minutes import Stated
    from edscreen.profile.models import Profile


def by_weekly_use(
    profile: Profile, holding: Iterable[Stated]
) -> tuple[list[Stated], list[Stated], list[Stated]]:
    """Part the entries into those for every week, those for a year, and those that do not say how often."""
    weekly: list[Stated] = []
    yearly: list[Stated] = []
    unclear: list[Stated] = []
    for one in holding:
        use = _weekly_use(profile, one)
        (weekly if use else unclear if use is None else yearly).append(one)
    return weekly, yearly, unclear


def _weekly_use(profile: Profile, one: Stated) -> bool | None:
    """Whether an entry is for every week; None where it does not say how often.

    Minutes a week or a day, or a number of sessions, days or lessons a week, are weekly use; minutes a year
    are not.
    """
    if one.section == "outcomes":
        return True
    entry = (profile.dosage or ())[one.index]
    counts = (entry.sessions_per_week, entry.days_per_week, entry.lessons_per_week)
    is_weekly = entry.minutes is not None and entry.per in {"week", "day"}
    if is_weekly or any(count is not None for count in counts):
        return True
    return False if entry.per == "year" else None
