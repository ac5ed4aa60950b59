"""Whether an answer can be read: decided by the models themselves, said in their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from edscreen.interview.answers import with_answer
from edscreen.interview.yaml_text import flow
from edscreen.profile.messages import explain_blank_keys, explain_errors
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_scalars import plain
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.interview.forms import Form
    from edscreen.interview.questions import Question
    from edscreen.profile.yaml_tree import Path, Tree

_SEPARATORS = (";", ",")
_MISSING = ("is missing", "is blank")
_TRUTHS = {"y": "yes", "n": "no"}


def mistakes_in(form: Form, tree: Tree) -> list[Mistake]:
    """Return what is wrong in a document, as checking the file would say it."""
    mistakes = list(tree.mistakes)
    if not tree.complete:
        return mistakes
    pruned = tree.without_blanks()
    if pruned is not tree:
        mistakes += explain_blank_keys(tree, form.root)
    try:
        form.root.model_validate(pruned.data)
    except ValidationError as error:
        mistakes += explain_errors(error, pruned, tree, form.root)
    return mistakes


def data_mistakes(form: Form, data: Any) -> list[Mistake]:
    """Return what is wrong in answers, as checking a file that holds them would say it."""
    try:
        (tree,) = trees(flow(data), form.kind)
    except BrokenYaml as error:
        return [Mistake(error.line, error.column, (), error.message)]
    return mistakes_in(form, tree)


def read_answer(form: Form, data: Any, question: Question, typed: str) -> tuple[Any, str]:
    """Return the value that `typed` is as the answer to a field's question, or why it is none.

    Returns:
        The value and nothing, or None and what to write instead.
    """
    path, said = question.step.path, ""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return None, "a character of this answer cannot be read: type it anew"
    known = {(mistake.path, mistake.message) for mistake in data_mistakes(form, data)}
    for value in _values(question, typed):
        found = data_mistakes(form, with_answer(data, path, value))
        wrong = [
            mistake.message
            for mistake in found
            if mistake.path[: len(path)] == path
            or not ((mistake.path, mistake.message) in known or mistake.message.startswith(_MISSING))
        ]
        if not wrong:
            return value, ""
        said = wrong[0]
    return None, said


def _values(question: Question, typed: str) -> Iterator[Any]:
    """Yield what a typed answer may mean, the likeliest first."""
    text = _named(question, typed.strip())
    if question.several and text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1].strip()
    parts = _parts(text) if question.several else [text]
    if len(parts) == 1 and (not question.several or not question.choices):
        yield text
        if plain(text) != text or not isinstance(plain(text), str):
            yield plain(text)
    if question.several:
        chosen = [_named(question, part) for part in parts]
        yield [plain(part) for part in chosen]
        yield chosen


def _parts(text: str) -> list[str]:
    separator = next((mark for mark in _SEPARATORS if mark in text), None)
    parts = text.split(separator) if separator else [text]
    return [part.strip() for part in parts if part.strip()] or [text]


def _named(question: Question, typed: str) -> str:
    """Return the choice that `typed` is the number of or means, else `typed` itself."""
    choices: Sequence[str] = question.choices
    if choices == ("yes", "no"):
        return _TRUTHS.get(typed.lower(), typed)
    if are_numbered(question) and re.fullmatch("[1-9][0-9]?", typed) and int(typed) <= len(choices):
        return choices[int(typed) - 1]
    same = re.sub(r"[\s-]+", "_", typed.lower())
    return same if same in choices else typed


def are_numbered(question: Question) -> bool:
    """Return whether the choices are offered by number: not where they are numbers, or yes and no."""
    return len(question.choices) > 2 and not any(choice.isdigit() for choice in question.choices)


def open_steps(mistakes: Sequence[Mistake], paths: set[Path]) -> tuple[dict[Path, str], list[Mistake]]:
    """Divide mistakes into those of fields that can be asked for anew, by field, and the others."""
    again: dict[Path, str] = {}
    others: list[Mistake] = []
    for mistake in mistakes:
        if mistake.message.startswith(_MISSING):
            continue
        field = next((path for path in paths if mistake.path[: len(path)] == path), None)
        if field is None:
            others.append(mistake)
        else:
            again.setdefault(field, mistake.message)
    return again, others
