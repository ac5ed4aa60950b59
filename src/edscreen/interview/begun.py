"""A file that was begun: its answers, its comments, and what in it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edscreen.interview.filling_in import filled_in
from edscreen.interview.judging import mistakes_in, open_steps
from edscreen.interview.questions import steps
from edscreen.interview.remarks import remarks_in
from edscreen.profile.blank import skeleton
from edscreen.profile.documents import another_kind, dotted, in_order
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from edscreen.interview.forms import Form
    from edscreen.profile.yaml_tree import Mistake, Path


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in a file that was begun.

    Attributes:
        data: the answers, those that cannot be read included.
        remarks: comments of the person's own, by the field that they belong to.
        wrong: what is wrong with an answer that can be asked for anew, by its field.
    """

    data: dict[str, Any]
    remarks: dict[Path, list[str]]
    wrong: dict[Path, str]


class CannotGoOn(Exception):
    """A file cannot be gone on with.

    Attributes:
        sentences: why, one sentence a mistake, each with its place.
    """

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences


def read_begun(form: Form, path: FilePath) -> Begun:
    """Read the file at `path`.

    Raises:
        CannotGoOn: it is no such file, holds several, or holds a mistake that no question can mend.
    """
    shown = shown_path(path)
    try:
        source = read_file(path, form.kind)
    except Unreadable as error:
        raise CannotGoOn([f"{shown}:{error.line}:{error.column}: {error.message}"]) from None
    try:
        documents = list(trees(source.text, form.kind))
    except BrokenYaml as error:
        raise CannotGoOn([f"{shown}:{error.line}:{error.column}: {error.message}"]) from None
    if len(documents) > 1:
        place = documents[1].place(())
        second = f"a second {form.kind.noun} begins here, and questions are asked about one"
        raise CannotGoOn([f"{shown}:{place.line}:{place.column}: {second}: put each into a file of its own"])
    if not documents:
        return Begun({}, {}, {})
    (tree,) = documents
    if other := another_kind(tree, form.version):
        raise CannotGoOn(_sentences(shown, [other]))
    data = answers_of(tree.without_blanks().data)
    fields = {step.path for step in steps(form, data, full=True) if step.kind == "field"}
    wrong, others = open_steps(mistakes_in(form, tree), fields)
    if others:
        raise CannotGoOn(_sentences(shown, others))
    known = frozenset(
        line.strip() for line in [*filled_in(form, data).splitlines(), *skeleton().splitlines()]
    )
    return Begun(data, remarks_in(source.text, tree, known), wrong)


def unreadable_in(form: Form, path: FilePath) -> list[str]:
    """Return what cannot be read of the file at `path`: its place, and what to write; not what is missing."""
    try:
        (tree,) = trees(read_file(path, form.kind).text, form.kind)
    except (Unreadable, BrokenYaml, ValueError):
        return []
    again, others = open_steps(mistakes_in(form, tree), set())
    return [] if again else _sentences(shown_path(path), others)


def answers_of(value: Any) -> Any:
    """Return a document's data without the fields that were left blank."""
    if isinstance(value, dict):
        return {key: answers_of(inner) for key, inner in value.items() if inner is not None}
    return [answers_of(entry) for entry in value] if isinstance(value, list) else value


def _sentences(shown: str, mistakes: list[Mistake]) -> list[str]:
    return [
        f"{shown}:{line}:{column}: {dotted(path) + ': ' if path else ''}{message}"
        for line, column, path, message in in_order(mistakes)
    ]
