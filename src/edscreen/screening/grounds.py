"""The grounds of a run: its rules, its policy, its threshold, and what was known before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from edscreen.screening.baseline import UnreadableBaseline, read_baseline
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.policy.in_force import InForce
from edscreen.screening.selection import select
from edscreen.screening.waivers import Waivers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from edscreen.profile.models.vendor import Role
    from edscreen.profile.typed_files import FileMistake
    from edscreen.registries.bundle import Registries
    from edscreen.screening.baseline import Baseline
    from edscreen.screening.policy.models import FailOn
    from edscreen.screening.policy.of_run import PolicyOfRun
    from edscreen.screening.rule import GetsWorse, Rule
    from edscreen.screening.rulebook import Shelf
    from edscreen.screening.selection import Selection
    from edscreen.screening.waivers import WaiverUse


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfRun:
    """What a command line asks of any screening; the names are those of its options.

    Attributes:
        as_of: the day as of which dates are judged.
        fail_on: the severity from which on answers count; None leaves it to the policy.
        prepared_by: overrules what a profile says of who prepared it.
        select: the rules to run, all where it is empty.
        ignore: the rules to leave out.
        rules_dirs: rule books to add.
        policy: the policy; None for the one that is found.
        no_policy: whether none is to be found.
        no_waivers: whether the policy's waivers are ignored.
        baseline: the file with the findings that are known.
    """

    as_of: date
    fail_on: FailOn | None = None
    prepared_by: Role | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules_dirs: tuple[Path, ...] = ()
    policy: Path | None = None
    no_policy: bool = False
    no_waivers: bool = False
    baseline: Path | None = None


class Grounds:
    """What a run rests on, worked out once, before its first profile.

    Attributes:
        shelf: every rule book.
        policy: the policy in force; None where there is none, or it cannot be used.
        policy_mistakes: what is wrong in the policy, which is then not applied.
        selection: the rules that run.
        fail_on: the severity from which on answers count.
        baseline: the findings that are known.
        baseline_mistake: why they could not be read.
    """

    def __init__(self, asked: AskedOfRun, policy: PolicyOfRun) -> None:
        """Work it out from what was asked and from the policy as it was read."""
        self._asked = asked
        self.shelf: Shelf = policy.shelf(asked)
        in_force = policy.in_force(self.shelf)
        self.policy = in_force if isinstance(in_force, InForce) else None
        self.policy_mistakes: tuple[FileMistake, ...] = () if isinstance(in_force, InForce) else in_force
        self.selection: Selection = select(
            self.shelf.rules,
            asked.select,
            asked.ignore,
            off=self.policy.off if self.policy else (),
            severities=self.policy.severities if self.policy else None,
        )
        self.fail_on: FailOn = asked.fail_on or (self.policy and self.policy.fail_on) or "red"
        self.baseline: Baseline | None = None
        self.baseline_mistake: UnreadableBaseline | None = None
        if asked.baseline:
            try:
                self.baseline = read_baseline(asked.baseline, self.gets_worse)
            except UnreadableBaseline as error:
                self.baseline_mistake = error

    @cached_property
    def gets_worse(self) -> dict[str, GetsWorse | None]:
        """By rule, the way in which the number that decides gets worse."""
        return {rule.id: rule.gets_worse for rule in self.shelf.rules}

    def waivers(self, told: Callable[[WaiverUse], object] | None = None) -> Waivers | None:
        """The policy's waivers, with nothing used yet; None where there is no policy, or they are ignored.

        Args:
            told: is told what becomes of them, where somebody counts it for several processes.
        """
        if self.policy is None or self._asked.no_waivers:
            return None
        return Waivers(self.policy.waivers, self._asked.as_of, self.gets_worse, told)

    def engine(self, on_crash: Callable[[Rule, BaseException], None] | None = None) -> Engine:
        """What screens profiles on these grounds.

        Args:
            on_crash: told of every rule that failed, for those who want the traceback.
        """
        policy = self.policy
        settings = Settings(
            as_of=self._asked.as_of,
            prepared_by=self._asked.prepared_by,
            options=policy.options if policy else {},
            require_verified=policy.require_verified if policy else frozenset(),
            registries=self._registries(),
            district=policy.district if policy else None,
        )
        return Engine(self.selection.rules, settings, on_crash=on_crash)

    def taken_away(self, waivers_used: int) -> str:
        """Name the policy and what it takes away, in one sentence; nothing where there is none."""
        if self.policy is None:
            return ""
        taken = self.policy.takes_away(
            running={rule.id for rule in self.selection.rules},
            fail_on=self.fail_on,
            waivers_used=waivers_used,
        )
        ignored = self._asked.no_waivers and self.policy.waivers
        return f"{taken}; its waivers are ignored" if ignored else taken

    def _registries(self) -> Registries | None:
        if not any("registries" in rule.needs for rule in self.selection.rules):
            return None
        from edscreen.registries.bundle import Registries

        registries = Registries.load()
        return registries.with_hosts(self.policy.approval_hosts) if self.policy else registries
