"""Reads the conditions of a rule: every mistake is kept with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from edscreen.profile.quoting import shown
from edscreen.screening.yaml_rules.conditions import Both, Check, Entries, Not
from edscreen.screening.yaml_rules.fields import IN_WORDS, PROFILE, Field, NoSuchField, field_at
from edscreen.screening.yaml_rules.operands import OPERATORS, QUANTIFIERS, BadOperand, fitting, read_operand

if TYPE_CHECKING:
    from typing import Literal

    from edscreen.screening.answers import Path
    from edscreen.screening.yaml_rules.conditions import Condition

MOST_LEVELS = 8
"""How deep conditions may stand in each other."""
MOST_CONDITIONS = 200
"""How many conditions a rule may have."""

_COMBINING = ("and", "or", "not")
_WORDS = (*_COMBINING, "field", *OPERATORS, *QUANTIFIERS)
# What people write for what is said in another way here.
_MEANT = {
    **dict.fromkeys(("more_than", "greater_than", "above", "over"), "not: {field: ..., at_most: NUMBER}"),
    **dict.fromkeys(("less_than", "below", "under"), "not: {field: ..., at_least: NUMBER}"),
    **dict.fromkeys(("is", "is_exactly", "value"), "equals: VALUE"),
    **dict.fromkeys(("is_not", "not_equal", "not_equals"), "not: {field: ..., equals: VALUE}"),
    **dict.fromkeys(("contains", "includes"), "any: {equals: VALUE}"),
    **dict.fromkeys(("one_of", "any_of"), "in: [VALUE, VALUE]"),
}
_EXAMPLE = "{field: training.included, equals: no}"
# The parts of a profile that decide nothing, and why.
_NOT_JUDGED = {
    "edscreen": "is the version of the form",
    "contract": "is kept, and not judged in this version",
    "price": "is shown, and never judged",
    "records": "are kept with the file, and never judged",
    "replies": "are printed beside the findings, and change no outcome",
    "note": "is for readers, and never judged",
    "product.students_use": "decides whether a question is asked at all: write it under applies_to",
}


class _Wrong(Exception):
    def __init__(self, path: Path, message: str, *, at_key: bool = False) -> None:
        super().__init__(message)
        self.mistake = path, message, at_key


@dataclass(slots=True)
class Reader:
    """Reads conditions.

    Attributes:
        mistakes: what is wrong, with the path in the rule's file, and whether it is about the key there.
        arguments: what of the district's own entries the conditions ask for, by a rule's arguments.
    """

    mistakes: list[tuple[Path, str, bool]] = field(default_factory=list)
    arguments: set[str] = field(default_factory=set)
    _read: int = 0

    def condition(self, written: Any, path: Path, base: Field = PROFILE, level: int = 1) -> Condition | None:
        """Read the condition that stands at `path`; None where it has a mistake, which is kept.

        Calls itself once a level: deeper than `MOST_LEVELS` is a mistake.
        """
        self._read += 1
        if self._read > MOST_CONDITIONS + 1:
            return None
        try:
            return self._condition(written, path, base, level)
        except _Wrong as wrong:
            self.mistakes.append(wrong.mistake)
            return None

    def _condition(self, written: Any, path: Path, base: Field, level: int) -> Condition | None:
        if level > MOST_LEVELS:
            raise _Wrong(path, f"conditions stand more than {MOST_LEVELS} deep in each other here")
        if self._read > MOST_CONDITIONS:
            raise _Wrong(path, f"a rule has {MOST_CONDITIONS} conditions at most: make several rules of it")
        if isinstance(written, list):
            raise _Wrong(path, "of several conditions say how they go together: write and: or or: above")
        if not isinstance(written, dict):
            raise _Wrong(path, f"a condition is due here, like {_EXAMPLE}")
        for word in written:
            if word not in _WORDS:
                raise _Wrong((*path, word), _unknown(word), at_key=True)
        combining = [word for word in written if word in _COMBINING]
        if not combining:
            return self._compared(written, path, base, level)
        [word, *_] = combining
        if len(written) > 1:
            several = ", ".join(written)
            message = f"one condition is due here, not several ({several}): write and: with a list of them"
            raise _Wrong((*path, word), message, at_key=True)
        return self._combined(word, written[word], (*path, word), base, level)

    def _combined(self, word: str, written: Any, path: Path, base: Field, level: int) -> Condition | None:
        if word == "not":
            inner = self.condition(written, path, base, level + 1)
            return Not(inner) if inner else None
        if not isinstance(written, list) or not written:
            message = f"a list of conditions is due here: begin each with a dash, like - {_EXAMPLE}"
            raise _Wrong(path, message)
        parts = [self.condition(each, (*path, place), base, level + 1) for place, each in enumerate(written)]
        read = tuple(part for part in parts if part)
        return Both(read, word == "and") if len(read) == len(parts) else None

    def _compared(self, written: dict[str, Any], path: Path, base: Field, level: int) -> Condition | None:
        found = _find(written, path, base)
        self.arguments.update({found.argument} - {""})
        operators = [word for word in written if word != "field"]
        if not operators:
            at = (*path, "field") if "field" in written else path
            raise _Wrong(at, f"it is not said what to compare {found.name} with: add {fitting(found.kind)}")
        parts = [self._compare(found, word, written[word], (*path, word), level) for word in operators]
        read = tuple(part for part in parts if part)
        if len(read) < len(parts):
            return None
        return read[0] if len(read) == 1 else Both(read, all_of_them=True)

    def _compare(self, found: Field, word: str, written: Any, path: Path, level: int) -> Condition | None:
        if word in QUANTIFIERS and found.kind in {"entries", "values"}:
            inner = self.condition(written, path, found.entry, level + 1)
            return Entries(found, cast("Literal['any', 'all', 'none']", word), inner) if inner else None
        if word in QUANTIFIERS or found.kind not in OPERATORS[word].fits:
            what, fits = IN_WORDS[found.kind], fitting(found.kind)
            message = f"'{word}' does not fit {found.name}, which is {what}: write {fits}"
            raise _Wrong(path, message, at_key=True)
        try:
            operand = read_operand(word, found, written)
        except BadOperand as error:
            raise _Wrong(path, str(error)) from None
        return Check(found, OPERATORS[word].compare, operand)


def _find(written: dict[str, Any], path: Path, base: Field) -> Field:
    if "field" not in written:
        if base.model is None:
            return base
        example = _EXAMPLE if base is PROFILE else "{field: ..., ...}, with a field of the list's entries"
        raise _Wrong(path, f"it is not said which field is meant: add it, like {example}")
    name, at = written["field"], (*path, "field")
    if not isinstance(name, str):
        raise _Wrong(at, "the name of a field is due here, like training.included")
    try:
        found = field_at(name, base)
    except NoSuchField as error:
        raise _Wrong(at, str(error)) from None
    if why := _not_judged(found, base):
        raise _Wrong(at, f"{shown(name)} {why}")
    return found


def _not_judged(found: Field, base: Field) -> str:
    """Why a field decides nothing in a profile; empty where it may."""
    names = (found.name, found.keys[0], found.keys[-1]) if base is PROFILE else (found.keys[-1],)
    return next((_NOT_JUDGED[name] for name in names if name in _NOT_JUDGED), "")


def _unknown(word: str) -> str:
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    close = get_close_matches(plain, _WORDS, n=1)
    said = f"a condition has no {shown(word)}"
    operators = ", ".join((*OPERATORS, *QUANTIFIERS))
    if plain in _MEANT:
        return f"{said}: write {_MEANT[plain]}"
    if close:
        return f"{said}: did you mean {close[0]}?"
    return f"{said}: it has field and one of {operators}, or one of {', '.join(_COMBINING)}"
