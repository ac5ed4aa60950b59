"""Whether a policy fits the rules of a run: their ids, and their options."""

from __future__ import annotations

import json
import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from edscreen.profile.messages import explain_blank_keys, explain_errors
from edscreen.profile.quoting import shown
from edscreen.profile.yaml_tree import Mistake
from edscreen.screening.policy.models import RuleSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from edscreen.profile.yaml_tree import Path, Place
    from edscreen.screening.policy.reading import PolicyFile
    from edscreen.screening.rule import Options, Rule

RESERVED = frozenset({"peer-results"})
"""Ids of rules that a later version brings: they are accepted, and change nothing."""


def named_rules(policy: PolicyFile) -> Iterator[tuple[str, Place]]:
    """Yield every rule's id that a policy names, with its place, in the order of its sections."""
    file, says = policy.file, policy.policy
    for index, name in enumerate(says.require_verified or ()):
        yield name, file.place(("require_verified", index))
    for name in _names_under_rules(policy):
        yield name, file.whole.key_place(("rules", name))
    for index, waiver in enumerate(says.waivers or ()):
        yield waiver.rule, file.place(("waivers", index, "rule"))


def _names_under_rules(policy: PolicyFile) -> Iterable[str]:
    """Return the rules that stand under `rules`, those left blank included."""
    named: Mapping[str, object] | None = policy.file.whole.data.get("rules")
    return named or ()


def unknown_rules(policy: PolicyFile, rules: Mapping[str, Rule]) -> list[Mistake]:
    """Return where the policy names a rule that there is not."""
    return [
        Mistake(place.line, place.column, place.path, _no_such_rule(name, rules))
        for name, place in named_rules(policy)
        if name not in rules and name not in RESERVED
    ]


def read_options(policy: PolicyFile, rules: Mapping[str, Rule]) -> tuple[dict[str, Options], list[Mistake]]:
    """Read the options that the policy sets, each by its rule's own model, and what is wrong in them."""
    options: dict[str, Options] = {}
    mistakes: list[Mistake] = []
    settings = policy.policy.rules or {}
    for name in _names_under_rules(policy):
        if name not in rules:
            continue
        model, at = rules[name].options, ("rules", name, "options")
        mistakes += explain_blank_keys(policy.file.whole, model, at)
        setting = settings.get(name)
        if not isinstance(setting, RuleSetting) or setting.options is None:
            continue
        if endless := list(_not_finite(setting.options, at)):
            places = [policy.file.place(path) for path in endless]
            mistakes += [Mistake(*place[:3], "write a number that is not endless") for place in places]
            continue
        try:
            # Strictly read, a list is no tuple in Python, and is one in JSON.
            options[name] = model.model_validate_json(json.dumps(setting.options), strict=True)
        except ValidationError as error:
            mistakes += explain_errors(error, policy.file.tree, policy.file.whole, model, at)
    return options, mistakes


def _no_such_rule(name: str, rules: Mapping[str, Rule]) -> str:
    plain = "-".join(name.lower().replace("_", " ").split())
    close = [plain] if plain in rules else get_close_matches(plain, rules, n=1)
    if close:
        return f"there is no rule {shown(name)}: did you mean {close[0]}?"
    return f"there is no rule {shown(name)}: edscreen rules list names those there are"


def _not_finite(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, float) and not math.isfinite(value):
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _not_finite(one, (*path, key))
