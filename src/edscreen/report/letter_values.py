"""A profile's values as people write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from edscreen.evidence.subjects import subject_in_words
from edscreen.profile.states import state_names
from edscreen.profile.vocabularies import CLEARINGHOUSES
from edscreen.profile.words import figure, grades_in_words, in_words, joined

if TYPE_CHECKING:
    from collections.abc import Mapping


def written(value: Any, form: str = "", choices: Mapping[str, str] | None = None) -> str:
    """Write a value of a profile as people do.

    Args:
        value: the value as the models hold it.
        form: what kind of value it is where its type does not tell: `share`, `usd`, `plain` (a number without
            commas), `grades`, `subject`, `subjects`, `state`, `states`, `clearinghouse`.
        choices: what a closed list's entries mean; None where the value is free text.
    """
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return in_words(value)
        case int() | float():
            return _number(value, form)
        case list() | tuple():
            return _several(value, form, choices)
        case str() if choices is not None:
            return choices.get(value) or value.replace("_", " ")
    return _named(str(value), form)


def _number(number: float, form: str) -> str:
    if form == "share":
        return f"{number:.4%}".rstrip("%").rstrip("0").rstrip(".") + "%"
    if form == "usd":
        return f"${number:,.2f}".removesuffix(".00")
    return str(number) if form == "plain" else figure(number)


def _several(values: list[Any] | tuple[Any, ...], form: str, choices: Mapping[str, str] | None) -> str:
    if not values:
        return "none"
    if form == "grades":
        return grades_in_words(values).partition(" ")[2]
    return joined([written(value, form.removesuffix("s"), choices) for value in values])


def _named(text: str, form: str) -> str:
    match form:
        case "subject":
            return subject_in_words(text)
        case "state":
            return state_names().get(text, text)
        case "clearinghouse":
            return CLEARINGHOUSES.get(text, text)
    return text
