"""What a page calls its organisation, product or site in structured data."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

_NAMED = frozenset(
    {
        "Organization", "EducationalOrganization", "Corporation", "NGO", "OnlineBusiness", "LocalBusiness",
        "Brand", "Product", "SoftwareApplication", "WebApplication", "MobileApplication", "WebSite",
    }
)  # fmt: skip
# What stands under these keys is the page's own; others, such as a review's author, are not.
_OWN = ("@graph", "publisher", "brand", "manufacturer", "provider", "mainEntity", "isPartOf", "about")
_LONGEST_ISLAND = 200_000  # characters
_MOST_VALUES = 2_000
_MOST_NAMES = 20
_LONGEST_NAME = 200


def names_in(island: str) -> list[str]:
    """Return the names in one JSON-LD island, in its order; none where it cannot be read.

    Only `name` of organisations, products, applications and sites counts, never their descriptions.
    """
    if len(island) > _LONGEST_ISLAND or "name" not in island:
        return []
    try:
        # Line ends inside a text are common, and search engines read them.
        value = json.loads(island, strict=False)
    except (ValueError, RecursionError):
        return []
    names: list[str] = []
    waiting: deque[Any] = deque([value])
    seen = 0
    while waiting and seen < _MOST_VALUES and len(names) < _MOST_NAMES:
        seen += 1
        each = waiting.popleft()
        if isinstance(each, list):
            waiting.extend(each[:_MOST_VALUES])
        elif isinstance(each, dict):
            names += _own_names(each)
            waiting.extend(each[key] for key in _OWN if isinstance(each.get(key), dict | list))
    return names


def _own_names(each: dict[str, Any]) -> list[str]:
    stated = each.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    if not any(isinstance(one, str) and one.rpartition("/")[2] in _NAMED for one in types):
        return []
    found = each.get("name")
    names = found if isinstance(found, list) else [found]
    return [name for one in names if isinstance(one, str) and (name := tidy_name(one))]


def tidy_name(name: str) -> str:
    """Return a name with its white space collapsed, at most 200 characters; empty where there is none."""
    return " ".join(name[: 4 * _LONGEST_NAME].split())[:_LONGEST_NAME]
