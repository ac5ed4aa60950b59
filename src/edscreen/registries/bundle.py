"""All registries in one argument, as a rule gets them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edscreen.registries.agencies import AgencyTable
from edscreen.registries.clearinghouses import ClearinghouseTable
from edscreen.registries.public_hosts import PublicHostTable


@dataclass(frozen=True, slots=True)
class Registries:
    """What others say, ready to be asked; reading it needs no network."""

    agencies: AgencyTable
    clearinghouses: ClearinghouseTable
    public_hosts: PublicHostTable

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Registries:
        """Return the shipped registries, read once."""
        return Registries(AgencyTable.load(), ClearinghouseTable.load(), PublicHostTable.load())
