"""On which screens a style rule holds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

Screens: TypeAlias = tuple[bool, bool]
"""Whether something holds on a wide screen, and whether on a narrow one."""

_WIDTHS = (1_280.0, 400.0)  # CSS pixels: a desk and a telephone
_BOUND = re.compile(r"(min|max)-width\s*:\s*([\d.]{1,9})\s*(px|r?em)")
_RANGE = re.compile(r"width\s*(<=?|>=?)\s*([\d.]{1,9})\s*(px|r?em)")
_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0}
_LONGEST = 1_000


@lru_cache(maxsize=1_024)
def on_screens(query: str) -> Screens:
    """Return where a media query holds: `(max-width: 600px)` on narrow screens, `print` on none.

    Of all that a query may ask, its widths decide; other features are taken as given.
    """
    alternatives = query[:_LONGEST].lower().split(",")
    wide, narrow = ([_holds(each, width) for each in alternatives] for width in _WIDTHS)
    return any(wide), any(narrow)


def _holds(query: str, width: float) -> bool:
    words = re.findall(r"[a-z-]+", query.partition("(")[0])
    refused = "not" in words
    if "print" in words or "speech" in words:
        return refused
    bounds = [
        width >= _pixels(number, unit) if side == "min" else width <= _pixels(number, unit)
        for side, number, unit in _BOUND.findall(query)
    ]
    for sign, number, unit in _RANGE.findall(query):
        limit = _pixels(number, unit)
        bounds.append(width <= limit if sign[0] == "<" else width >= limit)
    return all(bounds) != refused


def _pixels(number: str, unit: str) -> float:
    try:
        return float(number) * _PIXELS[unit]
    except ValueError:
        return 0.0
