"""Profiles out of files, folders and standard input: one at a time, each valid or with its mistakes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, BinaryIO, Literal

from pydantic import ValidationError

from edscreen.profile.folders import is_folder
from edscreen.profile.kinds import KEYS
from edscreen.profile.marks import lines_to_confirm
from edscreen.profile.messages import explain_blank_keys, explain_errors
from edscreen.profile.models import Profile
from edscreen.profile.quoting import escaped
from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.sources import Unreadable, read_file, read_stream, shown_path
from edscreen.profile.users import hidden, leave_out_users
from edscreen.profile.workbook_layout import is_workbook
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake, Path, Place, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from edscreen.profile.sources import Source

_FOLDER_ENDS = ("/", os.sep)
_NO_FOLDER = "there is no such folder: check its name and the folder it is in"

STDIN = "-"
STDIN_SHOWN = "<stdin>"
MAX_MISTAKES = 100
"""More mistakes than this in one document are counted, not listed."""

KEY = "edscreen"
"""The key that a profile begins with."""
_NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Document:
    """A valid profile and where it stands.

    Attributes:
        profile: what it says.
        tree: the document it was read from, without what was left blank.
        shown: path of the file as it was given, fit to be shown.
        index: position of the document in its file, counted from 0.
        sha256: SHA-256 of the file's bytes, in hexadecimal.
        sheets: of a workbook, the sheet on which each section stands, the first one's under no name.
        to_confirm: the lines of answers that were taken over from somewhere and that no person has confirmed.
    """

    profile: Profile
    tree: Tree
    shown: str
    index: int
    sha256: str
    sheets: Mapping[str, str] | None = None
    to_confirm: tuple[int, ...] = ()

    def sheet(self, path: Sequence[str | int]) -> str:
        """Return the sheet on which the value at `path` stands; nothing where this is no workbook."""
        if self.sheets is None:
            return ""
        return self.sheets.get(str(path[0]) if path else "", self.sheets[""])

    def place(self, path: Sequence[str | int]) -> Place:
        """Return where the value at `path` stands; see `Tree.place`."""
        return self.tree.place(path)


@dataclass(frozen=True, slots=True)
class InvalidProfile:
    """One mistake in a profile, or the reason why it cannot be read.

    Attributes:
        kind: `invalid_profile`, or `unreadable_profile` where the file could not be read at all.
        profile: path of the file as it was given, fit to be shown.
        line: line of the mistake, counted from 1.
        column: column in characters, counted from 1.
        path: the field, `dosage[0].minutes`; empty where it is about no single one.
        message: what is wrong and what to write instead.
        sheet: of a workbook, the sheet that it stands on; line and column are row and column there.
    """

    kind: Literal["invalid_profile", "unreadable_profile"]
    profile: str
    line: int
    column: int
    path: str
    message: str
    sheet: str = ""

    def __str__(self) -> str:
        field = f"{self.path}: " if self.path and not self.sheet else ""  # a sheet's message has its question
        place = place_in_words(self.profile, self.line, self.column, self.sheet)
        return f"{place}: {field}{self.message}"


@dataclass(slots=True)
class Tally:
    """What was passed over in folders.

    Attributes:
        other_files: how many YAML files hold no document that has the key `edscreen`.
        other_names: the first of them, at most ten, fit to be shown.
    """

    other_files: int = 0
    other_names: list[str] = field(default_factory=list)

    def pass_over(self, shown: str) -> None:
        """Count the file that is shown as `shown`."""
        self.other_files += 1
        if len(self.other_names) < _NAMED_AT_MOST:
            self.other_names.append(shown)


def read_documents(
    arguments: Iterable[str], *, stdin: BinaryIO | None = None, tally: Tally | None = None
) -> Iterator[Document | InvalidProfile]:
    """Yield the profiles that `arguments` lead to, in order, with one file in memory at a time.

    Args:
        arguments: files, folders (every YAML file below with the key `edscreen`), workbooks (`.xlsx`), `-`
            for standard input.
        stdin: what `-` reads; the process's standard input by default.
        tally: counts and names what was passed over in folders.

    Yields:
        Each valid document, and for each other one its mistakes in the order of the file.
    """
    tally = tally or Tally()
    for argument in arguments:
        if argument == STDIN:
            yield from _named(STDIN_SHOWN, partial(read_stream, stdin))
        elif is_folder(argument):
            from edscreen.profile.found_files import folder_documents  # it needs this module

            yield from folder_documents(argument, tally)
        elif argument.endswith(_FOLDER_ENDS):
            yield unreadable(shown_path(argument.rstrip("".join(_FOLDER_ENDS))), Unreadable(_NO_FOLDER))
        elif is_workbook(argument):
            from edscreen.profile.workbook_profiles import read_profile  # few runs read any

            yield from read_profile(argument)
        else:
            yield from _named(shown_path(argument), partial(read_file, argument))


@lru_cache(maxsize=4096)  # the same few fields are named in every profile of a long list
def dotted(path: Path) -> str:
    """Return `path` as people write it: `dosage[0].minutes`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{_short(part)}" for part in path)
    return text.removeprefix(".")


