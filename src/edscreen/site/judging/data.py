"""The words, names and places that judging rests on, read once from the package's data files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edscreen.profile.tables import read_table, read_yaml

if TYPE_CHECKING:
    from edscreen.site.seen import Strength

_DATA = Path(__file__).parents[1] / "data"
_LANGUAGES = ("en", "es")
# These are tried where a name ends or begins, not anywhere.
_AT_PLACE = frozenset({"evaluator_after", "attributed_after", "built_it"})


@dataclass(frozen=True, slots=True)
class Example:
    """A text that stands for others in the docs, and is tested."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that can be seen on a page: an entry of `data/signals.yaml`.

    Attributes:
        name: what `Evidence.signal` holds.
        strength: what it is worth.
        why: one sentence that says why it counts for that.
        needs: what must be said or hold; each entry is one name, or several of which one suffices.
        unless: what must not be said.
        counts: texts in which it is seen.
        does_not_count: texts like it in which it is not, each with the reason.
    """

    name: str
    strength: Strength
    why: str
    needs: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    counts: tuple[Example, ...]
    does_not_count: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clearinghouse, registry or journal publishes: a row of `data/places.csv`.

    Attributes:
        host: as in `Address.host`; hosts below it count too.
        path: what the path begins with; empty where any path does.
        kind: `clearinghouse`, `registry` or `paper`.
        only: what path and query must match to be about one program or study; None where all are.
        why: what stands there, in words.
    """

    host: str
    path: str
    kind: str
    only: re.Pattern[str] | None
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """A body known by name: a row of `data/evaluators.csv` or `data/reviewers.csv`.

    Attributes:
        name: its usual name.
        kind: `university`, `research organisation`, `government`, `clearinghouse`, `journal` or `press`.
    """

    name: str
    kind: str


@lru_cache(maxsize=1)
def statements() -> dict[str, re.Pattern[str]]:
    """Return what sentences can say, by name."""
    entries = read_yaml(_DATA / "statements.yaml")
    parts = {
        name: "|".join(pattern for language in _LANGUAGES for pattern in entry.get(language, ()))
        for name, entry in entries.items()
    }
    filled = {
        name: re.sub(r"\{([a-z_]+)\}", lambda other: f"(?:{parts[other[1]]})", pattern)
        for name, pattern in parts.items()
    }
    return {
        name: re.compile(f"(?:{pattern})" if name in _AT_PLACE else f"(?<![a-z0-9])(?:{pattern})")
        for name, pattern in filled.items()
    }


@lru_cache(maxsize=1)
def signals() -> tuple[Signal, ...]:
    """Return the signals in the order in which they are looked for."""
    return tuple(
        Signal(
            name=entry["name"],
            strength=entry["strength"],
            why=entry["why"],
            needs=tuple(tuple(need.split(" or ")) for need in entry.get("needs", ())),
            unless=tuple(entry.get("unless", ())),
            counts=tuple(Example(text) for text in entry["counts"]),
            does_not_count=tuple(Example(**example) for example in entry["does_not_count"]),
        )
        for entry in read_yaml(_DATA / "signals.yaml")
    )


@lru_cache(maxsize=1)
def signals_by_name() -> dict[str, Signal]:
    """Return the signals by what `Evidence.signal` holds."""
    return {signal.name: signal for signal in signals()}


@lru_cache(maxsize=1)
def named() -> dict[str, Named]:
    """Return every body known by name, by each way its name is written."""
    return {
        written: Named(row["name"], row["kind"])
        for row in read_table(_DATA / "evaluators.csv")
        for written in (row["name"], *filter(None, row["also_written"].split(";")))
    }


@lru_cache(maxsize=2)
def any_stem(kind: str) -> re.Pattern[str]:
    """Return what finds, in lower case, a part of a word without which nothing is a `claim` or a `link`."""
    behind: dict[str, list[str]] = {}
    for stem in sorted(read_yaml(_DATA / "stems.yaml")[kind].split()):
        behind.setdefault(stem[0], []).append(re.escape(stem[1:]))
    # Stems that begin alike are tried together.
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items()))


@lru_cache(maxsize=16)
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind that tell names from other words."""
    return frozenset(str(read_yaml(_DATA / "name_words.yaml")[kind]).split())


@lru_cache(maxsize=1)
def name_shapes() -> dict[str, Any]:
    """Return how names stand in sentences, as patterns."""
    shapes = read_yaml(_DATA / "name_shapes.yaml")
    parts = shapes.pop("parts")

    def filled(entry: Any) -> Any:
        if isinstance(entry, str):
            return re.sub(r"\{([a-z]+)\}", lambda part: filled(parts[part[1]]), entry)
        if isinstance(entry, list):
            return [filled(one) for one in entry]
        return {name: filled(one) for name, one in entry.items()}

    return {kind: filled(entry) for kind, entry in shapes.items()}


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return where clearinghouses, registries and journals publish."""
    return tuple(
        Place(
            row["host"],
            row["path"],
            row["kind"],
            re.compile(row["only"]) if row["only"] else None,
            row["why"],
        )
        for row in read_table(_DATA / "places.csv")
    )
