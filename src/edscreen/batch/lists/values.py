"""What a cell says, as a profile holds it: only where that is certain; else as it was written."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, get_origin

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import PAGE, WEBSITE
from edscreen.batch.lists.fields import info_at
from edscreen.batch.lists.grade_cells import grades_in
from edscreen.batch.lists.subject_cells import subjects_in
from edscreen.batch.lists.texts import entries_in, remembered, same_heading
from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.documents import dotted
from edscreen.profile.guide import guide
from edscreen.profile.meant import day_meant
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.yaml_scalars import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edscreen.batch.lists.columns import Meaning
    from edscreen.profile.yaml_tree import Path

_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_A_DATE = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}-{_MONTH}|{_MONTH}-[0-9]{{1,2}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}",
    re.IGNORECASE,
)
_MOST_ENTRIES = 100
_BETWEEN = re.compile(r"[;,|\n]")
_TRUTHS = {"yes": "yes", "no": "no", "y": "yes", "n": "no", "true": True, "false": False}
_FREE = frozenset(("free", "freeofcharge", "freeofcost", "nocost", "nocharge", "atnocost", "atnocharge"))
_LONGEST_PRICE = 100  # characters
_EACH = re.compile(
    r"(?:/|\b(?:per|a|each)\b) *(?:student|pupil|learner|child|(?:school )?year|yr)$|\b(?:annually|yearly)$",
    re.IGNORECASE,
)
_ADDRESSES = frozenset((WEBSITE, PAGE))
_MINUTES_PER = frozenset(("week", "day", "session"))  # as usual headings say
_PERS = frozenset((*_MINUTES_PER, "year"))


class CannotRead(Exception):
    """A cell cannot be read; the message says why and what to write instead."""


def value_of(text: str | None, meaning: Meaning, path: Path) -> Any:
    """Return what a cell says of the field at `path`; None where it says nothing.

    What is not certain is given back as it stands, for the models to refuse with their own words.

    Raises:
        CannotRead: the cell holds what no cell should.
    """
    if text is None or not (is_stated(text) or _is_own_word(text, path)):
        return None
    if text in _ERRORS:
        raise CannotRead(f"this cell shows an error ({text}): mend it in the list")
    if "\0" in text:
        raise CannotRead(
            "an invisible character that may not stand in a list (U+0000) stands in this cell: delete it"
        )
    value = _reader(path, meaning)(text)
    return value if not meaning.certain or _is_certain(value, path) else None


@cache
def is_free_text(path: Path) -> bool:
    """Tell whether a field holds whatever text somebody writes, as names and addresses are."""
    info = info_at(path)
    kinds = kinds_of(info) if info else frozenset()
    is_choice = any(get_origin(kind) is Literal for kind in kinds)
    return info is None or (str in kinds and not (is_choice or holds_list(info)))


def _is_own_word(text: str, path: Path) -> bool:
    """Tell whether a word such as none is an answer here, as it is of what ties an evaluator to a vendor."""
    return same_heading(text) in {same_heading(str(each)) for each in _choices(path)}


def _is_certain(value: Any, path: Path) -> bool:
    if choices := _choices(path):
        return value in choices
    return isinstance(value, bool | int | float) or value in ("yes", "no")


@cache
def _choices(path: Path) -> tuple[str | int, ...]:
    due = guide(path)
    return due.choices if due else ()


@lru_cache(maxsize=1_024)
def _reader(path: Path, meaning: Meaning) -> Callable[[str], Any]:
    """Return what reads the cells of a field."""
    info, key = info_at(path), str(path[-1])
    kinds = kinds_of(info) if info else frozenset()
    if path in _ADDRESSES:
        return _address
    if own := _OWN_READERS.get(key):
        return own
    if info and holds_list(info):
        return _several
    if any(get_origin(kind) is Literal for kind in kinds):
        return partial(_choice, path, dict(meaning.words))
    if bool in kinds:
        return lambda text: _TRUTHS.get(text.casefold(), text)
    if date in kinds:
        return _day
    if str in kinds:
        return _text
    per = next((value for field, value in meaning.also if field[-1] == "per"), "")
    return partial(_minutes, path, per) if path[::2] == ("dosage", "minutes") else partial(_number, key, per)


def _text(text: str) -> str | None:
    entries = entries_in(text)
    return text if entries is None else ", ".join(entries) or None


def _address(text: str) -> str | None:
    found = address_in(text)
    if found.problem:
        raise CannotRead(found.problem)
    return None if found.is_store else found.address or text


@remembered
def _grades(text: str) -> list[Any]:
    if _A_DATE.fullmatch(text):
        raise _turned(text, "like K-5")
    entries = grades_in(_joined(text, "; "))
    return [plain(entry) for entry in entries] if entries else [text]


@remembered
def _subjects(text: str) -> list[str] | None:
    return subjects_in(_split(text)) or None


def _several(text: str) -> list[Any] | None:
    return _split(text) or None


def _split(text: str) -> list[str]:
    entries = entries_in(text)
    if entries is None:
        entries = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if len(entries) > _MOST_ENTRIES:
        raise CannotRead(
            f"this cell holds {len(entries):,} entries, and at most {_MOST_ENTRIES} are read: shorten it"
        )
    return entries


def _joined(text: str, between: str) -> str:
    entries = entries_in(text)
    return text.replace("|", ";").replace("\n", ";") if entries is None else between.join(entries)


def _choice(path: Path, words: Mapping[str, str], text: str) -> Any:
    same = same_heading(text)
    meant = words.get(same) or next(
        (each for each in _choices(path) if same_heading(str(each)) == same), text
    )
    return plain(meant) if isinstance(meant, str) else meant


def _day(text: str) -> str:
    meant = day_meant(text)
    return meant if meant and " or " not in meant else text


@remembered
def _number(key: str, per: str, text: str) -> Any:
    value = plain(text)
    if not isinstance(value, str):
        return value
    if _A_DATE.fullmatch(text):
        raise _turned(text, "like 30-40")
    counted = counted_by(key)
    amount = read_amount(text, counted)
    same = in_unit(amount, counted) if amount else None
    if same is None or (same.per and not counted.per and same.per != per):
        return text
    return plain(str(same))


@remembered
def _minutes(path: Path, per: str, text: str) -> Any:
    value = _number("minutes", per, text)
    if value != text:
        return value
    counted = counted_by("minutes")
    amount = read_amount(text, counted)
    same = in_unit(amount, counted) if amount else None
    if same and same.per in _MINUTES_PER and path[1] == 0:
        raise CannotRead(f"write {same} under a heading Minutes per {same.per}, not {shown(text)}")
    if same and same.per in _PERS:
        minutes, of = dotted(path), dotted((*path[:-1], "per"))
        raise CannotRead(
            f"write {same} under a heading {minutes} and {same.per} under a heading {of}, not {shown(text)}"
        )
    return value


@remembered
def _price(text: str) -> Any:
    bare = text if len(text) <= _LONGEST_PRICE else ""
    while (shorter := _EACH.sub("", bare).rstrip(" ,")) != bare:
        bare = shorter
    return 0 if same_heading(bare) in _FREE else _number("per_student_usd", "", bare or text)


def _turned(text: str, like: str) -> CannotRead:
    return CannotRead(
        f"the spreadsheet turned this cell into a date ({text}): format the column as text, and type it "
        f"again, {like}"
    )


_OWN_READERS: Mapping[str, Callable[[str], Any]] = {
    "grades": _grades,
    "subjects": _subjects,
    "per_student_usd": _price,
}
