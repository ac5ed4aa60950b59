"""What to write instead of a value that cannot be read."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.profile.amounts_meant import counted_by
from edscreen.profile.guide import as_written
from edscreen.profile.kinds import KEYS
from edscreen.profile.meant import day_meant, grades_meant, number_meant, share_meant, without_curly_quotes
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.spellings import is_number
from edscreen.profile.users import hidden
from edscreen.profile.words import figure
from edscreen.profile.yaml_syntax import space_due

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from edscreen.profile.guide import Guide

_LEAVE_BLANK = "leave the line blank where it is not known"
_NOTHING = re.compile(r"(?i)none\b|no\b|nil\b|nothing\b|0$|false$")
_STANDARDISED = {
    "effect_size": "an effect size is a number of standard deviations (Hedges' g), such as 0.14",
    "se": "a standard error is a number of standard deviations, such as 0.05",
    "baseline_difference": "a difference before is a number of standard deviations, such as 0.06",
}
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


class Wrong(NamedTuple):
    """A value that is not what is due.

    Attributes:
        kind: pydantic's name for the error.
        said: the error's own sentence; it is fit for people only where `kind` begins with `edscreen_`.
        limits: what the error is about, such as `ge` and `le`.
        value: what stands in the document.
        due: what is due there.
    """

    kind: str
    said: str
    limits: dict[str, Any]
    value: Any
    due: Guide

    @property
    def like(self) -> str:
        """Return the field's example as the end of a sentence."""
        if not self.due.example:
            return ""
        return f", like {'-' if self.due.is_entry else self.due.key + ':'} {self.due.example}"

    @property
    def noun(self) -> str:
        """Return what the value is, or itself in quotes."""
        if isinstance(self.value, dict):
            return "a group of fields"
        return "a list" if isinstance(self.value, list) else shown(as_written(self.value))

    @property
    def amount(self) -> str:
        """Return a number as it was written."""
        return shown(as_written(self.value), 20)[1:-1]


def say(wrong: Wrong) -> str:
    """Return what to write instead of `wrong.value`."""
    value = wrong.value
    if isinstance(value, str) and (inner := without_curly_quotes(value)):
        written = f"{'-' if wrong.due.is_entry else wrong.due.key + ':'} {shown(inner, 40)[1:-1]}"
        return f"these are curly quotation marks, as word processors set them: take them away: {written}"
    if wrong.kind.startswith("edscreen_"):
        said = _spelling(wrong)
    else:
        said = next((handler for kind, handler in SENTENCES if wrong.kind.startswith(kind)), _other)(wrong)
    may_be_blank = not (
        wrong.due.is_required or wrong.due.is_entry or wrong.kind in {"list_type", "tuple_type"}
    )
    return f"{said}; {_LEAVE_BLANK}" if may_be_blank and _is_unknown(wrong) else said


def _is_unknown(wrong: Wrong) -> bool:
    return isinstance(wrong.value, str) and not is_stated(wrong.value)


def _spelling(wrong: Wrong) -> str:
    """Return the models' own sentence, or a nearer one where it shows what was meant."""
    if isinstance(wrong.value, str):
        meant = wrong.value.strip()
        if wrong.kind == "edscreen_day" and (days := day_meant(meant)):
            return f"write the date as year-month-day: {days}"
        if wrong.kind == "edscreen_grade" and (grades := grades_meant(meant)):
            listed = ", ".join(grades)
            if wrong.due.is_entry:
                return f"write {listed} in this place"
            return f"write grades: {listed if len(grades) == 1 else f'[{listed}]'}"
        if wrong.kind == "edscreen_range":
            counted = f"{_counted(wrong)} is due here, not {wrong.noun}: " if _counted(wrong) else ""
            return number_meant(wrong.due.key, meant, "range") or counted + wrong.said
        if wrong.kind == "edscreen_share":
            return share_meant(wrong.due.key, meant) or wrong.said
    if wrong.kind == "edscreen_range" and isinstance(wrong.value, list) and len(wrong.value) == 2:
        low, high = wrong.value
        if is_number(low) and is_number(high) and low < high:
            return f"write a range with a dash: {wrong.due.key}: {as_written(low)}-{as_written(high)}"
    return wrong.said


def _counted(wrong: Wrong) -> str:
    """Return what is counted in the field, where a number of something else may stand there."""
    counted = counted_by(wrong.due.key)
    states_number = isinstance(wrong.value, str) and re.search("[0-9]", wrong.value)
    return f"the number of {counted}" if counted.unit and states_number else ""


def _choice(wrong: Wrong) -> str:
    choices = [str(choice) for choice in wrong.due.choices]
    if (key := wrong.due.key) in KEYS:
        return f"this edscreen reads {KEYS[key][1]} of version 1: write {key}: 1, not {wrong.noun}"
    if isinstance(wrong.value, dict | list):
        return f"one of these is due here, not {wrong.noun}: {', '.join(choices)}"
    written = as_written(wrong.value).strip()
    plain = re.sub(r"[\s-]+", "_", written.lower())
    if written in choices:
        return f"write the number without quotes: {wrong.due.key}: {written}"
    close = [plain] if plain in choices else get_close_matches(plain, choices, n=1)
    if close:
        return f"{wrong.noun} is not one of the choices: did you mean {close[0]}? ({', '.join(choices)})"
    return f"{wrong.noun} is not one of the choices: write one of {', '.join(choices)}"


