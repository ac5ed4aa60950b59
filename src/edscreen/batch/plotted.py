"""What the overview's plot shows of a product: a student's minutes a week, and the best independent effect.

Both are taken only where the profile states all that they turn on; what it leaves out is never guessed.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from edscreen.evidence.combined_minutes import combinations
from edscreen.evidence.stated_minutes import stated_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edscreen.evidence.stated_minutes import Stated
    from edscreen.evidence.weekly_minutes import WeeklyMinutes
    from edscreen.profile.models import Profile, Purchase, Study
    from edscreen.profile.models.study import Evaluator, Funder
    from edscreen.profile.models.vendor import Role

_COMPARING = frozenset({"randomized_controlled_trial", "regression_discontinuity", "quasi_experiment"})
_PUBLIC_MONEY = frozenset({"government", "foundation", "district"})
_OWN_EVALUATIONS = frozenset({"government", "district"})
_LEGAL_FORMS = frozenset(
    {"inc", "incorporated", "llc", "ltd", "limited", "corp", "corporation", "co", "company"}
)
_WORD = re.compile(r"[^\W_]+")


class Plotted(NamedTuple):
    """Where a product stands in the plot.

    Attributes:
        minutes_low: the fewest minutes a week that a student is to spend at the screen; None where that is
            not stated in full, and for `up to 60`.
        minutes_high: the most; None where that is not stated in full, and for `30 or more`.
        effect: the best effect on all students of a study that compares groups, by an outside evaluator, in
            standard deviations; one that is neither paid by the vendor nor of some users only is taken first.
        effect_paid: whether the vendor hired the evaluator or paid; None where there is no effect.
        effect_analysis: `intent_to_treat` or `dosage_conditional`; None where there is no effect.
    """

    minutes_low: float | None = None
    minutes_high: float | None = None
    effect: float | None = None
    effect_paid: bool | None = None
    effect_analysis: str | None = None


def plotted(profile: Profile, role: Role | None) -> Plotted:
    """Work out where a product stands.

    Args:
        profile: the vendor's words.
        role: whose word the profile is: what is bought counts only as the district's own.
    """
    purchase = profile.purchase if role in {"district", "agency"} else None
    low, high = _minutes(profile, purchase)
    best = max(_effects(profile), key=_weight, default=None)
    return Plotted(low, high, *best) if best else Plotted(low, high)


def _minutes(profile: Profile, purchase: Purchase | None) -> tuple[float | None, float | None]:
    holding, _ = stated_minutes(profile, purchase)
    entries = [one for one in holding if one.section == "dosage"] or holding
    every = [
        combined.minutes for group in _groups(entries, profile, purchase) for combined in combinations(group)
    ]
    if not every or not all(map(_is_in_full, every)):
        return None, None
    low = None if any(each.no_lower for each in every) else min(each.least.low for each in every)
    high = None if any(each.no_upper for each in every) else max(each.least.high for each in every)
    return low, high


def _is_in_full(minutes: WeeklyMinutes) -> bool:
    return minutes.has_unit and not minutes.missing and math.isfinite(minutes.least.high)


def _groups(
    entries: Sequence[Stated], profile: Profile, purchase: Purchase | None
) -> Iterable[tuple[Stated, ...]]:
    """The entries that hold together for the same students."""
    if len(entries) < 2:
        return [tuple(entries)] if entries else []
    grades = (purchase.grades if purchase else None) or {
        *(grade for one in entries for grade in one.grades or ()),
        *(profile.product.grades or ()),
    }
    if not grades:
        return [tuple(entries)]
    holding = (
        tuple(number for number, one in enumerate(entries) if one.grades is None or grade in one.grades)
        for grade in grades
    )
    return [tuple(entries[number] for number in numbers) for numbers in sorted(set(holding)) if numbers]


_Effect = tuple[float, bool, str]


def _weight(effect: _Effect) -> tuple[bool, float]:
    size, is_paid, analysis = effect
    return (not is_paid and analysis == "intent_to_treat"), size


def _effects(profile: Profile) -> Iterator[_Effect]:
    if not profile.studies:
        return
    vendor = [_words(name) for name in (profile.vendor.name, profile.vendor.parent) if name]
    own = _words(profile.product.name)
    for study in profile.studies:
        if study.design not in _COMPARING or study.analysis is None:
            continue
        if study.product and _words(study.product) != own:
            continue
        is_paid = _is_paid(study, vendor)
        if is_paid is None:
            continue
        for finding in study.findings or ():
            tested_by = finding.measure.owner if finding.measure else None
            is_of_all = finding.subgroup is None or finding.subgroup.casefold().startswith("all")
            if finding.effect_size is not None and is_of_all and tested_by != "vendor":
                yield finding.effect_size, is_paid, study.analysis


def _is_paid(study: Study, vendor: Sequence[tuple[str, ...]]) -> bool | None:
    """Whether the vendor paid for an outside evaluator's study.

    None where the evaluator is the vendor or the developer, or where it is not stated which, or who paid.
    """
    evaluator, funder = study.evaluator, study.funder
    if evaluator is None or not evaluator.name or evaluator.kind == "vendor" or _is_one_of(evaluator, vendor):
        return None
    payer: str | None = "vendor" if _is_one_of(funder, vendor) else funder.kind if funder else None
    tie = evaluator.tie
    if evaluator.kind in _OWN_EVALUATIONS:  # a state's or district's own evaluation
        tie = tie or "none"
        payer = payer or (evaluator.kind if not (funder and funder.name) else None)
    if tie == "hired_by_vendor":
        return True
    if tie not in {"none", "works_with_developer"} or payer is None:
        return None
    return payer == "vendor" or (tie == "works_with_developer" and payer not in _PUBLIC_MONEY)


def _is_one_of(body: Evaluator | Funder | None, vendor: Sequence[tuple[str, ...]]) -> bool:
    """Whether a body bears one of the names, whole or within its own."""
    if body is None or not body.name:
        return False
    words = f" {' '.join(_words(body.name))} "
    return any(name and f" {' '.join(name)} " in words for name in vendor)


def _words(name: str) -> tuple[str, ...]:
    found = _WORD.findall(normalize("NFKC", name).casefold().replace(".", ""))
    while len(found) > 1 and found[-1] in _LEGAL_FORMS:
        found.pop()
    return tuple(found)
