"""The YAML files in `batch/data`: what headings, cells, addresses, totals and verdicts mean."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of a data file."""
    entries: list[dict[str, Any]] = _read(name)
    return entries


def read_words(name: str) -> list[str]:
    """Return the words that a data file lists."""
    words: list[str] = _read(name)
    return words


def _read(name: str) -> Any:
    text = files("edscreen.batch").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, _Loader)  # noqa: S506 - both loaders are the safe one
