"""Tables of the fields of a file that people write, out of its JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.profile.guide import as_written
from edscreen.profile.schema import definition

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCED = """\
Any section, any entry of a list and any group of fields below them may also hold these:
"""
_LEVELS = {"essential": "**essential**", "research": "*research*"}


def spellings(schema: dict[str, Any]) -> Iterator[str]:
    """Yield a table of how values are written."""
    yield "## How values are written\n"
    yield "| kind | what is read |\n|---|---|"
    for name, kind in schema["$defs"].items():
        if name[0].islower() and not name.startswith("blank"):
            yield f"| {name.replace('_', ' ')} | {_cell(kind['description'])}{_choices(kind)} |"
    yield "\nA span such as `30-40` or `K-3` may be written with a hyphen or a dash (–).\n"


def _choices(kind: dict[str, Any]) -> str:
    listed = [kind, *kind.get("anyOf", ())]
    choices = next((option["enum"] for option in listed if "enum" in option), ())
    return f" One of: {_code(choices)}" if choices else ""


def sections(schema: dict[str, Any]) -> Iterator[str]:
    """Yield a table of the sections, and one for each section that holds fields."""
    definitions = schema["$defs"]
    rows = [_row(key, field, schema) for key, field in schema["properties"].items()]
    yield "## The sections\n"
    yield from _table(rows)
    if "Asked" in definitions:  # only a profile says of each part where it comes from
        sourced = {key: definitions["Asked"]["properties"][key] for key in _COMMON}
        yield _SOURCED
        yield from _table([_row(key, field, schema) for key, field in sourced.items()])
    for key, field in schema["properties"].items():
        if group := _group(field, definitions):
            yield f"## {key}\n\n{group['description']}{' A list.' if _is_list(field) else ''}\n"
            yield from _table(_rows(group, schema, ""))


_COMMON = ("source", "as_of", "note")


def _table(rows: list[str]) -> Iterator[str]:
    has_levels = any(level in rows[0] for level in _LEVELS.values())
    yield f"| field |{' level |' if has_levels else ''} what it says | how it is written | example |"
    yield "|---|---|---|---|" + ("---|" if has_levels else "")
    yield from rows
    yield ""


def _rows(group: dict[str, Any], schema: dict[str, Any], around: str) -> list[str]:
    rows = []
    for key, field in group["properties"].items():
        if key in _COMMON and "x-level" in field:
            continue
        rows.append(_row(around + key, field, schema))
        if inner := _group(field, schema["$defs"]):
            rows += _rows(inner, schema, f"{around}{key}{'[]' if _is_list(field) else ''}.")
    return rows


def _row(name: str, field: dict[str, Any], schema: dict[str, Any]) -> str:
    level = f" {_LEVELS[field['x-level']]} |" if "x-level" in field else ""
    example = f"`{_as_written(field['examples'][0])}`" if "examples" in field else ""
    kind = _kind(field, schema["$defs"])
    return f"| `{name}` |{level} {_cell(field['description'])} | {kind} | {_cell(example)} |"


def _options(field: dict[str, Any]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = field.get("anyOf", [field])
    return [option for option in options if not definition(option).startswith("blank")]


def _is_list(field: dict[str, Any]) -> bool:
    return any(option.get("type") == "array" for option in _options(field))


def _group(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any] | None:
    """Return the group of fields that stands in a field, or in each entry of its list."""
    for option in _options(field):
        held = option.get("items") or option.get("additionalProperties")
        for inner in _options(held) if isinstance(held, dict) else [option]:
            found: dict[str, Any] = definitions.get(definition(inner), {})
            if "properties" in found:
                return found
    return None


def _kind(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if _group(field, definitions):
        if any("additionalProperties" in option for option in _options(field)):
            return "groups of fields under names"
        return "a list of groups of fields" if _is_list(field) else "a group of fields"
    return " or ".join(map(_written_as, _options(field)))


def _written_as(option: dict[str, Any]) -> str:
    if name := definition(option):
        return name.replace("_", " ")
    if "enum" in option:
        return f"one of {_code(option['enum'])}"
    if "const" in option:
        return f"`{option['const']}`"
    if "items" in option:
        return "a list in brackets; each entry: " + " or ".join(map(_written_as, _options(option["items"])))
    if "exclusiveMinimum" in option:
        return f"a number over {option['exclusiveMinimum']}, {option['maximum']:,} at most"
    if "minimum" in option:
        whole = "whole number" if option["type"] == "integer" else "number"
        return f"a {whole} from {option['minimum']} to {option['maximum']}"
    return {"object": "a group of fields", "string": "text"}[option["type"]]


def _as_written(value: object) -> str:
    return as_written(value)


def _code(choices: list[object]) -> str:
    return ", ".join(f"`{choice}`" for choice in choices)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
