"""What a vendor's page tells of a product beside the findings, as labels and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.evidence.subjects import subject_in_words
from edscreen.profile.states import state_names
from edscreen.profile.words import figure, grades_in_words
from edscreen.report.escaping import shortened
from edscreen.report.facts import profile
from edscreen.report.list_columns import LABELS, ROW, own_text, stated_value
from edscreen.report.words import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.pages.stored_products import StoredProduct

_NO_EFFECT = (
    "not stated together with who found it, who paid, and which students count; what a clearinghouse says in"
    " a review is not taken for it"
)
_WHOSE = {"vendor": "the vendor", "district": "the district", "agency": "an agency"}


class OnSite(NamedTuple):
    """What a vendor's site states of one field.

    Attributes:
        field: the field's path.
        said: what is stated; and the list's own value, where that differs, or why it was not taken over.
        quote: the words of the page.
        address: the page.
        day: when it was read, as the report has it.
    """

    field: str
    said: str
    quote: str
    address: str
    day: str


class Stated(NamedTuple):
    """One line.

    Attributes:
        label: what it tells.
        text: what is stated; empty where it is an address, or stated on the vendor's site.
        address: an address.
        on_site: what the vendor's site states, field by field.
    """

    label: str
    text: str
    address: str = ""
    on_site: tuple[OnSite, ...] = ()


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
    yield from _in_the_list(product)


def _in_the_list(product: StoredProduct) -> Iterator[Stated]:
    """The row's number and the list's own columns, whole; and each field that the vendor's site states."""
    listed = product.scorecard.listed or {}
    if (row := listed.get(ROW)) is not None:
        yield Stated("In the list", f"row {row}")
    for heading, value in listed.items():
        if heading in LABELS and isinstance(value, dict):
            if value:
                fields = [_on_site(field, each) for field, each in value.items()]
                yield Stated(LABELS[heading], "", on_site=tuple(fields))
        elif heading != ROW and (text := own_text(value)):
            yield Stated(shortened(heading, NAME_LENGTH), text)


def _on_site(field: str, noted: dict[str, Any]) -> OnSite:
    said = stated_value(noted)
    if "listed" in noted:
        said = f"{said}, and the list says {own_text(noted['listed'])}"
    if "why" in noted:
        said = f"{said}, {'as' if noted['value'] is None else 'though'} {noted['why']}"
    return OnSite(field, said, noted["quote"], noted["url"], noted["on"])


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
