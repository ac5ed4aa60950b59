"""`edscreen rules explain ID --waiver PROFILE`: the waiver to paste into the policy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from datetime import date

    from edscreen.cli.talk import Talk
    from edscreen.screening.policy.in_force import InForce
    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Scorecard


def print_waiver(rule: Rule, profile: str, as_of: date, policy: InForce | None, talk: Talk) -> int:
    """Screen a profile with one rule, print the waivers for what can be waived, and give the exit code.

    Args:
        rule: the rule.
        profile: the file with the profile.
        as_of: the day by which dates are judged, and from which a waiver holds.
        policy: the policy in force, whose severities and options count; None where there is none.
        talk: says what else is to be said.
    """
    from edscreen.cli.standard_output import write
    from edscreen.profile.documents import InvalidProfile, read_documents
    from edscreen.registries.bundle import Registries
    from edscreen.report.rule_waiver import waiver_block
    from edscreen.screening.engine import Engine
    from edscreen.screening.inputs import Settings

    registries = Registries.load()
    settings = Settings(as_of=as_of, registries=registries)
    if policy:
        rule = replace(rule, severity=policy.severities.get(rule.id, rule.severity))
        settings = Settings(
            as_of=as_of,
            options=policy.options,
            require_verified=policy.require_verified,
            registries=registries.with_hosts(policy.approval_hosts),
            district=policy.district,
        )
    engine = Engine([rule], settings, on_crash=lambda _rule, error: talk.traceback(error))
    scorecards: list[Scorecard] = []
    code = 0
    for found in read_documents([profile]):
        if isinstance(found, InvalidProfile):
            talk.error(str(found))
            code = UNREADABLE
        else:
            scorecards.append(engine.screen(found))
    if block := waiver_block(scorecards, as_of):
        write(block)
        talk.notice("fill in why and who, and paste this into edscreen.yaml; entries go under one 'waivers:'")
        return code
    if scorecards:
        _say_why_not(scorecards, talk)
    elif not code:
        talk.error(f"edscreen rules explain: there is no vendor profile in {profile}")
        code = UNREADABLE
    return code


def _say_why_not(scorecards: list[Scorecard], talk: Talk) -> None:
    from edscreen.profile.quoting import shown
    from edscreen.report import words

    for scorecard in scorecards:
        for finding in scorecard.findings:
            said = f"{shown(scorecard.product)}: {words.outcome(finding)} ({finding.rule})"
            talk.notice(f"there is nothing to waive for {said}")
