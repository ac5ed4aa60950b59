"""Whether the vendor says what students will gain, and for exactly how much use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    Answer,
    Profile,
    Purchase,
    Registries,
    Section,
    basis_of,
    counted,
    flags,
    holds_for,
    passes,
    rule,
    shown,
    undisclosed,
)

from .promises import Dosages, Promise, read_promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.rulekit import Cited

MOST_NAMED = 5
"""So many of the other outcomes are named and cited one by one; the rest are counted."""

_AGAINST = {
    "comparison_group": "more than a comparison group",
    "expected_growth": "counted against expected growth",
    "own_start": "counted from the students' own start",
}


@rule(
    id="outcomes-and-dosage",
    title="Does the vendor say what students will gain, and for exactly how much use?",
    family="outcomes",
    severity="red",
    section=(
        Section("outcomes", "what students will gain from using the product"),
        Section(
            "dosage", "how much a student is to use the product", stands_in="outcomes.dosage_minutes_per_week"
        ),
    ),
    silence_flags=True,
    ask_vendor=(
        "What will students gain, on which measure, by how much, in which unit and in how many weeks, and "
        "for exactly how many minutes or lessons a week?"
    ),
    settled_by=(
        "One result stated in full, in writing: the measure, the amount and its unit, the students, the "
        "number of weeks, and the exact minutes or lessons a week."
    ),
    sources=(FOUNDING_ARTICLE,),
)
def outcomes_and_dosage(profile: Profile, purchase: Purchase | None, registries: Registries) -> Answer:
    """One complete outcome is enough; the best one leads, all others are named after it."""
    entries = [pair for pair in enumerate(profile.dosage or ()) if holds_for(pair[1], purchase)]
    if profile.dosage and not entries:
        return undisclosed(
            "No dosage is stated for what the district buys: "
            f"{_count(len(profile.dosage), 'entry is', 'entries are')} for other grades, subjects or uses.",
            *_apart(profile, purchase),
        )
    dosages = Dosages(entries) if entries else None
    promises = sorted(
        (read_promise(index, outcome, dosages) for index, outcome in enumerate(profile.outcomes or ())),
        key=lambda promise: promise.order,
    )
    lead = promises[0]
    basis = basis_of(lead.outcome.source, profile, registries.public_hosts)
    message = " ".join((*_opening(lead), *_others(promises[1:])))
    evidence = (
        *_evidence(lead),
        *(("outcomes", other.index, "measure") for other in promises[1 : MOST_NAMED + 1]),
    )
    if lead.gaps:
        return flags(message, *evidence, basis=basis, ask=" ".join(gap.ask for gap in lead.gaps))
    if lead.from_own_start:
        ask = "How much did students gain beyond a comparison group or expected growth in the same time?"
        return flags(message, *evidence, basis=basis, softer=True, ask=ask)
    return passes(message, *evidence, basis=basis)


def _apart(profile: Profile, purchase: Purchase | None) -> Iterator[Cited]:
    """What is bought and what the first entry is for, where both say it."""
    for first in (profile.dosage or ())[:1]:
        for field in ("grades", "subjects", "use"):
            if purchase and getattr(purchase, field) and getattr(first, field):
                yield "purchase", field
                yield "dosage", 0, field


def _opening(lead: Promise) -> Iterator[str]:
    if lead.gaps:
        yield f"No outcome is stated in full. The nearest is {lead.name}: {_missing(lead)}."
        return
    yield f"{lead.name}: {_size(lead)}. The dosage is {lead.dosage}."
    if lead.from_own_start:
        yield (
            "Counted from the students' own start, the growth holds what they would have gained in that time "
            "anyway."
        )
    elif lead.outcome.compared_with is None:
        yield "Against whom that is counted is not stated."


def _size(lead: Promise) -> str:
    outcome = lead.outcome
    against = f", {_AGAINST[outcome.compared_with]}" if outcome.compared_with else ""
    if outcome.growth is None:
        size = f"reached by {outcome.share_reaching or 0:.0%} of students"
    else:
        size = f"{outcome.growth:,g} {shown(outcome.unit or '')}"
    return f"{size} in {counted(f'{outcome.timeframe_weeks:g}', 'week')}{against}"


def _missing(promise: Promise) -> str:
    return "; ".join(gap.words for gap in promise.gaps)


def _others(others: Sequence[Promise]) -> Iterator[str]:
    for other in others[:MOST_NAMED]:
        if other.gaps:
            yield f"Also promised: {other.name}: {_missing(other)}."
        else:
            yield f"Also promised: {other.name}: {_size(other)}."
    if len(others) > MOST_NAMED:
        yield f"{_count(len(others) - MOST_NAMED, 'further outcome is', 'further outcomes are')} stated."


def _evidence(lead: Promise) -> tuple[Cited, ...]:
    """What decides first: what is missing, else the comparison, else the outcome's own numbers."""
    at, outcome = ("outcomes", lead.index), lead.outcome
    says_share = not lead.gaps and outcome.growth is None
    size = ("share_reaching",) if says_share else ("growth", "unit")
    numbers = [(*at, field) for field in (*size, "timeframe_weeks") if getattr(outcome, field) is not None]
    deciding = [gap.path for gap in lead.gaps]
    if not lead.gaps and lead.from_own_start:
        deciding.append((*at, "compared_with"))
    return tuple(dict.fromkeys((*deciding, (*at, "measure"), *numbers, *lead.rests_on)))


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
