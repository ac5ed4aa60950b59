"""The spellings of `edscreen.profile.spellings` as patterns that all JSON Schema tools read alike."""

from __future__ import annotations

_NUMBER = r"[0-9]+(\.[0-9]+)?"
_THOUSANDS = r"[0-9]{1,3}(,[0-9]{3})+"
_DASH = r"\s*[-\u2013]\s*"


def any_case(text: str) -> str:
    """A pattern for `text` in capitals or small letters, written out since JSON Schema has no flag for it."""
    letters = (
        f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else _literal(letter) for letter in text
    )
    return "".join(letters)


def _literal(character: str) -> str:
    return character if character.isalnum() or character in " _-/" else f"\\{character}"


def one_of(*alternatives: str) -> str:
    """A pattern for the whole of any of `alternatives`."""
    return f"^({'|'.join(alternatives)})$"


def _spaced(inner: str) -> str:
    return rf"\s*{inner}\s*"


_GRADE = f"({any_case('PK')}|{any_case('TK')}|{any_case('K')}|1[0-2]|[1-9])"

DAY = r"^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"
TRUTH = one_of(any_case("yes"), any_case("no"))
PERCENT = one_of(_spaced(r"([0-9]{1,2}(\.[0-9]+)?|100(\.0+)?)\s*%"))
COUNT = one_of(_spaced(_THOUSANDS))
MONEY = one_of(_spaced(rf"\$?\s*({_THOUSANDS}|[0-9]+)(\.[0-9]+)?"))
RANGE = one_of(
    _spaced(_NUMBER + _DASH + _NUMBER), _spaced(_NUMBER + r"\s*\+"), _spaced(rf"up to\s+{_NUMBER}")
)
GRADE = one_of(_spaced(f"{_GRADE}({_DASH}{_GRADE})?"))
ADDRESS = rf"^\s*{any_case('http')}[Ss]?:"
DOI = r"^(https?://(dx\.)?doi\.org/|doi:\s*)?10\.[0-9]{4,9}/\S+$"
ERIC = r"^E[DJ][0-9]{6,7}$"
WWC = r"^([1-9][0-9]{0,5}|https?://ies\.ed\.gov/ncee/(wwc|WWC)/[Ss]tudy/[1-9][0-9]{0,5}/?)$"
