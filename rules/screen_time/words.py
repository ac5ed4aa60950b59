"""What the rule says: the deciding arithmetic first, then everything else that is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.rulekit import grades_in_words, joined, lessons_apart, shown, subjects_without_dosage

from .students import CAUTION, PASS, RED, UNDISCLOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.rulekit import Path, Profile, Purchase, Stated

    from .limits import Limit
    from .students import Judged

_READINGS = {
    UNDISCLOSED: "Depending on that, the limit is reached or not.",
    PASS: "However that is read, the limit is not reached.",
    RED: "However that is read, the limit is reached.",
}
MOST_NAMED = 5
"""So many of the other entries are named and cited one by one; the rest are counted."""


def message(
    profile: Profile,
    purchase: Purchase | None,
    judged: Sequence[Judged],
    lead: Judged,
    holding: Sequence[Stated],
    elsewhere: Sequence[Stated],
    bare: tuple[str, ...],
) -> Iterator[str]:
    """The sentences of the answer, the deciding one first; `bare` are the grades without dosage."""
    yield _opening(lead, is_only=len(judged) == 1)
    yield from _notes(lead)
    yield from _disagreements(profile, lead.combined.parts)
    decided = (lead.combined.parts, lead.limit)
    others = [case for case in judged if (case.combined.parts, case.limit) != decided]
    if others:
        yield _sentence(verdicts(others, lead.limit))
    said = {(one.section, one.index) for case in judged for one in case.combined.parts}
    rest = [one for one in holding if (one.section, one.index) not in said]
    if rest:
        yield f"Stated as well: {listed(rest)}."
    yield from _gaps(profile, purchase, holding, bare)
    if elsewhere:
        yield f"Stated for other grades, subjects, uses or times, and not decisive here: {listed(elsewhere)}."


def verdicts(cases: Sequence[Judged], said: Limit | None = None) -> str:
    """Each group's minutes in a phrase, the first few by name, and its limit where it is not said before."""
    named: list[str] = []
    for case in cases:
        whose = f"for {grades_in_words(case.grades)}: " if case.grades else ""
        limit = "" if case.limit == said else f", where the limit is {case.limit.words}"
        named.append(f"{whose}{case.combined.minutes.in_full}{limit}")
        said = case.limit
    return "; ".join(_first(named))


def listed(entries: Sequence[Stated]) -> str:
    """Entries in a phrase each, the first few by name."""
    return "; ".join(_first([_named(one) for one in entries]))


def evidence(lead: Judged, holding: Sequence[Stated]) -> tuple[Path, ...]:
    """Where the deciding numbers stand, then the others'."""
    parts = lead.combined.parts
    deciding = [path for part in parts for path in _paths(part)]
    others = [one for one in holding if one not in parts]
    sources = [(part.section, part.index, "source") for part in parts if part.source]
    return (*deciding, *evidence_of(others), *sources)


def evidence_of(entries: Sequence[Stated]) -> tuple[Path, ...]:
    """Where each entry's own number stands."""
    return tuple(_paths(one)[0] for one in entries[:MOST_NAMED])


def _paths(one: Stated) -> tuple[Path, ...]:
    fields = one.minutes.fields or ("minutes",)
    paths: list[Path] = [(one.section, one.index, field) for field in fields]
    if one.length_of is not None:
        paths.append(("dosage", one.length_of, "minutes_per_lesson"))
    return tuple(paths)


def _opening(lead: Judged, *, is_only: bool) -> str:
    parts, minutes = lead.combined.parts, lead.combined.minutes
    promised = [part for part in parts if part.section == "outcomes"]
    if lead.grades and not (is_only and all(part.grades is None for part in parts)):
        whose = f" for {grades_in_words(lead.grades)}"
    else:
        whose = f" for {shown(parts[0].population)}" if len(parts) == 1 and parts[0].population else ""
    if promised and len(parts) == 1:
        start = f"A promised outcome{whose} rests on"
    elif promised:
        start = f"The stated dosage{whose}, raised to what a promised outcome rests on, is"
    else:
        start = f"The stated dosage{whose} is"
    return f"{start} {minutes.in_full}; the limit is {lead.limit.words}."


def _notes(lead: Judged) -> Iterator[str]:
    minutes = lead.combined.minutes
    if minutes.missing:
        yield f"Not stated: {joined(minutes.missing)}. {_readings(lead)}"
    elif lead.rank == CAUTION:
        yield "Only the high end reaches the limit."
    if lead.rank == PASS and any(
        part.scope is None and part.subjects is None for part in lead.combined.parts
    ):
        yield "No subjects are stated, so the minutes are taken as those of the whole product."
    if minutes.no_upper:
        yield "No upper limit is stated."
    if minutes.no_lower:
        yield "No lower limit is stated, so the upper one is judged."


def _readings(lead: Judged) -> str:
    """Say what the readings of what is missing come to."""
    if lead.rank == CAUTION:
        low_may_reach, _ = lead.combined.minutes.most.reaches(lead.limit.flag_at)
        low = "whether the low end does depends on it" if low_may_reach else "the low end does not"
        return f"However that is read, the high end reaches the limit; {low}."
    return _READINGS[lead.rank]


def _disagreements(profile: Profile, parts: Sequence[Stated]) -> Iterator[str]:
    """Say where an entry's lessons come to something else than its minutes, which decide."""
    for part in parts:
        if part.section == "dosage":
            lessons = lessons_apart((profile.dosage or ())[part.index], part.in_one)
            if lessons:
                yield (
                    f"The same entry also states {lessons.in_full}, which is more than a fifth apart; "
                    "the minutes stated as such decide."
                )


def _gaps(
    profile: Profile, purchase: Purchase | None, holding: Sequence[Stated], grades: tuple[str, ...]
) -> Iterator[str]:
    """Say for which grades and subjects that are asked about nothing is stated."""
    bought = (purchase.subjects if purchase else None) or None
    subjects = subjects_without_dosage(holding, bought or profile.product.subjects)
    named = [*([f"for {grades_in_words(grades)}"] if grades else []), *(f"for {name}" for name in subjects)]
    if named:
        yield f"No dosage is stated {joined(named)}."


def _named(one: Stated) -> str:
    population = [shown(one.population)] if one.population else []
    if one.section == "outcomes":
        whose = ["a promised outcome", *population]
    else:
        grades = [grades_in_words(one.grades)] if one.grades else []
        whose = [*population, *grades, *([one.use] if one.use else [])]
    return f"{', '.join(whose)}: {one.minutes.in_full}" if whose else one.minutes.in_full


def _first(named: list[str]) -> list[str]:
    if len(named) <= MOST_NAMED:
        return named
    return [*named[:MOST_NAMED], f"and {len(named) - MOST_NAMED} more"]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
