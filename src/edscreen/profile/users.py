"""User names and passwords that were copied along with a web address: left out before anything reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edscreen.profile.yaml_tree import Path

# What a browser takes for the user. In a text a blank or a quotation mark ends it, as something else begins
# there. No address is longer than 2,083 characters: see `WebAddress`.
_USER = re.compile(r'(https?:[/\\]*)[^/\\?#:\s"<>][^/\\?#\s"<>]{0,2000}@', re.IGNORECASE)


def without_users(text: str) -> str:
    """Return `text` without the user name and password of every web address that stands in it.

    `https://name:secret@lumen.example/` becomes `https://lumen.example/`: the same page for a reader, as what
    stands before `@` is no part of the host (https://url.spec.whatwg.org).
    """
    return _USER.sub(r"\1", text) if "@" in text else text


def leave_out_users(data: Any) -> list[Path]:
    """Take user names and passwords out of a document's data, and return the paths where one stood."""
    found: list[Path] = []
    if _holds_sign(data):
        _clean(data, (), found)
    return found


def _holds_sign(data: Any) -> bool:
    """Tell whether an `@` stands anywhere, as most profiles have none, and this is sooner done."""
    waiting: list[Any] = [[data]]
    while waiting:
        node = waiting.pop()
        for value in node.values() if type(node) is dict else node:
            kind = type(value)
            if kind is str:
                if "@" in value:
                    return True
            elif kind is dict or kind is list:
                waiting.append(value)
    return False


def _clean(node: Any, at: Path, found: list[Path]) -> None:
    """Clean the texts below `node`; it calls itself, as no document is nested deeply enough to matter."""
    for part, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            _clean(value, (*at, part), found)
        elif isinstance(value, str) and "@" in value and (clean := without_users(value)) != value:
            node[part] = clean  # no key comes or goes, so that the rest can still be gone through
            found.append((*at, part))
