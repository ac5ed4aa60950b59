"""What a cell says, as a profile holds it: only where that is certain; else as it was written."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, get_origin

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import PAGE, WEBSITE
from edscreen.batch.lists.fields import info_at
from edscreen.batch.lists.texts import entries_in, remembered, same_heading
from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.guide import guide
from edscreen.profile.meant import day_meant, grades_meant
from edscreen.profile.placeholders import is_stated
from edscreen.profile.vocabularies import SUBJECTS
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
_ALSO_BETWEEN = re.compile(r"[/&+]|\band\b")
_TRUTHS = {"y": "yes", "n": "no", "true": True, "false": False}
_ADDRESSES = frozenset((WEBSITE, PAGE))


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


def _is_own_word(text: str, path: Path) -> bool:
    """Tell whether a word such as none is an answer here, as it is of what ties an evaluator to a vendor."""
    return same_heading(text) in {same_heading(str(each)) for each in _choices(path)}


def _is_certain(value: Any, path: Path) -> bool:
    return isinstance(value, bool) or value in ("yes", "no") or value in _choices(path)


@cache
def _choices(path: Path) -> tuple[str | int, ...]:
    due = guide(path)
    return due.choices if due else ()


@lru_cache(maxsize=1_024)
def _reader(path: Path, meaning: Meaning) -> Callable[[str], Any]:
    """Return what reads the cells of a field."""
    info = info_at(path)
    assert info is not None  # noqa: S101 - a column has no other field
    kinds, key = kinds_of(info), str(path[-1])
    if path in _ADDRESSES:
        return _address
    if holds_list(info):
        if key == "grades":
            return _grades
        return _subjects if key == "subjects" else _several
    if any(get_origin(kind) is Literal for kind in kinds):
        return partial(_choice, path, dict(meaning.words))
    if bool in kinds:
        return lambda text: _TRUTHS.get(text.casefold(), text)
    if date in kinds:
        return _day
    if str in kinds:
        return _text
    per = next((value for field, value in meaning.also if field[-1] == "per"), "")
    return partial(_number, key, per)


def _text(text: str) -> str | None:
    entries = entries_in(text)
    return text if entries is None else ", ".join(entries) or None


def _address(text: str) -> str:
    return address_in(text).address or text


@remembered
def _grades(text: str) -> list[Any]:
    if _A_DATE.fullmatch(text):
        raise _turned(text, "like K-5")
    entries = grades_meant(_joined(text, "; "))
    return [plain(entry) for entry in entries] if entries else [text]


@remembered
def _subjects(text: str) -> list[str]:
    parts = _split(text)
    if not all(part.casefold() in SUBJECTS for part in parts):
        finer = [each.strip() for part in parts for each in
                 ([part] if part.casefold() in SUBJECTS else _ALSO_BETWEEN.split(part))]  # fmt: skip
        if all(part.casefold() in SUBJECTS for part in finer):
            return finer
    return parts


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


def _turned(text: str, like: str) -> CannotRead:
    return CannotRead(
        f"the spreadsheet turned this cell into a date ({text}): format the column as text, and type it "
        f"again, {like}"
    )
