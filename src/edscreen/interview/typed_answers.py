"""What a typed answer may mean: people write states, days, ranges and lists in many ways.

Nothing is decided here: each meaning is put to the models, and the first that they take is the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.meant import day_meant, grades_meant
from edscreen.profile.states import state_names
from edscreen.profile.yaml_scalars import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.interview.questions import Question

_SEPARATORS = (";", ",")
_BETWEEN = re.compile(
    r"\s*[;,]\s*(?:(?:and|or)\b\s*)?|\s*[&+/]\s*|\s+(?:and|or|as well as)\s+", re.IGNORECASE
)
_TRUTHS = {"y": "yes", "n": "no", "yes.": "yes", "no.": "no"}
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?:[:/?#]\S*)?")
_ABOUT = re.compile(r"(?:about|around|approximately|approx\.?|roughly|some|ca\.?|~)\s*", re.IGNORECASE)


def as_typed(question: Question, typed: str) -> Iterator[Any]:
    """Yield what an answer says as it stands, the likeliest first."""
    text = _named(question, _without_brackets(question, typed))
    parts = _parts(text) if question.several else [text]
    if len(parts) == 1 and (not question.several or not question.choices):
        yield text
        if plain(text) != text or not isinstance(plain(text), str):
            yield plain(text)
    if question.several:
        chosen = [_named(question, part) for part in parts]
        yield [plain(part) for part in chosen]
        yield chosen


def as_meant(question: Question, typed: str) -> Iterator[Any]:
    """Yield what else it can mean, where that is certain: `June 30, 2028`, `30 to 40 minutes`, `Utah`."""
    text, key = _without_brackets(question, typed), str(question.step.path[-1])
    if question.several and question.choices:
        yield [plain(_named(question, part)) for part in _BETWEEN.split(text) if part]
    if code := _state(text):
        yield code
    if (day := day_meant(text)) and " or " not in day:
        yield day
    if grades := grades_meant(text):
        yield [plain(grade) for grade in grades]
    if _HOST.fullmatch(text):
        yield f"https://{text}"
    counted = counted_by(key)
    for written in dict.fromkeys((text, _ABOUT.sub("", text, count=1)) if key == "students" else (text,)):
        amount = read_amount(written, counted)
        same = in_unit(amount, counted) if amount else None
        if amount and same and (not amount.per or counted.per or key == "minutes"):  # for what: asked next
            yield plain(str(same))


def are_numbered(question: Question) -> bool:
    """Return whether the choices are offered by number: not where they are numbers, or yes and no."""
    return len(question.choices) > 1 and not (
        question.choices == ("yes", "no") or any(choice.isdigit() for choice in question.choices)
    )


def _without_brackets(question: Question, typed: str) -> str:
    text = typed.strip()
    return text[1:-1].strip() if question.several and text[:1] == "[" and text[-1:] == "]" else text


def _parts(text: str) -> list[str]:
    separator = next((mark for mark in _SEPARATORS if mark in text), None)
    parts = text.split(separator) if separator else [text]
    return [part.strip() for part in parts if part.strip()] or [text]


def _named(question: Question, typed: str) -> str:
    """Return the choice that `typed` is the number of or means, else `typed` itself."""
    choices = question.choices
    if choices == ("yes", "no"):
        return _TRUTHS.get(typed.lower(), typed)
    if are_numbered(question) and re.fullmatch("[1-9][0-9]?", typed) and int(typed) <= len(choices):
        return choices[int(typed) - 1]
    same = _bare(typed)
    for choice, shown in zip(choices, question.shown, strict=True):
        if same in {_bare(choice), _bare(shown.words), _bare(f"{shown.words}: {shown.meaning}")}:
            return choice
    return typed


def _bare(words: str) -> str:
    """Return words as they are compared: without signs, blanks, an article or capitals."""
    return re.sub(r"[\W_]+", " ", re.sub(r"^(?:an?|the|your)\s+", "", words.strip().lower())).strip()


def _state(text: str) -> str:
    """Return the postal code of the state that is named; empty where none is."""
    bare = re.sub(r"[.,]", "", text).strip().casefold()
    named = {name.casefold(): code for code, name in state_names().items()}
    return bare.upper() if bare.upper() in state_names() else named.get(bare, "")
