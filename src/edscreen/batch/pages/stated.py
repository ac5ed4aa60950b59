"""What a vendor's page tells of a product beside the findings, as labels and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.evidence.subjects import subject_in_words
from edscreen.profile.states import state_names
from edscreen.profile.words import figure, grades_in_words
from edscreen.report.facts import profile
from edscreen.report.list_columns import list_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.pages.stored_products import StoredProduct

_NO_EFFECT = "none stated together with who found it, who paid, and which students count"
_WHOSE = {"vendor": "the vendor", "district": "the district", "agency": "an agency"}


class Stated(NamedTuple):
    """One line.

    Attributes:
        label: what it tells.
        text: what is stated; empty where it is an address.
        address: an address.
    """

    label: str
    text: str
    address: str = ""


def stated(product: StoredProduct) -> Iterator[Stated]:
    """What is known of a product."""
    if product.website:
        yield Stated("Website", "", product.website)
    if product.category:
        yield Stated("Category", product.category)
    if product.grades:
        yield Stated("Grades", grades_in_words(product.grades).removeprefix("grades ").removeprefix("grade "))
    if product.subjects:
        yield Stated("Subjects", ", ".join(map(subject_in_words, product.subjects)))
    if product.states:
        names = state_names()
        yield Stated("States named", ", ".join(names.get(state, state) for state in product.states))
    yield Stated("At a screen", minutes_in_words(*product.minutes) or "minutes a week not stated in full")
    yield Stated("Effect", _effect_in_words(product) or _NO_EFFECT)
    yield Stated("Profile", _from(product))
    for label, text in list_facts(product.scorecard, most=None):
        yield Stated(label, text)


def minutes_in_words(low: float | None, high: float | None) -> str:
    """A student's minutes a week; empty where neither end is known."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"{figure(round(low or 0, 1))} minutes a week or more"
    if low is None:
        return f"up to {figure(round(high, 1))} minutes a week"
    most = figure(round(high, 1))
    least = figure(round(low, 1))
    return f"{most} minutes a week" if least == most else f"{least} to {most} minutes a week"


def _effect_in_words(product: StoredProduct) -> str:
    if product.effect is None:
        return ""
    whom = (
        "of all students assigned (intent to treat)"
        if product.effect_analysis == "intent_to_treat"
        else "only of students who used it as recommended"
    )
    paid = "; the vendor paid for the study" if product.effect_paid else ""
    return f"{product.effect:+g} standard deviations, {whom}{paid}"


def _from(product: StoredProduct) -> str:
    where = profile(product.scorecard)
    role = product.scorecard.role
    whose = f"the word of {_WHOSE[role]}" if role else "role not stated: counts as the vendor’s word"
    return f"{where}; {whose}"
