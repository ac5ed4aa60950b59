"""How many minutes a week the product keeps a student at a screen, against a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    TEACHING,
    Amount,
    Answer,
    AppliesTo,
    Category,
    Profile,
    Purchase,
    Registries,
    Section,
    Stated,
    basis_of,
    by_weekly_use,
    flags,
    grades_in_words,
    joined,
    not_applicable,
    passes,
    rule,
    stated_minutes,
    undisclosed,
)

from . import words
from .limits import ScreenTimeOptions
from .students import CAUTION, PASS, UNDISCLOSED, Judged, grades_without_dosage, judge_students

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

# The vendor has stated the minutes; the limit may be the district's own, which a letter must not tell.
_WORTH = "Which results do students reach with fewer minutes a week, and which study shows it?"


@rule(
    id="screen-time",
    title="How many minutes a week does the product keep a student at a screen?",
    family="dosage",
    severity="red",
    gets_worse="higher",
    applies_to=AppliesTo(categories=TEACHING | {"assessment"}),
    section=Section(
        "dosage",
        "how many minutes a week a student is to spend at the screen",
        stands_in="outcomes.dosage_minutes_per_week",
    ),
    empty="undisclosed",
    options=ScreenTimeOptions,
    ask_vendor=(
        "How many minutes a week is a student to spend at the screen, at least and at most, for each grade; "
        "is that for each subject or for all together; and what counts as a minute?"
    ),
    settled_by=(
        "Your recommendation in writing: the minutes a week for each grade, for one subject or for all "
        "together; and, where students need less than that, the study that shows it."
    ),
    sources=(FOUNDING_ARTICLE,),
)
def screen_time(
    profile: Profile,
    options: ScreenTimeOptions,
    category: Category | None,
    purchase: Purchase | None,
    registries: Registries,
) -> Answer:
    """The worst case of any group of students leads; all others are named after it."""
    holding, elsewhere = stated_minutes(profile, purchase)
    if category == "assessment":
        weekly, yearly, unclear = by_weekly_use(profile, holding)
        if not weekly and holding:
            return _not_weekly(yearly, unclear)
        holding, elsewhere = weekly, [*elsewhere, *yearly, *unclear]
    if not holding:
        return _nothing_for_this_purchase(elsewhere)
    judged = judge_students(holding, profile, purchase, options)
    lead = max(judged, key=lambda case: case.order)
    if lead.rank <= UNDISCLOSED and profile.dosage and not any(one.section == "dosage" for one in holding):
        return _nothing_for_this_purchase(elsewhere)
    bare = grades_without_dosage(holding, profile, purchase)
    if bare and purchase and purchase.grades and lead.rank <= UNDISCLOSED:
        return _without_dosage(bare, judged, holding)
    said = [*words.message(profile, purchase, judged, lead, holding, elsewhere, bare)]
    if category is None and profile.product.category == "assessment":
        said.append("That the product is an assessment is not the district's own entry and decided nothing.")
    message = " ".join(said)
    evidence = words.evidence(lead, holding)
    if lead.rank == UNDISCLOSED:
        return undisclosed(message, *evidence, ask=_question(lead))
    basis = _basis(lead.combined.parts, profile, registries)
    if lead.rank == PASS:
        return passes(message, *evidence, basis=basis)
    minutes = lead.combined.minutes
    decides = Amount(minutes.least.low, minutes.most.high, "minutes a week")
    softer = lead.rank == CAUTION
    return flags(message, *evidence, basis=basis, softer=softer, ask=_WORTH, decides=decides)


def _not_weekly(yearly: Sequence[Stated], unclear: Sequence[Stated]) -> Answer:
    """An assessment is judged only where it is used every week."""
    declared = "The district declares this product to be an assessment, and"
    if unclear:
        return undisclosed(
            f"{declared} how often in a week students use it is not stated.",
            *words.evidence_of(unclear),
            ("product", "category"),
            ask="How often do students take this assessment: every week, or a number of times a year?",
        )
    return not_applicable(
        f"{declared} its minutes are stated for a year: it is not used every week.",
        ("product", "category"),
        *words.evidence_of(yearly),
    )


def _nothing_for_this_purchase(elsewhere: Sequence[Stated]) -> Answer:
    named = words.listed(elsewhere)
    return undisclosed(
        "No dosage is stated for what the district buys. "
        f"Stated for other grades, subjects, uses or times: {named}.",
        *words.evidence_of(elsewhere),
        ("purchase",),
    )


def _without_dosage(bare: tuple[str, ...], judged: Sequence[Judged], holding: Sequence[Stated]) -> Answer:
    grades = grades_in_words(bare)
    others = words.verdicts(judged)
    return undisclosed(
        f"For {grades}, which the district buys, no dosage is stated. {others[:1].upper()}{others[1:]}.",
        ("purchase", "grades"),
        *words.evidence_of(holding),
        ask=f"How many minutes a week is a student in {grades} to spend at the screen?",
    )


def _question(lead: Judged) -> str:
    return f"Please state for the dosage of this product: {joined(lead.combined.minutes.missing)}."


def _basis(
    parts: Sequence[Stated], profile: Profile, registries: Registries
) -> Literal["claimed", "documented"]:
    found = {basis_of(part.source, profile, registries.public_hosts) for part in parts}
    return "documented" if found == {"documented"} else "claimed"
