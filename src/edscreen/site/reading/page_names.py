"""What the ids and classes of a page's elements say of them, by the names in `data/page_names.csv`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from edscreen.profile.tables import read_table

_PARTS = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"[-_]*\d+$")
_LONGEST = 2_000  # characters of names that are looked at


@dataclass(slots=True)
class _Names:
    """The table: for each way of matching, what a name means."""

    whole: dict[str, set[str]] = field(default_factory=dict)
    first: dict[str, set[str]] = field(default_factory=dict)
    last: dict[str, set[str]] = field(default_factory=dict)
    part: dict[str, set[str]] = field(default_factory=dict)
    number: dict[str, set[str]] = field(default_factory=dict)
    mount: dict[str, set[str]] = field(default_factory=dict)


def meanings(names: str) -> frozenset[str]:
    """Return what some names mean together: `navigation`, `footer`, `part`, `variant` ...

    Args:
        names: classes and ids, separated by white space.
    """
    found: set[str] = set()
    for name in names[:_LONGEST].split():
        found |= _meaning(name)
    return frozenset(found)


def without_state(names: str) -> frozenset[str]:
    """Return the classes that say what an element is, without those that say in which state it is."""
    return frozenset(name for name in names[:_LONGEST].split() if "state" not in _meaning(name))


def is_mount(identifier: str) -> bool:
    """Tell whether an element of this id is one that scripts fill."""
    return identifier.lower() in _table().mount


@lru_cache(maxsize=4_096)
def _meaning(name: str) -> frozenset[str]:
    table = _table()
    parts = [part.lower() for part in _PARTS.split(name) if part]
    whole = name.lower().replace("_", "-")
    found = set(table.whole.get(whole, ()))
    if numbered := _NUMBER.sub("", whole):
        found |= table.number.get(numbered, set()) if numbered != whole else set()
    if not parts:
        return frozenset(found)
    for part in parts:
        found |= table.part.get(part, set())
    found |= table.last.get(parts[-1], set()) | table.last.get("-".join(parts[-2:]), set())
    found |= table.first.get(parts[0], set()) if len(parts) > 1 or parts[0] == "footer" else set()
    if "guard" in found:
        found -= {"navigation", "footer", "header", "hero", "guard"}
    return frozenset(found)


@lru_cache(maxsize=1)
def _table() -> _Names:
    names = _Names()
    for row in read_table(Path(__file__).parents[1] / "data" / "page_names.csv"):
        getattr(names, row["match"]).setdefault(row["name"], set()).add(row["means"])
    return names
