"""The JSON Schema of a policy: it accepts what edscreen accepts, and any id of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.profile.schema import JsonSchema, definition, schema_of
from edscreen.screening.policy.models import Policy, RuleSetting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.screening.rule import Rule

_DEFINITIONS = "#/$defs/"


def policy_schema(rules: Iterable[Rule] = ()) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a policy, for the data that YAML 1.2 reads from it.

    Args:
        rules: rules whose options it is to know; others may be named all the same, as a district has its own.
    """
    schema = schema_of(Policy, "policy", "edscreen policy of a district")
    definitions = schema["$defs"]
    [named] = [option for option in schema["properties"]["rules"]["anyOf"] if option.get("type") == "object"]
    named["properties"] = {rule.id: _entry(rule, named, definitions) for rule in rules}
    schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def _entry(rule: Rule, named: JsonSchema, definitions: JsonSchema) -> JsonSchema:
    """What the policy may say of one rule; what that needs is added to `definitions`."""
    setting = definitions[RuleSetting.__name__]
    options = _merged(schema_of(rule.options, rule.id, rule.title), rule.id, definitions)
    blanks = setting["properties"]["options"]["anyOf"][1:]
    own = setting["properties"] | {"options": {"anyOf": [options, *blanks]}}
    others = [
        option for option in named["additionalProperties"]["anyOf"] if definition(option) != "RuleSetting"
    ]
    return {"description": rule.title, "anyOf": [*others, setting | {"properties": own}]}


def _merged(schema: JsonSchema, name: str, definitions: JsonSchema) -> JsonSchema:
    """Return `schema` without its frame; what it defines is added, under another name where that is taken."""
    inner = schema.pop("$defs")
    moved = {
        key: key if definitions.get(key, value) == value else f"{name}.{key}" for key, value in inner.items()
    }
    for key, value in inner.items():
        definitions[moved[key]] = _renamed(value, moved)
    return {key: _renamed(value, moved) for key, value in schema.items() if key not in _FRAME}


_FRAME = ("$schema", "$id", "title")


def _renamed(value: Any, moved: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(one, moved) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _DEFINITIONS + moved[inner.removeprefix(_DEFINITIONS)]
        if key == "$ref"
        else _renamed(inner, moved)
        for key, inner in value.items()
    }
