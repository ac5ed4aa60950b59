"""What a typed answer may mean: people write states, days, ranges and lists in many ways.

Nothing is decided here: each meaning is put to the models, and the first that they take is the answer.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.meant import day_meant, grades_meant
from edscreen.profile.quoting import shown
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
_NUMBERED = re.compile(r"#?([1-9][0-9]?)[.)]?")
_SLIPS = 2  # letters that a misspelled state has too many or too few: Mexico is not New Mexico
_BEGINNING = 5  # so many letters of a choice, where only one begins so, name it
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth"),
)
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_TIME = re.compile(r"\s*(?:(?:per|a|an|/)\s*(?:school\s+)?year|annually|each)$", re.IGNORECASE)  # asked next
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
    text = _TIME.sub("", text) if key == "per_student_usd" else text
    text = _IN_WORDS.sub(lambda found: str(_WORDS.index(found[0].lower()) % 12 + 1), text)
    if grades := grades_meant(text):
        yield [plain(grade) for grade in grades]
    if _HOST.fullmatch(text):
        yield f"https://{text}"
    counted = counted_by(key)  # for what the minutes are, and in what a gain is counted, is asked next
    for written in dict.fromkeys((text, _ABOUT.sub("", text, count=1)) if key == "students" else (text,)):
        amount = read_amount(written, counted)
        same = in_unit(amount, counted) if amount else None
        if amount and same and (not amount.per or counted.per or key == "minutes"):
            yield plain(str(same))
        elif amount and key == "growth" and not amount.per:
            yield plain(str(amount))


def not_one(question: Question, typed: str) -> str:
    """Return what to say of an answer that is no state, or none of the choices, in people's words for them.

    Empty where neither is what is wrong.
    """
    if question.step.path[-1] == "state":
        alike = [name for name in state_names().values() if abs(len(name) - len(typed)) <= _SLIPS]
        name = next(iter(get_close_matches(typed.title(), alike, n=1, cutoff=0.7)), "")
        return f"did you mean {name}?" if name else "type a state's name or its postal code, like Utah or UT"
    if not are_numbered(question):
        return ""
    listed = [_named(question, part) for part in (_parts(typed) if question.several else [typed])]
    other = next((part for part in listed if part not in question.choices), "")
    if not other:
        return ""
    words = {choice.words: None for choice in question.shown}
    close = get_close_matches(other.lower(), words, n=1, cutoff=0.7)
    meant = f": did you mean {close[0]}?" if close else f": type one or its number: {', '.join(words)}"
    return f"{shown(other)} is not one of the choices{meant}"


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
    number = _NUMBERED.fullmatch(typed) if are_numbered(question) else None
    if number and int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]
    same = _bare(typed)
    begun: list[str] = []
    for choice, told in zip(choices, question.shown, strict=True):
        spelled = {_bare(choice), _bare(told.words), _bare(f"{told.words}: {told.meaning}")}
        if same in spelled:
            return choice
        if len(same) >= _BEGINNING and any(each.startswith(same) for each in spelled):
            begun.append(choice)
    return begun[0] if len(begun) == 1 else typed


def _bare(words: str) -> str:
    """Return words as they are compared: without signs, blanks, an article or capitals."""
    return re.sub(r"[\W_]+", " ", re.sub(r"^(?:an?|the|your)\s+", "", words.strip().lower())).strip()


def _state(text: str) -> str:
    """Return the postal code of the state that is named; empty where none is."""
    bare = re.sub(r"[.,]", "", text).strip().casefold()
    if bare == "washington dc":
        return "DC"
    named = {name.casefold(): code for code, name in state_names().items()}
    return bare.upper() if bare.upper() in state_names() else named.get(bare, "")
