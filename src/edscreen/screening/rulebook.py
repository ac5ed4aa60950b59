"""Rule books: folders of rule folders, in installed packages, or named on the command line or in a policy."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from edscreen.screening.rule import Rule, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import EntryPoint

GROUP = "edscreen.rules"
"""The entry-point group under which packages ship rule books, the built-in one among them."""

_CODE, _DATA = "rule.py", "rule.yaml"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A folder of rules.

    Attributes:
        name: the package's or the folder's name.
        version: the package's version; None for a folder.
        rules: its rules, by id.
    """

    name: str
    version: str | None
    rules: tuple[Rule, ...]


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


@dataclass(frozen=True, slots=True)
class Shelf:
    """All rule books of a run.

    Attributes:
        books: the rule books, installed ones first.
        broken: what could not be used; everything else still runs.
    """

    books: tuple[RuleBook, ...]
    broken: tuple[BrokenRule, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every book, by id."""
        return tuple(sorted((rule for book in self.books for rule in book.rules), key=lambda rule: rule.id))


def open_shelf(rules_dirs: Iterable[Path] = (), *, data_only_dirs: Iterable[Path] = ()) -> Shelf:
    """Load the installed rule books and those in folders; nothing is added to `sys.path`.

    Args:
        rules_dirs: rule books that whoever runs edscreen asked for; their rules may be Python.
        data_only_dirs: rule books that a policy names which was merely found; one that holds a rule in Python
            is refused, and nothing of it is imported. One that stands in `rules_dirs`, too, was asked for.
    """
    books: list[RuleBook] = []
    broken: list[BrokenRule] = []
    seen: dict[str, Rule] = {}
    for found in (*_installed(), *_folders(rules_dirs, data_only_dirs)):
        if isinstance(found, BrokenRule):
            broken.append(found)
            continue
        kept: list[Rule] = []
        for loaded in _load_folder(found):
            if isinstance(loaded, BrokenRule):
                broken.append(loaded)
            elif loaded.id in seen:
                broken.append(_twice(loaded, seen[loaded.id]))
            else:
                seen[loaded.id] = loaded
                kept.append(loaded)
        books.append(RuleBook(found.name, found.version, tuple(sorted(kept, key=lambda rule: rule.id))))
    return Shelf(tuple(books), tuple(broken))


def open_book(folder: Path) -> Shelf:
    """Load one rule book that was asked for, and no other."""
    found = _in_folder(folder, runs_code=True)
    if isinstance(found, BrokenRule):
        return Shelf((), (found,))
    loaded = list(_load_folder(found))
    rules = tuple(rule for rule in loaded if isinstance(rule, Rule))
    broken = tuple(each for each in loaded if isinstance(each, BrokenRule))
    return Shelf((RuleBook(found.name, None, rules),), broken)


def _twice(second: Rule, first: Rule) -> BrokenRule:
    place, other = ((rule.folder or Path()).as_posix() for rule in (second, first))
    return BrokenRule(
        place, f"the rule id '{second.id}' is already taken by {other}: give this rule another id"
    )


class _Found(NamedTuple):
    name: str
    version: str | None
    folder: Path
    runs_code: bool = True


def _installed() -> Iterator[_Found | BrokenRule]:
    for point in sorted(
        entry_points(group=GROUP), key=lambda point: (point.name != "edscreen_rules", point.name)
    ):
        yield _package_folder(point)


def _package_folder(point: EntryPoint) -> _Found | BrokenRule:
    version = point.dist.version if point.dist else None
    try:
        package = point.load()
        return _Found(point.name, version, Path(next(iter(package.__path__))))
    except (Exception, SystemExit) as error:
        return BrokenRule(f"{GROUP}: {point.name}", f"this installed rule book does not load: {error}", error)


def _folders(asked_for: Iterable[Path], data_only: Iterable[Path]) -> Iterator[_Found | BrokenRule]:
    """Yield every folder once, however often and by whatever path it is named."""
    seen: set[Path] = set()
    for folder, runs_code in (*((each, True) for each in asked_for), *((each, False) for each in data_only)):
        if folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield _in_folder(folder, runs_code=runs_code)


def _in_folder(folder: Path, *, runs_code: bool) -> _Found | BrokenRule:
    if folder.is_dir():
        return _Found(folder.resolve().name, None, folder, runs_code)
    reason = "is a file, not a folder of rules" if folder.exists() else "is not there"
    return BrokenRule(folder.as_posix(), f"this rule book {reason}")


def _load_folder(book: _Found) -> Iterator[Rule | BrokenRule]:
    files = sorted(
        path
        for name in (_CODE, _DATA)
        for path in book.folder.glob(f"*/{name}")
        if not path.parent.name.startswith((".", "_"))
    )
    if not files:
        yield BrokenRule(
            book.folder.as_posix(),
            f"this rule book holds no rule: a rule is a folder with a file {_CODE} or {_DATA}",
        )
    in_python = [file for file in files if file.name == _CODE]
    if in_python and not book.runs_code:
        yield _not_asked_for(book.folder, in_python[0])
        return
    package = f"edscreen_rule_book_{next(_numbers)}"
    sys.modules[package] = _package(package, book.folder)
    for folder, beside in groupby(files, key=attrgetter("parent")):
        match list(beside):
            case [one] if one.name == _DATA:
                yield from _load_data(one, within=None if book.runs_code else book.folder)
            case [one]:
                yield _load_code(f"{package}.{folder.name}", folder)
            case _:
                yield BrokenRule(
                    folder.as_posix(), f"this rule has both {_CODE} and {_DATA}: keep the one that is meant"
                )


def _not_asked_for(book: Path, rule: Path) -> BrokenRule:
    return BrokenRule(
        book.as_posix(),
        f"this rule book holds a rule in Python ({rule.parent.name}/{rule.name}), which runs only where the "
        f"command line asks for it, and the policy that names it was merely found: read it, then add "
        f"--rules-dir {book.as_posix()}, or name the policy itself with --policy FILE",
    )


def _load_data(file: Path, *, within: Path | None) -> Iterator[Rule | BrokenRule]:
    """Load a `rule.yaml`; with `within` only where it lies in that folder, its links resolved."""
    place = file.as_posix()
    if within and not file.resolve().is_relative_to(within.resolve()):
        yield BrokenRule(place, "this link leads out of the rule book: put the file itself here")
        return
    from edscreen.screening.yaml_rules.loading import load_rule

    loaded = load_rule(file)
    if isinstance(loaded, Rule):
        yield loaded
        return
    for each in loaded:
        yield BrokenRule(
            place, each.message, line=each.line, column=each.column, path=each.path, is_placed=True
        )


def _load_code(package_name: str, folder: Path) -> Rule | BrokenRule:
    place = (folder / _CODE).as_posix()
    sys.modules[package_name] = _package(package_name, folder)
    try:
        rule = _declared(importlib.import_module(f"{package_name}.rule"))
    except (Exception, SystemExit) as error:
        why = str(error) if isinstance(error, RuleError) else f"{type(error).__name__}: {error}"
        return BrokenRule(place, f"this rule cannot be used: {why}", error)
    return rule.within(folder)


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
