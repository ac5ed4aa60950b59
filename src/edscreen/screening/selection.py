"""Which rules run: `--select` and `--ignore` by id, glob and family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from edscreen.screening.answers import Severity
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


def select(
    rules: Sequence[Rule],
    chosen: Sequence[str],
    ignored: Sequence[str],
    *,
    off: Collection[str] = (),
    severities: Mapping[str, Severity] | None = None,
) -> Selection:
    """Keep the rules that `chosen` names (all where it names none) and `ignored` does not.

    Args:
        rules: every rule of every rule book.
        chosen: ids, patterns and families.
        ignored: the same, of rules to leave out.
        off: ids of the rules that the policy switches off; a rule that `chosen` names runs all the same.
        severities: severities by rule that the policy sets in place of the rules' own.
    """
    graded = severities or {}
    kept = [
        replace(rule, severity=graded.get(rule.id, rule.severity))
        for rule in rules
        if (any(_fits(rule, name) for name in chosen) if chosen else rule.id not in off)
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
