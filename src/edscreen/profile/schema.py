"""The JSON Schema of what people write: it accepts what edscreen accepts, but for checks across fields.

Pydantic's schema is made smaller (what several fields share is defined once) and wider: what is left blank
counts as left out, as `Tree.without_blanks` has it, even where a field is due.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from edscreen.profile.models import Profile
from edscreen.profile.models.sourced import Sourced

if TYPE_CHECKING:
    from pydantic import BaseModel

JsonSchema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_BLANK, _BLANK_GROUP, _BLANK_LIST = "blank", "blank_group", "blank_list"
_NULL: JsonSchema = {"type": "null"}
_EMPTY_GROUP: JsonSchema = {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{_BLANK}"}}
_EMPTY_LIST: JsonSchema = {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{_BLANK}"}}
_BLANKS: JsonSchema = {
    _BLANK: {
        "description": "Nothing, or a group or list that holds nothing; it counts as left out.",
        "anyOf": [_NULL, _EMPTY_GROUP, _EMPTY_LIST],
    },
    _BLANK_GROUP: {
        "description": "Nothing, or a group that holds nothing, where a list is due.",
        "anyOf": [_NULL, _EMPTY_GROUP],
    },
    _BLANK_LIST: {
        "description": "Nothing, or a list that holds nothing, where a group of fields is due.",
        "anyOf": [_NULL, _EMPTY_LIST],
    },
}


def profile_schema() -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of one profile, for the data that YAML 1.2 reads from it."""
    return schema_of(Profile, "profile", "edscreen vendor profile")


def schema_of(model: type[BaseModel], name: str, title: str) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a document of `model`, as `check` and `read_typed` read it.

    Args:
        model: what the document is to say; every model in it has a docstring.
        name: the kind of file, in the schema's identifier.
        title: the schema's title.
    """
    return {
        "$schema": DIALECT,
        "$id": f"urn:edscreen:schema:{name}:1",
        "title": title,
        **_Compact(model.model_json_schema()).document(),
    }


def schema_text(schema: JsonSchema) -> str:
    """Return a schema as the text that is printed and shipped; ASCII only, for any console."""
    return json.dumps(schema, indent=2) + "\n"


def definition(reference: JsonSchema) -> str:
    """Return the name of the definition that a `$ref` leads to; empty where it is none."""
    return str(reference.get("$ref", "")).removeprefix("#/$defs/")


class _Compact:
    """Rewrites pydantic's schema; what is defined on the way is collected."""

    def __init__(self, raw: JsonSchema) -> None:
        self._raw = raw
        self._models: JsonSchema = raw.get("$defs", {})
        self._definitions: JsonSchema = dict(_BLANKS)
        groups = [raw, *self._models.values()]
        self._always_due = {
            definition(group["properties"][key]) for group in groups for key in group.get("required", ())
        }

    def document(self) -> JsonSchema:
        """Return the whole schema."""
        for name, model in self._models.items():
            self._definitions[name] = self._group(model, may_be_blank=name not in self._always_due)
        return self._group(self._raw, may_be_blank=False) | {"$defs": dict(sorted(self._definitions.items()))}

    def _group(self, model: JsonSchema, *, may_be_blank: bool) -> JsonSchema:
        due: list[str] = model.get("required", [])
        own_first = sorted(model["properties"].items(), key=lambda item: item[0] in Sourced.model_fields)
        properties = {
            key: self._field(field, blank=may_be_blank or key not in due) for key, field in own_first
        }
        group: JsonSchema = {
            "description": model.get("description", ""),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        if due and may_be_blank:
            written = {key: self._value(model["properties"][key], blank=False) for key in due}
            nothing = {"additionalProperties": {"$ref": f"#/$defs/{_BLANK}"}}
            group["anyOf"] = [{"required": due, "properties": written}, nothing]
        elif due:
            group["required"] = due
        return group

    def _field(self, field: JsonSchema, *, blank: bool) -> JsonSchema:
        about: JsonSchema = {
            key: field[key] for key in ("description", "examples", "x-level") if key in field
        }
        if field.get("default") is not None:
            about["default"] = field["default"]
        return about | self._value(field, blank=blank)

    def _value(self, field: JsonSchema, *, blank: bool) -> JsonSchema:
        is_union = "anyOf" in field and "x-definition" not in field
        alternatives = [
            self._type(alternative)
            for alternative in (field["anyOf"] if is_union else [field])
            if alternative.get("type") != "null"
        ]
        if blank:
            alternatives.append({"$ref": f"#/$defs/{self._blank_beside(alternatives)}"})
        return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}

    def _blank_beside(self, alternatives: list[JsonSchema]) -> str:
        if any(alternative.get("type") == "array" for alternative in alternatives):
            return _BLANK_GROUP
        return _BLANK_LIST if any(map(self._is_group, alternatives)) else _BLANK

    def _is_group(self, value: JsonSchema) -> bool:
        """Whether the fields in it are known, so that a blank one that is not known is a mistake."""
        name = definition(value)
        inner = self._definitions.get(name, {})
        return name in self._models or any("properties" in option for option in inner.get("anyOf", ()))

    def _type(self, value: JsonSchema) -> JsonSchema:
        if name := value.get("x-definition"):
            if name not in self._definitions:
                self._definitions[name] = {"description": value["x-meaning"], **self._shape(value)}
            return {"$ref": f"#/$defs/{name}"}
        return self._shape(value)

    def _shape(self, value: JsonSchema) -> JsonSchema:
        shape = {key: inner for key, inner in value.items() if key in _KEYWORDS}
        if "$ref" in value:
            return {"$ref": value["$ref"]}
        if "anyOf" in shape:
            shape["anyOf"] = [self._type(alternative) for alternative in shape["anyOf"]]
        if "items" in shape:
            shape["items"] = self._value(shape["items"], blank=True)
        if isinstance(shape.get("additionalProperties"), dict):  # what stands under names that people choose
            shape["additionalProperties"] = self._value(shape["additionalProperties"], blank=True)
        if "properties" in shape:
            shape["properties"] = {
                key: self._field(field, blank=True) for key, field in shape["properties"].items()
            }
        return shape


_KEYWORDS = {
    "additionalProperties",
    "anyOf",
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "properties",
    "type",
}
