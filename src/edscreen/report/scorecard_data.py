"""Scorecards, errors and notices as plain data: what every machine-readable format is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from edscreen.profile.sheet_places import cell_name
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.report.run import Problem
    from edscreen.screening.answers import FromSite
    from edscreen.screening.rule import Source
    from edscreen.screening.scorecard import Finding, Reply, Scorecard, Waiver


def scorecard_data(scorecard: Scorecard) -> dict[str, Any]:
    """One entry of a report's `scorecards`, keys in the order of the contract."""
    return {
        "profile": scorecard.profile,
        "document": scorecard.document,
        "profile_sha256": scorecard.profile_sha256,
        "vendor": scorecard.vendor,
        "product": scorecard.product,
        "product_version": scorecard.product_version,
        "verdict": scorecard.verdict,
        "counts": scorecard.counts,
        "coverage": scorecard.coverage,
        "findings": [_finding(finding) for finding in scorecard.findings],
        **({} if scorecard.listed is None else {"list": scorecard.listed}),
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """One entry of a report's `errors`."""
    return {
        "kind": problem.kind,
        "profile": problem.profile,
        "line": problem.line,
        "column": problem.column,
        **_in_sheet(problem),
        "path": problem.path,
        "message": problem.message,
    }


def _in_sheet(place: Problem | FromProfile) -> dict[str, str]:
    """The sheet and the cell, where something stands in a workbook."""
    return {"sheet": place.sheet, "cell": cell_name(place.line, place.column)} if place.sheet else {}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "family": finding.family,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "basis": finding.basis,
        "message": finding.message,
        "ask_vendor": finding.ask_vendor,
        "evidence": [evidence_data(evidence) for evidence in finding.evidence],
        "sources": _sources(finding.sources),
        "options": finding.options,
        "waiver": finding.waiver and _waiver(finding.waiver),
        "reply": finding.reply and _reply(finding.reply),
        "fingerprint": finding.fingerprint,
        "in_baseline": finding.in_baseline,
    }


@lru_cache(maxsize=1024)  # a rule's sources are the same for every profile of a list
def _sources(sources: tuple[Source, ...]) -> list[dict[str, str]]:
    return [{"title": source.title, "url": source.url} for source in sources]


def evidence_data(evidence: FromProfile | FromRegistry | FromSite) -> dict[str, Any]:
    """One entry of a finding's `evidence`."""
    if isinstance(evidence, FromProfile):
        return {
            "kind": "profile",
            "file": evidence.file,
            "line": evidence.line,
            "column": evidence.column,
            **_in_sheet(evidence),
            "path": evidence.path,
            "value": evidence.value,
        }
    if isinstance(evidence, FromRegistry):
        return {
            "kind": "registry",
            "name": evidence.name,
            "url": evidence.url,
            "as_of": evidence.as_of,
            "value": evidence.value,
        }
    return {
        "kind": "site",
        "url": evidence.url,
        "fetched_at": evidence.fetched_at,
        "sha256": evidence.sha256,
        "quote": evidence.quote,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"reason": waiver.reason, "by": waiver.by, "expires": waiver.expires.isoformat()}


def _reply(reply: Reply) -> dict[str, Any]:
    on = reply.on.isoformat() if reply.on else None
    return {"on": on, "by": reply.by, "text": reply.text, "source": reply.source}
