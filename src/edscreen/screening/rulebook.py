"""Rule books: folders of rule folders, found in installed packages or named on the command line."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from edscreen.screening.rule import Rule, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import EntryPoint

GROUP = "edscreen.rules"
"""The entry-point group under which packages ship rule books, the built-in one among them."""

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
    """

    place: str
    message: str
    cause: BaseException | None = None


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


def open_shelf(rules_dirs: Iterable[Path] = ()) -> Shelf:
    """Load the installed rule books and those in `rules_dirs`; nothing is added to `sys.path`."""
    books: list[RuleBook] = []
    broken: list[BrokenRule] = []
    seen: dict[str, Rule] = {}
    for found in (*_installed(), *map(_in_folder, rules_dirs)):
        if isinstance(found, BrokenRule):
            broken.append(found)
            continue
        name, version, folder = found
        kept: list[Rule] = []
        for loaded in _load_folder(folder):
            if isinstance(loaded, BrokenRule):
                broken.append(loaded)
            elif loaded.id in seen:
                broken.append(_twice(loaded, seen[loaded.id]))
            else:
                seen[loaded.id] = loaded
                kept.append(loaded)
        books.append(RuleBook(name, version, tuple(sorted(kept, key=lambda rule: rule.id))))
    return Shelf(tuple(books), tuple(broken))


def _twice(second: Rule, first: Rule) -> BrokenRule:
    place, other = ((rule.folder or Path()).as_posix() for rule in (second, first))
    return BrokenRule(
        place, f"the rule id '{second.id}' is already taken by {other}: give this rule another id"
    )


_Found = tuple[str, str | None, Path]


def _installed() -> Iterator[_Found | BrokenRule]:
    for point in sorted(
        entry_points(group=GROUP), key=lambda point: (point.name != "edscreen_rules", point.name)
    ):
        yield _package_folder(point)


def _package_folder(point: EntryPoint) -> _Found | BrokenRule:
    version = point.dist.version if point.dist else None
    try:
        package = point.load()
        return point.name, version, Path(next(iter(package.__path__)))
    except (Exception, SystemExit) as error:
        return BrokenRule(f"{GROUP}: {point.name}", f"this installed rule book does not load: {error}", error)


def _in_folder(folder: Path) -> _Found | BrokenRule:
    if folder.is_dir():
        return folder.resolve().name, None, folder
    reason = "is a file, not a folder of rules" if folder.exists() else "is not there"
    return BrokenRule(folder.as_posix(), f"this rule book {reason}")


def _load_folder(book: Path) -> Iterator[Rule | BrokenRule]:
    root = f"edscreen_rule_book_{next(_numbers)}"
    sys.modules[root] = _package(root, book)
    folders = sorted(
        path.parent for path in book.glob("*/rule.py") if not path.parent.name.startswith((".", "_"))
    )
    if not folders:
        yield BrokenRule(
            book.as_posix(), "this rule book holds no rule: a rule is a folder with a file rule.py"
        )
    for folder in folders:
        yield _load_rule(f"{root}.{folder.name}", folder)


def _load_rule(package_name: str, folder: Path) -> Rule | BrokenRule:
    place = (folder / "rule.py").as_posix()
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
