"""The questions that a file's models ask, one after another, as far as the answers so far make them arise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from edscreen.interview.answers import answer_at, is_answered
from edscreen.profile.annotations import holds_list
from edscreen.profile.asked import choice_words, choices_of
from edscreen.profile.guide import NOTHING, fields_of, guide
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import RangeEnds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from edscreen.interview.forms import Form
    from edscreen.profile.asked import ChoiceWords
    from edscreen.profile.guide import Guide
    from edscreen.profile.yaml_tree import Path

Kind = Literal["field", "any", "another"]


class Step(NamedTuple):
    """One question's place in an interview.

    Attributes:
        kind: `field` asks for a value, `any` whether a list has entries, `another` whether it has one more.
        path: the field; of `another`, the entry that would be added.
    """

    kind: Kind
    path: Path


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is put to a person.

    Attributes:
        step: its place in the interview.
        text: the question in plain words.
        meaning: what the answer means to edscreen, or what the choices are.
        help: what is said at a terminal instead; empty where the meaning is.
        example: an answer as people write it; empty where the models give none.
        choices: the closed list of answers as a file holds them, or nothing.
        shown: the same as people are shown them.
        several: whether several answers may be given at once.
        required: whether the file, or the entry that it belongs to, cannot do without it.
        section: the heading of the part of the interview that it belongs to.
        entry: number of the list's entry that it is about, counted from 1; 0 where it is about none.
        noun: what an entry of the list is called: `study`.
    """

    step: Step
    text: str
    meaning: str
    help: str
    example: str
    choices: tuple[str, ...]
    shown: tuple[ChoiceWords, ...]
    several: bool
    required: bool
    section: str
    entry: int
    noun: str


_NOUNS = {
    "dosage": "amount of use",
    "studies": "study",
    "reviews": "review",
    "findings": "result",
    "outcomes": "promised gain",
    "replies": "reply",
    "approval_hosts": "web site",
    "measured": "result",
}


def steps(form: Form, data: Any, *, full: bool) -> Iterator[Step]:
    """Yield the questions that arise from the answers in `data`, answered ones included, in order."""
    yield from _group(form, data, (), form.root, full=full)


def _group(form: Form, data: Any, path: Path, model: type[BaseModel], *, full: bool) -> Iterator[Step]:
    known = fields_of(model)
    for key in form.keys(path, model):
        inner, info = (*path, key), known[key]
        due = guide(inner, form.root) or NOTHING
        if not _arises(form, data, inner, full=full):
            continue
        if due.model is None or due.model is RangeEnds or due.is_named:
            if form.asks(inner, info, full=full):
                yield Step("field", inner)
        elif not holds_list(info):
            yield from _group(form, data, inner, due.model, full=full)
        elif form.asks(inner, info, full=full):
            yield Step("any", inner)
            entries = answer_at(data, inner)
            count = len(entries) if isinstance(entries, list) else 0
            for index in range(count):
                yield from _group(form, data, (*inner, index), due.model, full=full)
            if count and is_answered(entries[-1]):
                yield Step("another", (*inner, count))


def _arises(form: Form, data: Any, path: Path, *, full: bool) -> bool:
    """Return whether what a question depends on is so, as `Row.only_when` has it."""
    condition = form.row(path).only_when
    elsewhere, denied, value = condition.partition("!=")
    if denied:
        return str(answer_at(data, elsewhere.split("."))) != value
    key, _, value = condition.removeprefix("!").partition("=")
    if not key:
        return True
    given = answer_at(data, (*path[:-1], key))
    if condition.startswith("!"):
        return full or not is_answered(given)
    return is_answered(given) and (not value or str(given) == value)


def question(form: Form, step: Step) -> Question:
    """Return the question of a step in plain words."""
    path = step.path
    field = path[:-1] if step.kind == "another" else path
    info, due = _info(form, field)
    lists = [place for place, part in enumerate(path) if isinstance(part, int)]
    listed = path[: lists[-1]] if lists else path
    if step.kind == "any":
        listed = path
    noun = _noun(str(listed[-1])) if lists or step.kind == "any" else ""
    row = form.row((*path, 0) if step.kind == "any" else path)
    if not row.text and path[-1] in Sourced.model_fields:
        row = form.row(path[-1:])
    text = row.text or (info.description or "").rstrip(".") + ":"
    choices = choices_of(field, info, due) if step.kind == "field" else ()
    top = form.row(path[:1])
    if step.kind == "another":
        text = f"Is there another {noun} to enter?"
    return Question(
        step,
        text,
        info.description or "",
        row.help if step.kind == "field" else "",
        due.example if step.kind == "field" else "",
        choices,
        tuple(choice_words(field, choice) for choice in choices),
        several=holds_list(info),
        required=info.is_required() and step.kind == "field",
        section=top.heading or top.text or str(path[0]).capitalize().replace("_", " "),
        entry=int(path[lists[-1]]) + 1 if lists and step.kind != "another" else 0,
        noun=noun,
    )


def _noun(key: str) -> str:
    return _NOUNS.get(key, key.removesuffix("s").replace("_", " "))


def _info(form: Form, path: Path) -> tuple[FieldInfo, Guide]:
    due = guide(path, form.root)
    around = guide(path[:-1], form.root)
    model = around.model if around and around.model else form.root
    if due is None:
        raise KeyError(path)
    return fields_of(model)[str(path[-1])], due