def _number(wrong: Wrong) -> str:
    noun = "a whole number" if wrong.kind.startswith("int_") else "a number"
    if isinstance(wrong.value, str) and "%" in wrong.value and wrong.due.key in _STANDARDISED:
        return f"{_STANDARDISED[wrong.due.key]}, not a percentage"
    if isinstance(wrong.value, float):
        return f"{noun} is due here, not {wrong.amount}{wrong.like}"
    due: Literal["number", "whole"] = "whole" if wrong.kind.startswith("int_") else "number"
    if isinstance(wrong.value, str) and (meant := number_meant(wrong.due.key, wrong.value.strip(), due)):
        return meant
    return f"{_counted(wrong) or noun} is due here, not {wrong.noun}{wrong.like}"


def _finite(wrong: Wrong) -> str:
    return f"{wrong.amount} is not a number that can be judged: write one{wrong.like}"


def _too_small(wrong: Wrong) -> str:
    least = wrong.limits["ge"]
    if least == 0:
        return f"{wrong.amount} cannot stand here: write a number that is not negative{wrong.like}"
    return f"{wrong.amount} is too small: write {_limit(least)} or more{wrong.like}"


def _not_over(wrong: Wrong) -> str:
    return f"{wrong.amount} is too small: write more than {_limit(wrong.limits['gt'])}{wrong.like}"


def _not_under(wrong: Wrong) -> str:
    return f"{wrong.amount} is too large: write less than {_limit(wrong.limits['lt'])}{wrong.like}"


def _too_large(wrong: Wrong) -> str:
    return f"{wrong.amount} is too large: write {_limit(wrong.limits['le'])} or less{wrong.like}"


def _limit(number: float) -> str:
    return figure(number) if number >= 10_000 else f"{number:g}"


def _text(wrong: Wrong) -> str:
    if isinstance(wrong.value, bool):
        return f"text is due here: put {as_written(wrong.value)} in quotes if it is meant as a word"
    return f"text is due here, not {wrong.noun}{wrong.like}"


def _truth(wrong: Wrong) -> str:
    return f"write yes or no, not {wrong.noun}"


def _means_nothing(wrong: Wrong) -> bool:
    return not isinstance(wrong.value, dict | list) and bool(_NOTHING.match(as_written(wrong.value).strip()))


def _list(wrong: Wrong) -> str:
    if wrong.due.model is not None and _means_nothing(wrong):
        return f"write {wrong.due.key}: [] where there is none, not {wrong.noun}"
    if wrong.due.model is not None and _is_unknown(wrong):
        return f"write {wrong.due.key}: [] where there is none, or {_LEAVE_BLANK}"
    if isinstance(wrong.value, dict) and wrong.due.model is None:
        return f"a list is due here, not a group of fields{wrong.like}"
    if isinstance(wrong.value, dict):
        first = shown(next(iter(wrong.value), ""), 30)[1:-1]
        if first.startswith("-") and first.strip("- "):
            return f"put a space after the dash: - {first.strip('- ')}: ..."
        return f"a list is due here: begin each entry with a dash and a space, like - {first}: ..."
    if wrong.due.model is not None:
        return f"a list is due here: begin each entry with a dash and a space, like - {wrong.due.example}"
    return f"a list is due here: write {wrong.due.key}: [{shown(as_written(wrong.value), 40)[1:-1]}]"


def _group(wrong: Wrong) -> str:
    if wrong.due.is_entry and _means_nothing(wrong):
        return f"write {wrong.due.key}: [] where there is none, not {wrong.noun}"
    if isinstance(wrong.value, list):
        return f"a group of fields is due here, not a list: take the dashes or brackets away{wrong.like}"
    if isinstance(wrong.value, str) and (together := space_due(wrong.value, 0)):
        return together
    return f"a group of fields is due here, not {wrong.noun}{wrong.like}"


def _address(wrong: Wrong) -> str:
    if not isinstance(wrong.value, str):
        return f"a web address is due here, not {wrong.noun}: write one that begins with https://"
    written = wrong.value.strip()
    if wrong.kind == "url_too_long":
        return "this web address is longer than 2,083 characters: write the page's own, shorter address"
    if hidden(written) != written:
        return "a web address stands here without user name and password: leave out what stands before @"
    if re.match(r"(?i)https?:", written):
        return f"no browser could open {shown(written)}: write it like https://www.lumen.example/"
    if "@" in written and "/" not in written:
        return "a web address is due here, not an e-mail address: write one that begins with https://"
    scheme, found, _ = written.partition("://")
    if found:
        return f"a web address begins with http:// or https://, not {shown(scheme + found)}"
    if _HOST.fullmatch(written):
        return f"write the whole web address: https://{shown(written)[1:-1]}"
    return f"{shown(written)} is no web address: write one like https://www.lumen.example/"


def _day(wrong: Wrong) -> str:
    meant = day_meant(wrong.value.strip()) if isinstance(wrong.value, str) else ""
    return f"write the date as year-month-day{f': {meant}' if meant else ', like 2026-11-21'}"


def _other(wrong: Wrong) -> str:
    return f"{wrong.noun} cannot stand here" + (f": write {wrong.like[7:]}" if wrong.like else "")


SENTENCES: tuple[tuple[str, Callable[[Wrong], str]], ...] = (
    ("literal_error", _choice),
    ("int_", _number),
    ("float_", _number),
    ("finite_number", _finite),
    ("greater_than_equal", _too_small),
    ("less_than_equal", _too_large),
    ("greater_than", _not_over),
    ("less_than", _not_under),
    ("string_type", _text),
    ("bool_", _truth),
    ("list_type", _list),
    ("tuple_type", _list),
    ("model_", _group),
    ("dict_type", _group),
    ("url_", _address),
    ("date_", _day),
)
