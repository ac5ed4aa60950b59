"""A folder of rule folders, read: each rule in Python or as data; what cannot be used, with the reason."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass, replace
from itertools import count, groupby
from operator import attrgetter
from types import ModuleType
from typing import TYPE_CHECKING

from edscreen.profile.links import leads_within
from edscreen.screening.rule import Rule, RuleError
from edscreen.screening.rule_code import failure, printing_aside, prints_aside
from edscreen.screening.rule_listing import CODE, DATA, listed, misnamed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule or rule book that cannot be used.

    Attributes:
        place: the file or folder.
        message: why, in one sentence.
        cause: the error behind it, for those who want the traceback.
        line: the line of the mistake, counted from 1; 1 where it is not about one.
        column: its column in characters, counted from 1.
        path: the field of a `rule.yaml`; empty where it is about no single one.
        is_placed: whether line and column say where in the file it is.
    """

    place: str
    message: str
    cause: BaseException | None = None
    line: int = 1
    column: int = 1
    path: str = ""
    is_placed: bool = False

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}:{self.column}" if self.is_placed else self.place
        field = f"{self.path}: " if self.path else ""
        return f"{where}: {field}{self.message}"


def load_folder(book: Path, *, runs_code: bool) -> Iterator[Rule | BrokenRule]:
    """Yield the rules of a rule book.

    Args:
        book: the folder of rule folders.
        runs_code: whether rules in Python may be run; otherwise a book that holds one gives no rule at all,
            and nothing in it is imported.
    """
    try:
        files, strays = listed(book)
    except OSError as error:
        yield BrokenRule(
            book.as_posix(), f"this rule book cannot be listed: the system says {error.strerror}"
        )
        return
    in_python = [file for file in files if file.name == CODE]
    if not files and not strays:
        yield _without_rules(book)
    elif in_python and not runs_code:
        yield _not_asked_for(book, in_python[0])
    else:
        yield from _load(files, book, runs_code=runs_code)
    for stray in strays:
        yield BrokenRule(stray.path.as_posix(), stray.message)


def load_rule_folder(folder: Path) -> Iterator[Rule | BrokenRule]:
    """Yield the rule of one rule folder that was asked for by itself."""
    files = [folder / name for name in (CODE, DATA) if (folder / name).is_file()]
    yield from _load(files, folder.parent, runs_code=True)


def holds_rule(folder: Path) -> bool:
    """Whether a folder is a rule's own, and not a rule book."""
    return any(os.path.isfile(folder / name) for name in (CODE, DATA))  # noqa: PTH113 - pathlib may raise


def _load(files: list[Path], book: Path, *, runs_code: bool) -> Iterator[Rule | BrokenRule]:
    package = f"edscreen_rule_book_{next(_numbers)}"
    sys.modules[package] = _package(package, book)
    for folder, beside in groupby(files, key=attrgetter("parent")):
        match list(beside):
            case [file] if file.name == DATA:
                yield from _load_data(file, within=None if runs_code else book)
            case [_]:
                yield _load_code(f"{package}.{folder.resolve().name.replace('.', '_')}", folder)
            case _:
                message = f"this rule is written twice, in {CODE} and in {DATA}: keep one of the two files"
                yield BrokenRule(folder.as_posix(), message)


def _load_data(file: Path, *, within: Path | None) -> Iterator[Rule | BrokenRule]:
    """Load a `rule.yaml`; with `within` only where it lies in that folder, its links resolved."""
    place = file.as_posix()
    if within and not leads_within(file, within):
        yield BrokenRule(place, "this link leads out of the rule book: put the file itself here")
        return
    from edscreen.screening.yaml_rules.loading import load_rule

    loaded = load_rule(file)
    if isinstance(loaded, Rule):
        yield replace(loaded, confined_to=within)
        return
    for each in loaded:
        yield BrokenRule(
            place, each.message, line=each.line, column=each.column, path=each.path, is_placed=True
        )


def _load_code(package_name: str, folder: Path) -> Rule | BrokenRule:
    sys.modules[package_name] = _package(package_name, folder)
    try:
        with printing_aside():
            rule = _declared(importlib.import_module(f"{package_name}.rule"))
    except (Exception, SystemExit) as error:
        found = failure(error, folder)
        why = str(error) if isinstance(error, RuleError) else found.words
        place = (found.file or folder / CODE).as_posix()
        return BrokenRule(
            place,
            f"this rule cannot be used: {why}",
            error,
            line=found.line,
            column=found.column,
            is_placed=found.file is not None,
        )
    return replace(rule, judge=prints_aside(rule.judge)).within(folder)


def _declared(module: ModuleType) -> Rule:
    rules = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(rules) != 1:
        raise RuleError(f"a rule.py declares exactly one rule, and this one declares {len(rules)}")
    return rules[0]


def _package(name: str, folder: Path) -> ModuleType:
    """A package that finds its modules in `folder` alone, so that no rule can stand in for another module."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    return package


def _without_rules(book: Path) -> BrokenRule:
    hint = "this is the folder of one rule: name the folder that it is in" if holds_rule(book) else ""
    message = f"this rule book holds no rule: a rule is a folder with a file {CODE} or {DATA}"
    return BrokenRule(book.as_posix(), hint or misnamed(sorted(os.listdir(book))) or message)  # noqa: PTH208


def _not_asked_for(book: Path, rule: Path) -> BrokenRule:
    return BrokenRule(
        book.as_posix(),
        f"this rule book holds a rule in Python ({rule.parent.name}/{rule.name}), and such a book runs only "
        "where the command line asks for it, not where a policy that was merely found names it. Read it "
        f"first; then add --rules-dir {book.as_posix()}, or name the policy with --policy FILE",
    )
