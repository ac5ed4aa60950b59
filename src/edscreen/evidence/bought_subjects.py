"""The subjects that a district buys and for which no minutes are stated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from edscreen.evidence.subjects import as_counted, subject_in_words
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.evidence.combined_minutes import Combined
    from edscreen.evidence.stated_minutes import Stated
    from edscreen.profile.models import Purchase


def subjects_without_dosage(holding: Sequence[Stated], subjects: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return those of `subjects` for which no entry holds, in words."""
    missing = _uncovered(holding, subjects)
    return tuple(
        subject_in_words(name) for name in subjects or () if not missing.isdisjoint(as_counted([name]))
    )


def with_gaps(combined: Combined, purchase: Purchase | None) -> Combined:
    """Leave the end open where a subject that is bought has no minutes."""
    bought = purchase.subjects if purchase else None
    if not bought or not _uncovered(combined.parts, bought):
        return combined
    most = combined.minutes.most._replace(high=math.inf)
    missing = subjects_without_dosage(combined.parts, bought)
    unbounded = combined._replace(minutes=combined.minutes._replace(most=most))
    return unbounded.also_missing(f"how many minutes a week in {joined(missing)}")


def _uncovered(holding: Sequence[Stated], subjects: tuple[str, ...] | None) -> frozenset[str]:
    missing = as_counted(subjects or ())
    for one in holding:
        missing = missing - one.subjects if one.subjects is not None else frozenset()
    return missing
