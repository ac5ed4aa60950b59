"""Rule books: folders of rule folders, in installed packages, or named on the command line or in a policy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.links import leads_within, led_to
from edscreen.profile.quoting import shown
from edscreen.profile.sources import shown_path
from edscreen.screening.rule_code import printing_aside
from edscreen.screening.rule_folders import BrokenRule, holds_rule, load_folder, load_rule_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import EntryPoint

    from edscreen.screening.policy.reading import NamedFolder
    from edscreen.screening.rule import Rule

GROUP = "edscreen.rules"
"""The entry-point group under which packages ship rule books, the built-in one among them."""

__all__ = ["GROUP", "BrokenRule", "RuleBook", "Shelf", "open_book", "open_shelf"]


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


class _Found(NamedTuple):
    name: str
    version: str | None
    rules: Iterator[Rule | BrokenRule]


def open_shelf(
    rules_dirs: Iterable[Path | NamedFolder] = (), *, data_only_dirs: Iterable[Path | NamedFolder] = ()
) -> Shelf:
    """Load the installed rule books and those in folders; nothing is added to `sys.path`.

    Args:
        rules_dirs: rule books that whoever runs edscreen asked for; their rules may be Python.
        data_only_dirs: rule books that a policy names which was merely found; one that holds a rule in Python
            is refused, and nothing of it is imported. One that stands in `rules_dirs`, too, was asked for.
            What is wrong with a folder that a policy names is told at its place in the policy.
    """
    return _shelf((*_installed(), *_folders(rules_dirs, data_only_dirs)))


def open_book(folder: Path) -> Shelf:
    """Load one rule book, or one rule by its own folder, that was asked for, and nothing else."""
    if holds_rule(folder):
        whole = folder.resolve()
        return _shelf([_Found(whole.parent.name, None, load_rule_folder(folder))])
    return _shelf(_folders([folder], ()))


def _shelf(found: Iterable[_Found | BrokenRule]) -> Shelf:
    books: list[RuleBook] = []
    broken: list[BrokenRule] = []
    seen: dict[str, Rule] = {}
    for each in found:
        if isinstance(each, BrokenRule):
            broken.append(each)
            continue
        kept: list[Rule] = []
        for loaded in each.rules:
            if isinstance(loaded, BrokenRule):
                broken.append(loaded)
            elif loaded.id in seen:
                broken.append(_twice(loaded, seen[loaded.id]))
            else:
                seen[loaded.id] = loaded
                kept.append(loaded)
        books.append(RuleBook(each.name, each.version, tuple(sorted(kept, key=lambda rule: rule.id))))
    return Shelf(tuple(books), tuple(broken))


def _twice(second: Rule, first: Rule) -> BrokenRule:
    place, other = ((rule.folder or Path()).as_posix() for rule in (second, first))
    return BrokenRule(
        place, f"the rule id '{second.id}' is already taken by {other}: give this rule another id"
    )


def _installed() -> Iterator[_Found | BrokenRule]:
    for point in sorted(
        entry_points(group=GROUP), key=lambda point: (point.name != "edscreen_rules", point.name)
    ):
        yield _package_folder(point)


def _package_folder(point: EntryPoint) -> _Found | BrokenRule:
    version = point.dist.version if point.dist else None
    try:
        with printing_aside():
            package = point.load()
        folder = Path(next(iter(package.__path__)))
    except (Exception, SystemExit) as error:
        return BrokenRule(f"{GROUP}: {point.name}", f"this installed rule book does not load: {error}", error)
    return _Found(point.name, version, load_folder(folder, runs_code=True))


def _folders(
    asked_for: Iterable[Path | NamedFolder], data_only: Iterable[Path | NamedFolder]
) -> Iterator[_Found | BrokenRule]:
    """Yield every folder once, however often and by whatever path it is named."""
    seen: set[Path] = set()
    for named, runs_code in (*((each, True) for each in asked_for), *((each, False) for each in data_only)):
        folder = named if isinstance(named, Path) else named.path
        try:
            whole = led_to(folder)
        except ValueError:
            yield _unusable(named, "has a name with a character that none may hold")
            continue
        except OSError:
            yield _unusable(named, "is a link that leads in a circle: name the folder itself")
            continue
        if whole in seen:
            continue
        seen.add(whole)
        if not isinstance(named, Path) and named.within and not leads_within(whole, named.within):
            yield _unusable(named, _OUTSIDE)
        elif not os.path.isdir(folder):  # noqa: PTH112 - of names that are too long pathlib raises
            there = os.path.exists(folder)  # noqa: PTH110
            yield _unusable(named, "is a file, not a folder of rules" if there else "is not there")
        else:
            yield _Found(whole.name, None, load_folder(folder, runs_code=runs_code))


_OUTSIDE = (
    "lies outside the folder of the policy's repository, and the policy was merely found. Read it first; "
    "then add --rules-dir and its folder, or name the policy with --policy FILE"
)


def _unusable(named: Path | NamedFolder, why: str) -> BrokenRule:
    """Say why a folder is no rule book, where it is named."""
    if isinstance(named, Path):
        return BrokenRule(shown_path(named), f"this rule book {why}")
    return BrokenRule(
        named.file,
        f"the rule book {shown(named.written)} {why}",
        line=named.line,
        column=named.column,
        path=named.field,
        is_placed=True,
    )
