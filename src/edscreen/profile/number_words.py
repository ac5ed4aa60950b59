"""Numbers that are written out or with other signs, in figures: `an hour`, `1 hr 30 min`, `twice`, `½`."""

from __future__ import annotations

import re

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_TIMES = {"once": "1 times", "twice": "2 times"}
_CARDINAL = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_HALF = re.compile(r"(?<![-0-9.,/] )(?<![-0-9.,/])(?:half an? (?=hour)|(?:\u00bd ?|1/2 )(?:an )?(?=h))")
_AND_A_HALF = re.compile(r"(?<![-0-9.,/])([0-9]{1,2})(?: ?\u00bd| 1/2)(?= ?h)")
_ONE_HOUR = re.compile(r"([^0-9]*)\ban (?=hour)")
_HOURS_AND_MINUTES = re.compile(
    r"([^0-9]*)([0-9]{1,2}) ?"
    r"(?:(?:h|hrs?\.?|hours?),?(?: and)? ?([0-9]{1,2}) ?(?:mins?\.|(?:m|mins?|minutes?)\b)"
    r"|h([0-5][0-9])(?![0-9]))(.*)"
)
_LONGEST = 300  # characters; a longer text is no number
_SIGNS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\u00d7": "x"})


def plain_signs(text: str) -> str:
    """Return `text` with the dashes and the times sign of word processors as keyboards have them."""
    return text.translate(_SIGNS)


def in_figures(text: str) -> str:
    """Return `text` with the numbers that are written out in it, up to twelve, in figures."""
    return _CARDINAL.sub(lambda found: str(_WORDS.index(found[0].lower()) + 1), text)


def ordinals_in_figures(text: str) -> str:
    """Return `text` with `first` to `twelfth` in figures."""
    return _ORDINAL.sub(lambda found: str(_ORDINALS.index(found[0].lower()) + 1), text)


def amount_in_figures(text: str) -> str:
    """Return an amount in small letters with its words in figures, hours and minutes as minutes."""
    if len(text) > _LONGEST:
        return text
    text = in_figures(_AND_A_HALF.sub(r"\1.5", _HALF.sub("0.5 ", plain_signs(text))))
    text = " ".join(_TIMES.get(word, word) for word in text.split())
    if found := _ONE_HOUR.match(text):
        text = f"{found[1]}1 {text[found.end() :]}"
    if found := _HOURS_AND_MINUTES.fullmatch(text):
        minutes = int(found[2]) * 60 + int(found[3] or found[4])
        return f"{found[1]}{minutes} minutes{found[5]}"
    return text
