"""What a profile says, one line a field, in the words of a letter to the vendor.

The words are data: `data/letter_fields.csv` (labels), `letter_sections.csv` (headings), `letter_choices.csv`
(what a closed list's entries mean). A field without a row there is the district's own and no matter of the
letter.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from edscreen.profile.tables import read_table
from edscreen.profile.words import in_words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.letter_values import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edscreen.profile.models import Profile

_DATA = Path(__file__).parent / "data"
_POSITION = re.compile(r"\[\d+\]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 600  # characters of one field that are repeated to the vendor


class Line(NamedTuple):
    """A field in words, and what the profile says there."""

    label: str
    text: str


class Understood(NamedTuple):
    """A section, or one entry of a list.

    Attributes:
        heading: what it is about.
        lines: what it says, one line a field.
    """

    heading: str
    lines: tuple[Line, ...]


class _Field(NamedTuple):
    attribute: str
    label: str
    form: str
    path: str
    choices: Mapping[str, str] | None


def understood(profile: Profile, *, with_purchase: bool = True) -> list[Understood]:
    """What a profile says, section by section, without what only the district knows or noted.

    Args:
        profile: the profile.
        with_purchase: whether it counts as the district's word, so that what it says of the purchase is
            what the district means to buy.
    """
    return [
        part
        for section in _sections()
        if with_purchase or section["section"] != "purchase"
        for part in _section(profile, section)
    ]


def not_stated(profile: Profile) -> list[str]:
    """What the profile leaves out, as the letter names it."""
    return [
        section["nothing"]
        for section in _sections()
        if section["nothing"] and getattr(profile, section["section"]) is None
    ]


def stated(path: str, value: Any) -> Line | None:
    """One field by its path (`dosage[0].minutes`), its value as written; None where it is not repeated."""
    own = _POSITION.sub("[]", path)
    row = _labels().get(own)
    if row is None or value is None or isinstance(value, dict) or _holds_more(value):
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    return Line(row["label"], _fit(written(value, row["form"], _choices().get(own))))


def _holds_more(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict | list) for part in value)


def _section(profile: Profile, section: Mapping[str, str]) -> Iterator[Understood]:
    value, heading = getattr(profile, section["section"]), section["heading"]
    if isinstance(value, list):
        if not value:
            yield Understood(heading, (Line("Stated", "none"),))
        for number, entry in enumerate(value, start=1):
            which = f" {number} of {len(value)}" if len(value) > 1 else ""
            name = section["of_several"] if which else heading
            yield Understood(f"{name}{which}", tuple(_lines(entry, f"{section['section']}[]")))
    elif value is not None and (lines := tuple(_lines(value, section["section"]))):
        yield Understood(heading, lines)


def _lines(model: BaseModel, path: str, which: str = "") -> Iterator[Line]:
    for field in _fields(type(model), path):
        value = getattr(model, field.attribute)
        if value is None:
            continue
        if isinstance(value, BaseModel):
            yield from _lines(value, field.path, which)
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            for number, entry in enumerate(value, start=1):
                yield from _lines(
                    entry, f"{field.path}[]", f" ({number} of {len(value)})" if len(value) > 1 else ""
                )
        elif field.label:
            yield Line(field.label + which, _fit(written(value, field.form, field.choices)))
    if source := getattr(model, "source", None):
        yield Line(f"Stated in{which}", _fit(source))
    if as_of := getattr(model, "as_of", None):
        yield Line(f"Stated on{which}", in_words(as_of))


def _fit(text: str) -> str:
    return shortened(on_one_line(text), _LONGEST)


@lru_cache(maxsize=256)  # one entry for each kind of section
def _fields(kind: type[BaseModel], path: str) -> tuple[_Field, ...]:
    """The fields of a model that the letter repeats, in the order of the model."""
    labels = _labels()
    found = []
    for attribute, info in kind.model_fields.items():
        own = f"{path}.{info.alias or attribute}"
        row = labels.get(own, {})
        is_closed = _is_closed(info.annotation)
        if row or not _parents().isdisjoint((f"{own}.", f"{own}[].")):
            found.append(
                _Field(
                    attribute,
                    row.get("label", ""),
                    "grades" if attribute == "grades" else row.get("form", ""),
                    own,
                    _choices().get(own, {}) if is_closed else None,
                )
            )
    return tuple(found)


def _is_closed(annotation: object) -> bool:
    return get_origin(annotation) is Literal or any(_is_closed(part) for part in get_args(annotation))


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in read_table(_DATA / "letter_fields.csv")}


@lru_cache(maxsize=1)
def _parents() -> frozenset[str]:
    """The beginnings of all paths that have a label: `studies[].`, `studies[].evaluator.`."""
    return frozenset(
        path[: place + 1] for path in _labels() for place, char in enumerate(path) if char == "."
    )


@lru_cache(maxsize=1)
def _choices() -> dict[str, dict[str, str]]:
    choices: dict[str, dict[str, str]] = {}
    for row in read_table(_DATA / "letter_choices.csv"):
        choices.setdefault(row["path"], {})[row["choice"]] = row["words"]
    return choices


@lru_cache(maxsize=1)
def _sections() -> tuple[dict[str, str], ...]:
    return tuple(read_table(_DATA / "letter_sections.csv"))
