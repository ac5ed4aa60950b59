"""What a typed answer may mean: people write states, days, ranges and lists in many ways.

The same for a question at a terminal and for a cell of a workbook. Nothing is decided here: each meaning is
put to the models, and the first that they take is the answer.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.asked import YES_OR_NO
from edscreen.profile.grades_said import grades_in
from edscreen.profile.meant import day_meant
from edscreen.profile.number_words import in_figures, ordinals_in_figures
from edscreen.profile.placeholders import is_in_doubt
from edscreen.profile.quoting import shown
from edscreen.profile.states import state_names
from edscreen.profile.subjects_said import subjects_in
from edscreen.profile.yaml_scalars import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.asked import Asked

_SEPARATORS = (";", ",")
_BETWEEN = re.compile(
    r"\s*[;,]\s*(?:(?:and|or)\b\s*)?|\s*[&+/]\s*|\s+(?:and|or|as well as)\s+", re.IGNORECASE
)
_TRUTHS = {"yes": "yes", "no": "no", "y": "yes", "n": "no"}
_TICKS = frozenset("\u2611\u2705\u2713\u2714")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?:[:/?#]\S*)?")
_NUMBERED = re.compile(r"#?([1-9][0-9]?)[.)]?")
_SLIPS = 2  # letters that a misspelled state has too many or too few: Mexico is not New Mexico
_BEGINNING = 5  # so many letters of a choice, where only one begins so, name it
_TIME = re.compile(r"\s*(?:(?:per|a|an|/)\s*(?:school\s+)?year|annually)$", re.IGNORECASE)
_EACH = re.compile(r"\s+each$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:about|around|approximately|approx\.?|roughly|some|ca\.?|~)\s*", re.IGNORECASE)


def as_typed(asked: Asked, typed: str) -> Iterator[Any]:
    """Yield what an answer says as it stands, the likeliest first."""
    text = _named(asked, _without_brackets(asked, typed))
    parts = _parts(text) if asked.several else [text]
    if len(parts) == 1 and (not asked.several or not asked.choices):
        yield text
        if plain(text) != text or not isinstance(plain(text), str):
            yield plain(text)
    if asked.several:
        chosen = [_named(asked, part) for part in parts]
        yield [plain(part) for part in chosen]
        yield chosen


def as_meant(asked: Asked, typed: str) -> Iterator[Any]:
    """Yield what else it can mean, where that is certain: `June 30, 2028`, `30 to 40 minutes`, `Utah`."""
    text, key = _without_brackets(asked, typed), asked.key
    if asked.several and asked.choices:
        yield [plain(_named(asked, part)) for part in _BETWEEN.split(text) if part]
    if code := _state(text):
        yield code
    if (day := day_meant(text)) and " or " not in day:
        yield day
    if key == "per_student_usd":
        text = _EACH.sub("", text if not _is_beside(asked, "year") else _TIME.sub("", text))
    text = ordinals_in_figures(in_figures(text))
    if asked.key == "grades" and (grades := grades_in(text)):
        yield [plain(grade) for grade in grades]
    if asked.key in {"subject", "subjects"} and (subjects := subjects_in(_parts(text))):
        yield subjects if asked.several else ", ".join(subjects)
    if _HOST.fullmatch(text):
        yield f"https://{text}"
    if asked.choices == YES_OR_NO and (said := _by_its_word(asked, text)):
        yield said
    counted = counted_by(key)
    for written in dict.fromkeys((text, _ABOUT.sub("", text, count=1)) if key == "students" else (text,)):
        amount = read_amount(written, counted)
        same = in_unit(amount, counted) if amount else None
        if (
            amount
            and same
            and (not amount.per or counted.per or (key == "minutes" and _is_beside(asked, amount.per)))
        ):
            yield plain(str(same))
        elif amount and key == "growth" and not amount.per and _is_beside(asked, amount.unit):
            yield plain(str(amount))


def not_one(asked: Asked, typed: str) -> str:
    """Return what to say of an answer that is no state, or none of the choices, in people's words for them.

    Empty where neither is what is wrong.
    """
    if asked.key == "state":
        alike = [name for name in state_names().values() if abs(len(name) - len(typed)) <= _SLIPS]
        name = next(iter(get_close_matches(typed.title(), alike, n=1, cutoff=0.7)), "")
        return f"did you mean {name}?" if name else "type a state's name or its postal code, like Utah or UT"
    if not asked.has_words:
        return ""
    listed = [_named(asked, part) for part in (_parts(typed) if asked.several else [typed])]
    other = next((part for part in listed if part not in asked.choices), "")
    if not other:
        return ""
    words = {choice.words: None for choice in asked.shown}
    close = get_close_matches(other.lower(), words, n=1, cutoff=0.7)
    which = "type one or its number" if asked.is_numbered else "write one of them"
    meant = f": did you mean {close[0]}?" if close else f": {which}: {', '.join(words)}"
    return f"{shown(other)} is not one of the choices{meant}"


def _without_brackets(asked: Asked, typed: str) -> str:
    text = typed.strip()
    return text[1:-1].strip() if asked.several and text[:1] == "[" and text[-1:] == "]" else text


def _parts(text: str) -> list[str]:
    separator = next((mark for mark in _SEPARATORS if mark in text), None)
    parts = text.split(separator) if separator else [text]
    return [part.strip() for part in parts if part.strip()] or [text]


def truth_meant(typed: str) -> str:
    """Return yes or no where `typed` says it, else `typed` itself."""
    said = typed.strip().casefold().rstrip(".")
    return "yes" if said.rstrip("\ufe0f") in _TICKS else _TRUTHS.get(said, typed)


def _named(asked: Asked, typed: str) -> str:
    """Return the choice that `typed` is the number of or means, else `typed` itself."""
    choices = asked.choices
    if choices == YES_OR_NO:
        return truth_meant(typed)
    number = _NUMBERED.fullmatch(typed) if asked.is_numbered else None
    if number and int(number[1]) <= len(choices):
        return choices[int(number[1]) - 1]
    if is_in_doubt(typed):
        return typed
    same = _bare(typed)
    begun: list[str] = []
    for choice, told in zip(choices, asked.shown, strict=True):
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


def _by_its_word(asked: Asked, text: str) -> str:
    """Return yes where the answer is the field's own word, as `included`, and no where it is not that."""
    word = asked.key.replace("_", " ")
    return {word: "yes", f"not {word}": "no"}.get(_bare(text), "")


def _is_beside(asked: Asked, said: str) -> bool:
    """Return whether what an answer says besides its number is asked for next, or answered so beside it."""
    if asked.in_turn:
        return True
    same = {"percent": "%", "per cent": "%"}
    answered = _bare_unit(asked.beside)
    return bool(said) and same.get(answered, answered) in {said, f"{said}s"}


def _bare_unit(answered: str) -> str:
    return re.sub(r"^(?:an?|per|each|every|school|academic|\s)+\b", "", answered.lower()).strip()
