"""Values as YAML text that is read back as the same values."""

from __future__ import annotations

import json
import re
from typing import Any

from edscreen.profile.yaml_scalars import plain, written

# What needs no quotes anywhere, in brackets neither: begins with a letter or digit, no sign with a meaning.
_BARE = re.compile(r"[^\W_](?:[\w .()/+%&;'’–-]*[\w.()/+%;'’–-])?")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~/?=&%+-]+")


def scalar(value: object) -> str:
    """Return a text, number or truth value as it is written behind a colon."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if not isinstance(value, str):
        return {"inf": ".inf", "-inf": "-.inf"}.get(str(written(value)), str(written(value)))
    return value if _is_bare(value) else _quoted(value)


def flow(value: Any) -> str:
    """Return any value on one line: lists in brackets, groups in braces."""
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if value is None:
        return "null"
    if isinstance(value, str) and not _BARE.fullmatch(value):
        return _quoted(value)  # an address may stand bare behind a colon, not in brackets
    return scalar(value)


def _is_bare(text: str) -> bool:
    if not (_BARE.fullmatch(text) or _ADDRESS.fullmatch(text)):
        return False
    return plain(text) == text and isinstance(plain(text), str)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char == " " or char.isprintable() else _code(ord(char)) for char in quoted)


def _code(point: int) -> str:
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
