"""Which rules run: `--select` and `--ignore` by id, glob and family."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.screening.rule import Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run.

    Attributes:
        rules: those that run.
        deselected: the ids of the others.
        unknown: a sentence for each name that fits no rule.
    """

    rules: tuple[Rule, ...]
    deselected: tuple[str, ...]
    unknown: tuple[str, ...]


def select(rules: Sequence[Rule], chosen: Sequence[str], ignored: Sequence[str]) -> Selection:
    """Keep the rules that `chosen` names (all where it names none) and `ignored` does not."""
    kept = [
        rule
        for rule in rules
        if (not chosen or any(_fits(rule, name) for name in chosen))
        and not any(_fits(rule, name) for name in ignored)
    ]
    unknown = [
        _unknown(name, rules) for name in (*chosen, *ignored) if not any(_fits(rule, name) for rule in rules)
    ]
    ids = {rule.id for rule in kept}
    return Selection(tuple(kept), tuple(rule.id for rule in rules if rule.id not in ids), tuple(unknown))


def _fits(rule: Rule, name: str) -> bool:
    return rule.family == name or fnmatchcase(rule.id, name)


def _unknown(name: str, rules: Sequence[Rule]) -> str:
    known = sorted({rule.id for rule in rules} | {rule.family for rule in rules})
    close = get_close_matches(name, known, n=1)
    return f"no rule or family is named '{name}'" + (f": did you mean '{close[0]}'?" if close else "")
