"""Sentences with fields of the profile in braces, as `It takes {training.required_hours} hours.`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import escaped, shown
from edscreen.profile.words import grades_in_words, in_words, joined
from edscreen.screening.yaml_rules.fields import NoSuchField, field_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.profile.models import Profile
    from edscreen.screening.answers import Path
    from edscreen.screening.yaml_rules.fields import Field

NOT_STATED = "not stated"
"""What a sentence shows of a field that the profile leaves out."""

_LONGEST_TEXT = 60
_MOST_VALUES = 5
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_AS_OF = "as_of"


class BadTemplate(Exception):
    """A sentence cannot be filled in; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence: texts, and between them fields of the profile or the day of the run (None)."""

    parts: tuple[str | Field | None, ...]

    def filled(self, profile: Profile, as_of: date, evidence: Iterable[Path]) -> str:
        """The sentence for one profile.

        A field of a list's entries shows those of the entries that `evidence` leads to, or of all where it
        leads to none. What stands in the profile is shown on one line, escaped and shortened.
        """
        cited = tuple(evidence)
        return "".join(
            part
            if isinstance(part, str)
            else in_words(as_of)
            if part is None
            else _shown(part, profile, cited)
            for part in self.parts
        )


def read_template(text: str) -> Template:
    """Read a sentence; `{{` and `}}` stand for braces themselves.

    Raises:
        BadTemplate: for a brace without its other half, or a field that there is not or that is no value.
    """
    parts: list[str | Field | None] = []
    end = 0
    for piece in _PIECE.finditer(text):
        parts.append(text[end : piece.start()])
        end = piece.end()
        if piece[1] is not None:
            parts.append(_placeholder(piece[1].strip()))
        elif len(piece[0]) == 1:
            raise BadTemplate(
                f"the brace {piece[0]} has no other half: write a field between braces, like "
                "{training.required_hours}, or two braces where one is meant"
            )
        else:
            parts.append(piece[0][0])
    parts.append(text[end:])
    return Template(tuple(part for part in parts if part != ""))


def _placeholder(name: str) -> Field | None:
    if name == _AS_OF:
        return None
    if not name:
        raise BadTemplate("there is nothing between these braces: write a field, like {training.included}")
    try:
        found = field_at(name, through_lists=True)
    except NoSuchField as error:
        raise BadTemplate(f"{shown('{' + name + '}')}: {error}") from None
    if found.kind in {"group", "entries", "other"}:
        raise BadTemplate(f"{shown('{' + name + '}')} is no single value: name a field in it")
    return found


def _shown(field: Field, profile: Profile, cited: tuple[Path, ...]) -> str:
    values = list(dict.fromkeys(_in_words(value, field) for value in _values(field, profile, cited)))
    if not values:
        return NOT_STATED
    more = len(values) - _MOST_VALUES
    return joined([*values[:_MOST_VALUES], f"{more} more"] if more > 0 else values)


def _values(field: Field, profile: Profile, cited: tuple[Path, ...]) -> Iterator[Any]:
    """Yield what stands in a field; where lists stand before it, in the entries that were cited."""
    found: list[tuple[Path, Any]] = [((), profile)]
    last = len(field.steps) - 1
    for place, step in enumerate(field.steps):
        key = field.keys[min(place, len(field.keys) - 1)]
        inner = [((*path, key), getattr(node, step)) for path, node in found if node is not None]
        found = [
            each
            for path, node in inner
            for each in (
                _entries(path, node, cited) if isinstance(node, list) and place < last else [(path, node)]
            )
        ]
    for _, value in found:
        if value is not None and not (field.kind == "text" and not is_stated(value)):
            yield value


def _entries(path: Path, entries: list[Any], cited: tuple[Path, ...]) -> list[tuple[Path, Any]]:
    numbered = [((*path, index), entry) for index, entry in enumerate(entries)]
    named = {one[: len(path) + 1] for one in cited if one[: len(path)] == path and len(one) > len(path)}
    return [each for each in numbered if each[0] in named] if named else numbered


def _in_words(value: Any, field: Field) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list | tuple):
        if field.unit == "grades":
            return grades_in_words(value)
        entries = [str(entry).replace("_", " ") for entry in value]
        texts = [shown(entry, _LONGEST_TEXT) if field.entry.kind == "text" else entry for entry in entries]
        return joined(texts) if texts else "none"
    if isinstance(value, int | float):
        return _number(value, field.unit)
    if field.kind == "text":
        return shown(value, _LONGEST_TEXT)
    return escaped(str(value).replace("_", " ") if field.kind == "choice" else str(value))


def _number(value: float, unit: str) -> str:
    if unit == "money":
        return f"${value:,.2f}"
    if unit == "share":
        return f"{value * 100:.10g}%"
    if isinstance(value, int):
        return f"{value:,}" if unit == "count" else str(value)  # a year has no comma
    return f"{value:,.10g}"
