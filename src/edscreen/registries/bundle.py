"""All registries in one argument, as a rule gets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.agencies import AgencyTable
from edscreen.registries.clearinghouses import ClearinghouseTable
from edscreen.registries.public_hosts import PublicHostTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.registries.agencies import ApprovalHost


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

    def with_hosts(self, added: Sequence[ApprovalHost]) -> Registries:
        """Return the same with hosts that count as a state's own word, as a district's policy adds them."""
        return replace(self, agencies=self.agencies.with_hosts(added)) if added else self
