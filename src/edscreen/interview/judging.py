"""Whether an answer can be read: decided by the models themselves, said in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from edscreen.interview.answers import with_answer
from edscreen.interview.spoken import advice, refused, spoken
from edscreen.interview.typed_answers import asked_by
from edscreen.interview.yaml_text import flow
from edscreen.profile.messages import explain_blank_keys, explain_errors
from edscreen.profile.typed_answers import as_meant, as_typed, not_one
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.interview.forms import Form
    from edscreen.interview.questions import Question
    from edscreen.profile.yaml_tree import Path, Tree

_MISSING = ("is missing", "is blank")


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
    path = question.step.path
    try:
        typed.encode()
    except UnicodeEncodeError:
        return None, "a character of this answer cannot be read: type it anew"
    if unfit := refused(question, typed):
        return None, unfit
    known = {(mistake.path, mistake.message) for mistake in data_mistakes(form, data)}

    def wrong(value: Any) -> str:
        return next(
            (
                mistake.message
                for mistake in data_mistakes(form, with_answer(data, path, value))
                if mistake.path[: len(path)] == path
                or not ((mistake.path, mistake.message) in known or mistake.message.startswith(_MISSING))
            ),
            "",
        )

    said, asked = "", asked_by(question)
    for value in as_typed(asked, typed):
        said = wrong(value)
        if not said:
            return value, ""
    for value in as_meant(asked, typed):
        if not wrong(value):
            return value, ""
    for plainer in spoken(question, typed):
        for value in (*as_meant(asked, plainer), *as_typed(asked, plainer)):
            if not wrong(value):
                return value, ""
    said = advice(question, typed, not_one(asked, typed) or said)
    return None, said.replace(f"{path[-1]}: ", "")  # that is how a file has it; here the question names it


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
