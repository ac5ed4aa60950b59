r"""The spellings of `edscreen.profile.spellings` as patterns that all JSON Schema tools read alike.

Python's regular expressions and those of ECMA-262 differ in what `\s`, `\d` and `$` match. So classes are
written out, and every pattern lets blanks stand at both ends: a line break at the end then counts for both.
"""

from __future__ import annotations

from itertools import accumulate

GRADES = ("PK", "TK", "K", *(str(number) for number in range(1, 13)))
"""The grades of a US school, lowest first: pre-kindergarten, transitional kindergarten, K, 1 to 12."""

MOST = 1_000_000_000
"""More people, things or dollars than this are a slip of the pen."""

BLANKS = " \t\n\r\u00a0\u2009\u202f"
"""The characters that may stand around a value: those that keyboards and word processors give."""

SPACE = r"[ \t\n\r\u00a0\u2009\u202f]"
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
THOUSANDS = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"
DASH = rf"{SPACE}*[-\u2013]{SPACE}*"


_WHITE = r"\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CURLY_QUOTES = (r"\u201c-\u201f", r"\u2018-\u201b")


def _text() -> str:
    """A pattern for text that is not blank, nor as a whole in quotation marks that a word processor set.

    Those were meant as YAML's and would become part of a name. Marks around some of the words stay.
    """
    plain = f"[^{_WHITE}{''.join(_CURLY_QUOTES)}]"
    closed_before_the_end = [
        f"^[{_WHITE}]*[{mark}][^{mark}]*[{mark}][{_WHITE}]*[^{_WHITE}]" for mark in _CURLY_QUOTES
    ]
    return "|".join([f"^[{_WHITE}]*{plain}", f"{plain}[{_WHITE}]*$", *closed_before_the_end])


def any_case(text: str) -> str:
    """A pattern for `text` in capitals or small letters, written out since JSON Schema has no flag for it."""
    letters = (
        f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else _literal(letter) for letter in text
    )
    return "".join(letters)


def _literal(character: str) -> str:
    return character if character.isalnum() or character in " _-/" else f"\\{character}"


def one_of(*alternatives: str) -> str:
    """A pattern for the whole of any of `alternatives`, with blanks around it or not."""
    return rf"^{SPACE}*(?:{'|'.join(alternatives)}){SPACE}*$"


def at_most(most: int) -> str:
    """A pattern for a number from 0 to `most`."""
    digits = str(most)
    below = [rf"[0-9]{{1,{len(digits) - 1}}}"] if len(digits) > 1 else []
    for place, digit in enumerate(digits):
        least = 1 if place == 0 and len(digits) > 1 else 0
        if int(digit) > least:
            rest = len(digits) - place - 1
            below.append(f"{digits[:place]}[{least}-{int(digit) - 1}]" + (f"[0-9]{{{rest}}}" if rest else ""))
    return rf"0*(?:(?:{'|'.join(below)})(?:\.[0-9]+)?|{digits}(?:\.0+)?)"


def range_up_to(most: int) -> str:
    """A pattern for `30-40`, `30+` and `up to 60`, no number above `most`."""
    number = at_most(most)
    return one_of(f"{number}{DASH}{number}", rf"{number}{SPACE}*\+", f"up to{SPACE}+{number}")


def _spans() -> list[str]:
    """One pattern for each lowest grade: `K`, and `K-1` to `K-12`."""
    by_itself = [any_case(grade) for grade in GRADES]
    upwards = list(accumulate(reversed(by_itself), lambda later, grade: f"{grade}|{later}"))[::-1]
    return [f"{lowest}(?:{DASH}(?:{later}))?" for lowest, later in zip(by_itself, upwards, strict=True)]


def _days() -> list[str]:
    """The days of the calendar from 1900 to 2100, which the 29th of February makes long."""
    year = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
    leap_year = "(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)"
    return [
        f"{year}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
        f"{year}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
        f"{year}-02-(?:0[1-9]|1[0-9]|2[0-8])",
        f"{leap_year}-02-29",
    ]


TEXT = _text()
DAY = one_of(*_days())
TRUTH = one_of(any_case("yes"), any_case("no"))
PERCENT = one_of(at_most(100) + f"{SPACE}*%")
COUNT = one_of(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}", f"{MOST:,}")
MONEY = one_of(
    rf"\$?{SPACE}*(?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,2}}(?:\.[0-9]+)?|{MOST:,}(?:\.0+)?|{at_most(MOST)})"
)
GRADE = one_of(*_spans())
ADDRESS = rf"^{SPACE}*{any_case('http')}[Ss]?:[/\\]*[^/\\?#: \t\n\r\u00a0\u2009\u202f]"
DOI = one_of(r"(?:https?://(?:dx\.)?doi\.org/|doi: *)?10\.[0-9]{4,9}/[^ \t\n\r\u00a0\u2009\u202f]+")
ERIC = one_of("E[DJ][0-9]{6,7}")
WWC = one_of("[1-9][0-9]{0,5}", "https?://ies\\.ed\\.gov/ncee/(?:wwc|WWC)/[Ss]tudy/[1-9][0-9]{0,5}/?")
