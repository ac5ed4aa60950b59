"""What to write instead of a value that cannot be read."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from edscreen.profile.guide import Guide, as_written
from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_US_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WHOLE = "int"


def for_value(detail: ErrorDetails, value: Any, due: Guide) -> str:
    """Return the sentence for `value`, which is not what is `due`; `detail` is what the models say of it."""
    kind = detail["type"]
    if kind == "edscreen_day" and isinstance(value, str):
        return _day(value, detail["msg"])
    if kind.startswith("edscreen_"):
        return detail["msg"]
    return next((say for prefix, say in _SENTENCES if kind.startswith(prefix)), _fallback)(detail, value, due)


def _like(due: Guide) -> str:
    return f", like {due.key}: {due.example}" if due.example else ""


def _what(value: Any) -> str:
    """Return what `value` is, as a noun with its article, or itself in quotes."""
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return shown(as_written(value))


def _day(value: str, otherwise: str) -> str:
    if not (match := _US_DAY.fullmatch(value.strip())):
        return otherwise
    first, second, year = int(match[1]), int(match[2]), match[3]
    readings = dict.fromkeys(
        f"{year}-{month:02}-{day:02}"
        for month, day in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= 31
    )
    written = " or ".join(readings)
    return f"write the date as year-month-day: {written}" if readings else otherwise


def _choice(detail: ErrorDetails, value: Any, due: Guide) -> str:
    choices = [str(choice) for choice in due.choices]
    if due.key == "edscreen":
        return f"this version of edscreen reads profiles of version 1: write edscreen: 1, not {_what(value)}"
    if isinstance(value, dict | list) or not choices:
        return f"one of these is due here, not {_what(value)}: {', '.join(choices)}"
    said = str(value).strip()
    plain = re.sub(r"[\s-]+", "_", said.lower())
    if said in choices and isinstance(value, str):
        return f"write the number without quotes: {due.key}: {said}"
    close = [plain] if plain in choices else get_close_matches(plain, choices, n=1)
    if close:
        return f"{_what(value)} is not one of the choices: did you mean {close[0]}? ({', '.join(choices)})"
    return f"{_what(value)} is not one of the choices: write one of {', '.join(choices)}"


def _number(detail: ErrorDetails, value: Any, due: Guide) -> str:
    whole = detail["type"].startswith(_WHOLE)
    noun = "a whole number" if whole else "a number"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (
            f"{noun} is due here, without a fraction: write {due.key}: {round(value)}"
            if whole
            else _finite(detail, value, due)
        )
    if isinstance(value, str):
        said = value.strip()
        if _NUMBER.fullmatch(said):
            if len(said) > 18:
                return f"this number is too large{_like(due)}"
            return f"write the number without quotes: {due.key}: {said}"
        if _THOUSANDS.fullmatch(said):
            return f"write the number without commas: {due.key}: {said.replace(',', '')}"
        if len(numbers := _NUMBER.findall(said)) == 1:
            return f"write the number alone: {due.key}: {numbers[0]}, not {shown(said)}"
    return f"{noun} is due here, not {_what(value)}{_like(due)}"


def _finite(detail: ErrorDetails, value: Any, due: Guide) -> str:
    return f"{as_written(value)} is not a number that can be judged: write one{_like(due)}"


def _too_small(detail: ErrorDetails, value: Any, due: Guide) -> str:
    least = detail["ctx"]["ge"]
    if least == 0:
        return f"a negative number cannot stand here: write one from 0 up{_like(due)}"
    return f"{as_written(value)} is too small: {due.key} is at least {least:,g}{_like(due)}"


def _too_large(detail: ErrorDetails, value: Any, due: Guide) -> str:
    most = detail["ctx"]["le"]
    return f"{as_written(value)} is too large: {due.key} is at most {most:,g}{_like(due)}"


def _text(detail: ErrorDetails, value: Any, due: Guide) -> str:
    if isinstance(value, bool):
        return f"text is due here: put {as_written(value)} in quotes if it is meant as a word"
    if isinstance(value, dict | list):
        return f"text is due here, not {_what(value)}{_like(due)}"
    return _fallback(detail, value, due)


def _truth(detail: ErrorDetails, value: Any, due: Guide) -> str:
    return f"write yes or no, not {_what(value)}"


def _list(detail: ErrorDetails, value: Any, due: Guide) -> str:
    if isinstance(value, dict):
        first = next(iter(value), "...")
        return f"a list is due here: begin each entry with a dash and a space, like - {shown(str(first), 30)[1:-1]}: ..."
    return f"a list is due here: write {due.key}: [{shown(as_written(value), 40)[1:-1]}]"


def _group(detail: ErrorDetails, value: Any, due: Guide) -> str:
    if isinstance(value, list):
        return f"a group of fields is due here, not a list: take the dashes away{_like(due)}"
    return f"a group of fields is due here, not {_what(value)}{_like(due)}"


def _address(detail: ErrorDetails, value: Any, due: Guide) -> str:
    if not isinstance(value, str):
        return f"a web address is due here, not {_what(value)}: write one that begins with https://"
    said = value.strip()
    if "@" in said and "/" not in said:
        return f"a web address is due here, not an e-mail address: write one that begins with https://"
    if detail["type"] == "url_too_long":
        return "this web address is too long: write the page's own address, 2,083 characters at most"
    if re.match(r"(?i)https?:", said):
        return f"{shown(said)} is no web address that a browser could open: copy it from the browser, like https://www.lumen.example/"
    if "://" in said:
        return f"a web address begins with http:// or https://, not {shown(said.partition('://')[0] + '://')}"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", said):
        return f"write the whole web address: https://{shown(said)[1:-1]}"
    return f"{shown(said)} is no web address: write one that begins with https://, like https://www.lumen.example/"


def _fallback(detail: ErrorDetails, value: Any, due: Guide) -> str:
    return f"{_what(value)} cannot be read here{': write' + _like(due)[6:] if due.example else ''}"


_SENTENCES: tuple[tuple[str, Callable[[ErrorDetails, Any, Guide], str]], ...] = (
    ("literal_error", _choice),
    ("int_", _number),
    ("float_", _number),
    ("finite_number", _finite),
    ("greater_than_equal", _too_small),
    ("less_than_equal", _too_large),
    ("string_type", _text),
    ("bool_", _truth),
    ("list_type", _list),
    ("tuple_type", _list),
    ("model_", _group),
    ("dict_type", _group),
    ("url_", _address),
)
