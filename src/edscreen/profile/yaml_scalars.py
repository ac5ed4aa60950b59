"""Plain YAML scalars read as YAML 1.2's core schema reads them.

PyYAML resolves scalars by YAML 1.1, where ``NO`` is false, ``1:30`` is ninety and ``0755`` is 493. People who
fill in a profile mean the text they wrote, so this module does the reading (YAML 1.2.2, section 10.3.2).
"""

from __future__ import annotations

import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

MAX_INTEGER_DIGITS = 18
"""Longer digit strings stay text: they are identifiers, and CPython refuses to read thousands of digits."""


class WrittenInt(int):
    """A whole number together with its spelling, where that differs from Python's (``0755``, ``+5``).

    Attributes:
        written: the characters in the file.
    """

    written: str


class WrittenFloat(float):
    """A decimal number together with its spelling, where that differs from Python's (``4.10``, ``1e3``).

    Attributes:
        written: the characters in the file.
    """

    written: str


_SPELLED = (WrittenInt, WrittenFloat)

_WORDS: dict[str, bool | None] = {
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_BE_SPECIAL = frozenset("0123456789+-.~nNtTfF")
_INTEGER = re.compile(r"[-+]?([0-9]+)")
_RADIX = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = re.compile(r"([-+]?)\.(?:(inf|Inf|INF)|nan|NaN|NAN)")


def plain(text: str) -> Scalar:
    """Return what an unquoted scalar means: a number, a truth value, nothing (None) or the text itself."""
    if text[:1] not in _MAY_BE_SPECIAL:
        return text or None
    if text in _WORDS:
        return _WORDS[text]
    if match := _INTEGER.fullmatch(text):
        return _integer(text, int(text)) if len(match[1]) <= MAX_INTEGER_DIGITS else text
    if _DECIMAL.fullmatch(text):
        return _decimal(text, float(text))
    if len(text) <= MAX_INTEGER_DIGITS and _RADIX.fullmatch(text):
        return _integer(text, int(text, 0))
    if (match := _SPECIAL_FLOAT.fullmatch(text)) and not (match[1] and not match[2]):
        return _decimal(text, float(f"{match[1]}inf" if match[2] else "nan"))
    return text


def written(value: object) -> object:
    """Return a number that kept its spelling as that spelling, and anything else as it is."""
    return value.written if isinstance(value, _SPELLED) else value


def _integer(text: str, number: int) -> int:
    if repr(number) == text:
        return number
    kept = WrittenInt(number)
    kept.written = text
    return kept


def _decimal(text: str, number: float) -> float:
    if repr(number) == text:
        return number
    kept = WrittenFloat(number)
    kept.written = text
    return kept
