"""What a policy lays down for one run, and what it takes away from what edscreen would say without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.profile.documents import dotted
from edscreen.registries.agencies import ApprovalHost
from edscreen.screening.answers import SEVERITIES
from edscreen.screening.inputs import District
from edscreen.screening.policy.fitting import RESERVED, named_rules, read_options, unknown_rules
from edscreen.screening.policy.models import OFF, RuleSetting, SiteManners
from edscreen.screening.screen_budget import BudgetEntry
from edscreen.screening.waivers import ANY, Covers, WaiverEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from edscreen.profile.typed_files import FileMistake
    from edscreen.screening.answers import Severity
    from edscreen.screening.policy.models import DistrictContext, FailOn, Policy
    from edscreen.screening.policy.reading import PolicyFile
    from edscreen.screening.rule import Options, Rule

_LATER = ("registries", "peers")


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy that fits the rules of the run.

    Attributes:
        path: its file, as named or found, fit to be shown.
        sha256: SHA-256 of the file, in hexadecimal.
        found: whether it was found in a folder, not named on the command line.
        district: the district that screens; None where the policy does not say.
        fail_on: the severity from which on a flag fails a run, or `never`; None where it does not say.
        options: the options that it sets, by rule.
        severities: the severities that it sets, by rule.
        off: ids of the rules that it switches off.
        require_verified: ids of the rules whose pass counts only once verified.
        approval_hosts: hosts that count as a state's own word because the policy says so.
        waivers: what it waives.
        site: how vendors' sites are read.
        screen_budget: minutes a week over all products.
        notices: a sentence for each part that this version does not use.
        softened: ids of the rules whose severity it lowers.
        reset: ids of the rules whose options it changes.
    """

    path: str
    sha256: str
    found: bool
    district: District | None
    fail_on: FailOn | None
    options: Mapping[str, Options]
    severities: Mapping[str, Severity]
    off: frozenset[str]
    require_verified: frozenset[str]
    approval_hosts: tuple[ApprovalHost, ...]
    waivers: tuple[WaiverEntry, ...]
    site: SiteManners
    screen_budget: tuple[BudgetEntry, ...]
    notices: tuple[str, ...]
    softened: frozenset[str]
    reset: frozenset[str]

    def takes_away(self, *, running: Collection[str], fail_on: str, waivers_used: int) -> str:
        """Name the policy and what it takes away, in one sentence without its full stop.

        Args:
            running: ids of the rules that run; what is said of others took nothing away.
            fail_on: the threshold of the run, whoever set it.
            waivers_used: how many waivers cover a finding.
        """
        shown = f"./{self.path}" if self.found and "/" not in self.path else self.path
        parts = list(self._taken(running, fail_on, waivers_used))
        return f"policy {shown}{' (found)' if self.found else ''}: {', '.join(parts) or 'takes nothing away'}"

    def _taken(self, running: Collection[str], fail_on: str, waivers_used: int) -> Iterator[str]:
        if off := self.off.difference(running):
            yield f"{_count(len(off), 'rule')} off"
        if softened := self.softened.intersection(running):
            yield f"{_count(len(softened), 'severity', 'severities')} lowered"
        if reset := self.reset.intersection(running):
            yield f"options of {_count(len(reset), 'rule')} changed"
        if waivers_used:
            yield f"{_count(waivers_used, 'waiver')} used"
        if fail_on == self.fail_on == "never":
            yield "fail-on never"
        if self.approval_hosts:
            yield f"{_count(len(self.approval_hosts), 'approval host')} added"


def put_in_force(
    policy: PolicyFile, rules: Sequence[Rule], *, rules_missing: bool = False
) -> InForce | tuple[FileMistake, ...]:
    """Fit a policy to the rules of the run, or say where it names a rule or an option that there is not.

    Args:
        policy: the policy.
        rules: every rule of every rule book.
        rules_missing: whether a rule or a rule book could not be loaded: what the policy says of a rule that
            is not there may then be right, and is passed over.
    """
    by_id = {rule.id: rule for rule in rules}
    mistakes = [] if rules_missing else unknown_rules(policy, by_id)
    options, wrong = read_options(policy, by_id)
    mistakes += wrong
    if mistakes:
        return policy.file.mistakes(mistakes)
    says = policy.policy
    settings = {name: one for name, one in (says.rules or {}).items() if name in by_id}
    severities = {
        name: one.severity for name, one in settings.items() if isinstance(one, RuleSetting) and one.severity
    }
    return InForce(
        path=policy.file.shown,
        sha256=policy.file.sha256,
        found=policy.found,
        district=_district(says.district) if says.district else None,
        fail_on=says.fail_on,
        options=options,
        severities=severities,
        off=frozenset(name for name, one in settings.items() if one == OFF),
        require_verified=frozenset(by_id).intersection(says.require_verified or ()),
        approval_hosts=tuple(_approval_hosts(says)),
        waivers=tuple(_waivers(policy)),
        site=says.site or SiteManners(),
        screen_budget=tuple(BudgetEntry(one.grades, one.flag_at) for one in says.screen_budget or ()),
        notices=tuple(_unused(policy, by_id)),
        softened=frozenset(
            name
            for name, severity in severities.items()
            if SEVERITIES.index(severity) > SEVERITIES.index(by_id[name].severity)
        ),
        reset=frozenset(name for name, one in options.items() if one != by_id[name].options()),
    )


def _district(context: DistrictContext) -> District:
    return District(
        state=context.state,
        name=context.name,
        leaid=context.leaid,
        grades=context.grades or (),
        locale=context.locale,
        subjects=context.subjects or (),
        subgroups=tuple(context.subgroups or ()),
        core_curricula=tuple(context.core_curricula or ()),
        priorities=tuple(context.priorities or ()),
    )


def _approval_hosts(says: Policy) -> Iterator[ApprovalHost]:
    for entry in says.approval_hosts or ():
        yield ApprovalHost(entry.state, entry.host, entry.path or "", entry.why, from_policy=True)


def _waivers(policy: PolicyFile) -> Iterator[WaiverEntry]:
    for index, item in enumerate(policy.policy.waivers or ()):
        place = policy.file.place(("waivers", index))
        yield WaiverEntry(
            rule=item.rule,
            vendor=item.vendor or ANY,
            product=item.product,
            reason=item.reason,
            by=item.by,
            expires=item.expires,
            covers=Covers(item.covers.outcome, item.covers.severity, item.covers.value)
            if item.covers
            else None,
            place=f"{policy.file.shown}:{place.line}:{place.column}",
        )


def _unused(policy: PolicyFile, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Say what only a later version uses."""
    file = policy.file
    for name in _LATER:
        if getattr(policy.policy, name):
            place = file.tree.key_place((name,))
            where = f"{file.shown}:{place.line}:{place.column}: {name}"
            yield f"{where}: this version of edscreen does not use it"
    for name, place in named_rules(policy):
        if name in RESERVED and name not in rules:
            where = f"{file.shown}:{place.line}:{place.column}: {dotted(place.path)}"
            yield f"{where}: this version of edscreen has no rule {name} yet, so this changes nothing"


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
