"""The district's policy in a run: named, found, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from edscreen.screening.policy.discovery import find_policy
from edscreen.screening.policy.in_force import InForce, put_in_force
from edscreen.screening.policy.reading import PolicyFile, named_policy, read_policy
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.profile.typed_files import FileMistake
    from edscreen.screening.policy.models import SiteManners
    from edscreen.screening.rulebook import Shelf


class AsksForRules(Protocol):
    """What a command line says of the policy and of rule books."""

    @property
    def policy(self) -> Path | None:
        """The policy; None for the one that is found."""

    @property
    def no_policy(self) -> bool:
        """Whether none is to be found."""

    @property
    def rules_dirs(self) -> tuple[Path, ...]:
        """Rule books to add."""


@dataclass(frozen=True, slots=True)
class PolicyOfRun:
    """The policy of a run as far as it can be told without its rules.

    Attributes:
        file: the policy; None where there is none, or it cannot be read.
        mistakes: what is wrong in it.
    """

    file: PolicyFile | None = None
    mistakes: tuple[FileMistake, ...] = ()

    @property
    def site(self) -> SiteManners | None:
        """How vendors' sites are read."""
        return self.file.policy.site if self.file else None

    def shelf(self, request: AsksForRules) -> Shelf:
        """Every rule book of the run; those of a policy that was merely found are data, and run no code."""
        folders = self.file.rule_books if self.file else ()
        if self.file and self.file.found:
            return open_shelf(request.rules_dirs, data_only_dirs=folders)
        return open_shelf((*request.rules_dirs, *folders))

    def in_force(self, shelf: Shelf) -> InForce | tuple[FileMistake, ...]:
        """The policy fitted to the rules, or what is wrong in it; nothing is where there is none."""
        if self.file is None:
            return self.mistakes
        return put_in_force(self.file, shelf.rules, rules_missing=bool(shelf.broken))


def open_policy(request: AsksForRules) -> PolicyOfRun:
    """Read the policy that the request names, or the one that is found."""
    if request.no_policy:
        return PolicyOfRun()
    where = named_policy(request.policy) if request.policy else find_policy()
    if where is None:
        return PolicyOfRun()
    read = read_policy(where)
    return PolicyOfRun(read) if isinstance(read, PolicyFile) else PolicyOfRun(mistakes=read)
