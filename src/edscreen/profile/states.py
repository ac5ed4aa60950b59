"""The states, districts and territories whose education agencies approve products."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from edscreen.profile.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Path(__file__).parent / "data" / "states.csv"


@lru_cache(maxsize=1)
def state_names() -> Mapping[str, str]:
    """Return names by two-letter postal code: 50 states, DC and five territories.

    Source: postal abbreviations of the U.S. Postal Service.
    """
    return MappingProxyType({row["code"]: row["name"] for row in read_table(_TABLE)})


@lru_cache(maxsize=1)
def state_codes() -> frozenset[str]:
    """Return the closed list of two-letter codes that a profile's or a policy's `state` may hold."""
    return frozenset(state_names())