def _short(key: str) -> str:
    key = hidden(key)
    return escaped(key if len(key) <= 40 else key[:37] + "...")


def _named(shown: str, read: Callable[[], Source]) -> Iterator[Document | InvalidProfile]:
    try:
        source = read()
    except Unreadable as error:
        yield unreadable(shown, error)
        return
    any_read = False
    for item in trees_in(shown, source):
        any_read = True
        yield from judged(shown, source, *item) if isinstance(item, tuple) else (item,)
    if not any_read:
        what = "holds only comments" if source.text.strip() else "is empty"
        message = f"this file {what}: a profile begins with the line edscreen: 1"
        yield InvalidProfile("invalid_profile", shown, 1, 1, "", message)


def trees_in(shown: str, source: Source) -> Iterator[tuple[int, Tree] | InvalidProfile]:
    """Yield the documents of a file, numbered, and why the rest cannot be read."""
    try:
        yield from enumerate(trees(source.text))
    except BrokenYaml as error:
        yield InvalidProfile("invalid_profile", shown, error.line, error.column, "", error.message)


def judged(shown: str, source: Source, index: int, tree: Tree) -> Iterator[Document | InvalidProfile]:
    """Yield the profile that a document is, or its mistakes."""
    if other := another_kind(tree, KEY):
        yield from _listed(shown, [other])
        return
    profile, pruned, mistakes = judge(tree)
    if profile and not mistakes:
        marked = () if index else lines_to_confirm(source.text)  # the file's, with its first profile
        yield Document(profile, pruned, shown, index, source.sha256, to_confirm=marked)
    else:
        yield from _listed(shown, mistakes)


def judge(tree: Tree) -> tuple[Profile | None, Tree, list[Mistake]]:
    """Return the profile that a document is, the document without blanks, and what is wrong in it."""
    users = [tree.place(path) for path in leave_out_users(tree.data)]
    pruned = tree.without_blanks()
    pruned.users = tuple(users)
    mistakes = list(tree.mistakes)
    if not tree.complete:
        return None, pruned, mistakes
    if pruned is not tree:
        mistakes += explain_blank_keys(tree)
    try:
        return Profile.model_validate(pruned.data), pruned, mistakes
    except ValidationError as error:
        return None, pruned, mistakes + explain_errors(error, pruned, tree)


def another_kind(tree: Tree, due: str) -> Mistake | None:
    """Return the mistake that a document begins as another kind of file than the one with the key `due`."""
    key = next((key for key in KEYS if key in tree.data), None)
    if key is None or due in tree.data:
        return None
    place = tree.key_place((key,))
    message = f"this is {KEYS[key][0]}, not {KEYS[due][0]}: name a file that begins with {due}: 1"
    return Mistake(place.line, place.column, (key,), message)


def in_order(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """Yield mistakes in the order of the file, one a field, `MAX_MISTAKES` of them and how many more."""
    # What the builder refused comes first in `mistakes`: it outranks what the models say of the same field.
    first_of: dict[tuple[int, int, Path], Mistake] = {}
    for mistake in mistakes:
        first_of.setdefault(mistake[:3], mistake)
    ordered = sorted(first_of.values(), key=lambda mistake: (mistake.line, mistake.column))
    yield from ordered[:MAX_MISTAKES]
    if len(ordered) > MAX_MISTAKES:
        line, column, *_ = ordered[MAX_MISTAKES]
        more = len(ordered) - MAX_MISTAKES
        yield Mistake(
            line, column, (), f"from here on {more:,} more mistakes are not listed: mend those above"
        )


def _listed(shown: str, mistakes: list[Mistake]) -> Iterator[InvalidProfile]:
    for line, column, path, message in in_order(mistakes):
        yield InvalidProfile("invalid_profile", shown, line, column, dotted(path), message)


def unreadable(shown: str, error: Unreadable) -> InvalidProfile:
    """Return why a file cannot be read."""
    return InvalidProfile("unreadable_profile", shown, error.line, error.column, "", error.message)
