"""What a cell says, as a profile holds it: only where that is certain; else as it was written."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, get_origin

from pydantic_core import Url

from edscreen.batch.lists.addresses import address_in
from edscreen.batch.lists.columns import PAGE, WEBSITE
from edscreen.batch.lists.fields import info_at
from edscreen.batch.lists.minute_cells import use_in
from edscreen.batch.lists.number_cells import is_left_open, minutes_in, number_in, price_in, refuse_date
from edscreen.batch.lists.texts import CannotRead, InDoubt, entries_in, remembered, same_heading
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.asked import asked_at
from edscreen.profile.grades_said import grades_in
from edscreen.profile.guide import guide
from edscreen.profile.meant import day_meant
from edscreen.profile.placeholders import is_in_doubt, is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.subjects_said import subjects_in
from edscreen.profile.typed_answers import truth_meant
from edscreen.profile.vocabularies import SUBJECTS as KNOWN_SUBJECTS
from edscreen.profile.yaml_scalars import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from edscreen.batch.lists.columns import Meaning
    from edscreen.profile.yaml_tree import Path

_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_MOST_ENTRIES = 100
_BETWEEN = re.compile(r"[;,|\n]")
_WRITTEN = frozenset((str, Url))
_TRUTHS = {"true": True, "false": False}
_ADDRESSES = frozenset((WEBSITE, PAGE))


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
    try:
        value = _read(_reader(path, meaning), text)
    except InDoubt:
        if meaning.certain:
            return None
        raise
    return value if not meaning.certain or _is_certain(value, path) else None


def _read(reader: Callable[[str], Any], text: str) -> Any:
    if reader not in _FREE and is_in_doubt(text):
        raise InDoubt(
            f"this cell marks what it says as not certain ({shown(text)}): write what is certain without the "
            "mark, or leave the cell empty"
        )
    return reader(text)


def said_beside(text: str | None, meaning: Meaning, path: Path) -> tuple[tuple[Path, Any], ...]:
    """Return what a cell and its heading say beside the cell's value, by field: for each of what minutes are.

    What a cell says itself outranks its heading: `30 min/day` is no minutes a week.
    """
    use = use_in(_per_of(meaning), text) if text and _holds_minutes(path) else None
    if use is None or not use.also:
        return meaning.also
    own = {(*path[:-1], field): plain(value) for field, value in use.also}
    return (*((field, said) for field, said in meaning.also if field not in own), *own.items())


@cache
def is_free_text(path: Path) -> bool:
    """Tell whether a field holds whatever text somebody writes, as names and addresses are."""
    info = info_at(path)
    kinds = kinds_of(info) if info else frozenset()
    is_choice = any(get_origin(kind) is Literal for kind in kinds)
    return info is None or (str in kinds and not (is_choice or holds_list(info)))


def words_due(path: Path) -> str:
    """Return what to write for a field of which only its own words are read: `yes or no`."""
    asked = asked_at(path)
    *most, last = (asked and asked.choices) or ("an amount in US dollars, like 12.50",)
    return f"{', '.join(most)} or {last}" if most else last


def _is_own_word(text: str, path: Path) -> bool:
    """Tell whether a word such as none is an answer here, as it is of what ties an evaluator to a vendor."""
    return same_heading(text) in {same_heading(str(each)) for each in _choices(path)}


def holds_unknown_subject(text: str) -> bool:
    """Tell whether a cell names a subject that edscreen does not know."""
    return is_in_doubt(text) or not _are_known(_subjects(text) or ())


def _are_known(subjects: Iterable[str]) -> bool:
    return all(subject.casefold() in KNOWN_SUBJECTS for subject in subjects)


def _is_certain(value: Any, path: Path) -> bool:
    if isinstance(value, list):
        return _are_known(value)
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
        return lambda text: _TRUTHS.get(text.casefold(), truth_meant(text))
    if date in kinds:
        return _day
    if kinds & _WRITTEN:
        return _text
    return partial(minutes_in, _per_of(meaning)) if _holds_minutes(path) else partial(number_in, key)


def _holds_minutes(path: Path) -> bool:
    return path[::2] == ("dosage", "minutes")


def _per_of(meaning: Meaning) -> str:
    return next((value for field, value in meaning.also if field[-1] == "per"), "")


def _text(text: str) -> str | None:
    entries = entries_in(text)
    return text if entries is None else ", ".join(entries) or None


def _address(text: str) -> str | None:
    found = address_in(text)
    if found.problem:
        raise CannotRead(found.problem)
    return None if found.elsewhere else found.address or text


@remembered
def _grades(text: str) -> list[Any] | None:
    refuse_date(text, "like 3-5")
    if is_left_open(text):
        return None
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


_OWN_READERS: Mapping[str, Callable[[str], Any]] = {
    "grades": _grades,
    "subjects": _subjects,
    "per_student_usd": price_in,
}
# What they read is text, in which a question mark is a sign like any other.
_FREE: frozenset[Callable[[str], Any]] = frozenset((_text, _address, _several))
