"""Files of one document that are read as strictly as profiles are: policies, rules, and what else comes.

A caller names the model and what messages call the file; it gets the value with the places of all that stands
in it, or every mistake with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from edscreen.profile.documents import another_kind, dotted, in_order
from edscreen.profile.kinds import KEYS
from edscreen.profile.messages import explain_blank_keys, explain_errors
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.users import leave_out_users
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence

    from edscreen.profile.kinds import FileKind
    from edscreen.profile.sources import Source
    from edscreen.profile.yaml_tree import Place, Tree

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class TypedFile(Generic[M]):
    """A file that was read without a mistake.

    Attributes:
        value: what it says.
        tree: the document it was read from, without what was left blank.
        whole: the same with what was left blank.
        shown: its path as it was given, fit to be shown.
        sha256: SHA-256 of its bytes, in hexadecimal.
        kind: what kind of file it is.
    """

    value: M
    tree: Tree
    whole: Tree
    shown: str
    sha256: str
    kind: FileKind

    def place(self, path: Sequence[str | int]) -> Place:
        """Return where the value at `path` stands; see `Tree.place`."""
        return self.tree.place(path)

    def mistakes(self, found: Iterable[Mistake]) -> tuple[FileMistake, ...]:
        """Return what else was found wrong in the file, in the order of the file."""
        return _listed(self.kind, self.shown, found)


@dataclass(frozen=True, slots=True)
class FileMistake:
    """One mistake in a file, or the reason why it cannot be read.

    Attributes:
        kind: `invalid_policy`, or `unreadable_policy` where the file could not be read at all; so for others.
        file: path of the file as it was given, fit to be shown.
        line: line of the mistake, counted from 1.
        column: column in characters, counted from 1.
        path: the field, `waivers[0].expires`; empty where it is about no single one.
        message: what is wrong and what to write instead.
    """

    kind: str
    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        field = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {field}{self.message}"


def read_typed(
    path: str | os.PathLike[str],
    model: type[M],
    kind: FileKind,
    *,
    also: Callable[[Tree], Iterable[Mistake]] | None = None,
    shown: str | None = None,
) -> TypedFile[M] | tuple[FileMistake, ...]:
    """Read the file at `path` as one document of `model`, or say all that is wrong in it.

    Args:
        path: a regular file of at most 256 KiB; links are followed.
        model: what it is to say; closed keys and strict types make for good messages, see `fields.Model`.
        kind: what messages call it.
        also: finds more mistakes in a document that could be built, whether or not it fits the model; it is
            given the document with what was left blank.
        shown: the path as messages show it, where that is not the path itself.
    """
    shown = shown_path(path) if shown is None else shown
    try:
        source = read_file(path, kind)
    except Unreadable as error:
        unreadable = f"unreadable_{kind.noun}"
        return (FileMistake(unreadable, shown, error.line, error.column, "", error.message),)
    return _judged(source, shown, model, kind, also)


def _judged(
    source: Source,
    shown: str,
    model: type[M],
    kind: FileKind,
    also: Callable[[Tree], Iterable[Mistake]] | None,
) -> TypedFile[M] | tuple[FileMistake, ...]:
    documents, mistakes = _documents(source.text, kind)
    if not documents:
        return _listed(kind, shown, mistakes or [_empty(source.text, kind)])
    whole, *others = documents
    mistakes = [*whole.mistakes, *mistakes]
    if others:
        place = others[0].place(())
        message = f"a second document begins here, and a file holds one {kind.noun}: take the line --- away"
        mistakes.append(Mistake(place.line, place.column, (), message))
    due = kind.begins.partition(":")[0]
    if due in KEYS and (other := another_kind(whole, due)):
        return _listed(kind, shown, [other])
    leave_out_users(whole.data)
    if whole.complete:
        tree = whole.without_blanks()
        if tree is not whole:
            mistakes += explain_blank_keys(whole, model)
        if also:
            mistakes += also(whole)
        try:
            value = model.model_validate(tree.data)
        except ValidationError as error:
            mistakes += explain_errors(error, tree, whole, model)
        else:
            if not mistakes:
                return TypedFile(value, tree, whole, shown, source.sha256, kind)
    return _listed(kind, shown, mistakes)


def _documents(text: str, kind: FileKind) -> tuple[list[Tree], list[Mistake]]:
    """Return the first two documents of `text`, and where it stops being YAML."""
    found: list[Tree] = []
    try:
        for tree in trees(text, kind):
            found.append(tree)
            if len(found) == 2:
                break
    except BrokenYaml as error:
        return found, [Mistake(error.line, error.column, (), error.message)]
    return found, []


def _empty(text: str, kind: FileKind) -> Mistake:
    what = "holds only comments" if text.strip() else "is empty"
    return Mistake(1, 1, (), f"this file {what}: a {kind.noun} begins with the line {kind.begins}")


def _listed(kind: FileKind, shown: str, mistakes: Iterable[Mistake]) -> tuple[FileMistake, ...]:
    return tuple(
        FileMistake(f"invalid_{kind.noun}", shown, line, column, dotted(path), message)
        for line, column, path, message in in_order(mistakes)
    )
