"""What to write instead of a value that cannot be read."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.profile.guide import as_written
from edscreen.profile.quoting import MAX_SHOWN, shown
from edscreen.profile.yaml_syntax import space_due

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.profile.guide import Guide

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_SPAN = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,9}(?:-|–|to)\s{0,9}([0-9]{1,9}(?:\.[0-9]{1,9})?)(?![0-9.])"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_MOST_DIGITS = 18


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
    if wrong.kind.startswith("edscreen_"):
        return _spelling(wrong)
    return next((handler for kind, handler in SENTENCES if wrong.kind.startswith(kind)), _other)(wrong)


def _spelling(wrong: Wrong) -> str:
    """Return the models' own sentence, or a nearer one where it shows what was meant."""
    if isinstance(wrong.value, str):
        meant = wrong.value.strip()
        if wrong.kind == "edscreen_day":
            return _day(meant) or wrong.said
        if wrong.kind == "edscreen_range" and (span := _SPAN.match(meant)):
            return f"write the range alone: {wrong.due.key}: {span[1]}-{span[2]}, not {shown(meant)}"
        if wrong.kind in {"edscreen_range", "edscreen_share"}:
            return _number_meant(wrong.due.key, meant) or wrong.said
    return wrong.said


def _day(meant: str) -> str:
    if match := _YEAR_FIRST.fullmatch(meant):
        orders = [(match[1], match[2], match[3])]
    elif match := _DAY_FIRST.fullmatch(meant):
        orders = [(match[3], match[1], match[2]), (match[3], match[2], match[1])]
    else:
        return ""
    days: list[str] = []
    for year, month, day in orders:
        try:
            days.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return f"write the date as year-month-day: {' or '.join(dict.fromkeys(days))}" if days else ""


def _number_meant(key: str, meant: str) -> str:
    if _NUMBER.fullmatch(meant):
        quoted = len(meant) <= _MOST_DIGITS
        return f"write the number without quotes: {key}: {meant}" if quoted else "this number is too large"
    if len(meant) > MAX_SHOWN:
        return ""
    if _THOUSANDS.fullmatch(meant):
        return f"write the number without commas: {key}: {meant.replace(',', '')}"
    numbers = _NUMBER.findall(meant)
    if len(numbers) == 1 and meant.startswith(numbers[0]):
        return f"write the number alone: {key}: {numbers[0]}, not {shown(meant)}"
    return ""


def _choice(wrong: Wrong) -> str:
    choices = [str(choice) for choice in wrong.due.choices]
    if wrong.due.key == "edscreen":
        return f"this edscreen reads profiles of version 1: write edscreen: 1, not {wrong.noun}"
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
    if isinstance(wrong.value, float):
        return f"{noun} is due here, not {wrong.amount}{wrong.like}"
    if isinstance(wrong.value, str) and (meant := _number_meant(wrong.due.key, wrong.value.strip())):
        return meant
    return f"{noun} is due here, not {wrong.noun}{wrong.like}"


def _finite(wrong: Wrong) -> str:
    return f"{wrong.amount} is not a number that can be judged: write one{wrong.like}"


def _too_small(wrong: Wrong) -> str:
    least = wrong.limits["ge"]
    if least == 0:
        return f"{wrong.amount} cannot stand here: write a number that is not negative{wrong.like}"
    return f"{wrong.amount} is too small: write {_limit(least)} or more{wrong.like}"


def _too_large(wrong: Wrong) -> str:
    return f"{wrong.amount} is too large: write {_limit(wrong.limits['le'])} or less{wrong.like}"


def _limit(number: float) -> str:
    return f"{number:,g}" if number >= 10_000 else f"{number:g}"


def _text(wrong: Wrong) -> str:
    if isinstance(wrong.value, bool):
        return f"text is due here: put {as_written(wrong.value)} in quotes if it is meant as a word"
    return f"text is due here, not {wrong.noun}{wrong.like}"


def _truth(wrong: Wrong) -> str:
    return f"write yes or no, not {wrong.noun}"


def _list(wrong: Wrong) -> str:
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


def _other(wrong: Wrong) -> str:
    return f"{wrong.noun} cannot stand here" + (f": write {wrong.like[7:]}" if wrong.like else "")


SENTENCES: tuple[tuple[str, Callable[[Wrong], str]], ...] = (
    ("literal_error", _choice),
    ("int_", _number),
    ("float_", _number),
    ("finite_number", _finite),
    ("greater_than_equal", _too_small),
    ("less_than_equal", _too_large),
    ("string_type", _text),
    ("bool_", _truth),
    ("list_type", _list),
    ("model_", _group),
    ("dict_type", _group),
    ("url_", _address),
)
