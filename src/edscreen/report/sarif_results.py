"""Findings as SARIF's results: what is flagged, and what still has no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.finding_place import place_of
from edscreen.report.finding_words import acceptance, listed, looked, reply_in_words, stated
from edscreen.report.list_columns import CELL_LENGTH, ROW, own_cells, row_of_list
from edscreen.report.sarif_rules import LEVEL
from edscreen.report.sarif_text import location, plain
from edscreen.report.scorecard_data import evidence_data
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.answers import FromSite, Outcome
    from edscreen.screening.scorecard import Finding, Scorecard

KIND: dict[Outcome, str] = {
    "flag": "fail",
    "undisclosed": "open",
    "unavailable": "review",
    "skipped": "review",
}
"""The kinds of results by outcome: an `open` one lacks the vendor's answer, a `review` one somebody's look.

What passes or does not apply is left out, since GitHub and others show every result as a problem, whatever
its kind. A rule that failed says nothing of the product: it is a notification.
"""

FINGERPRINT = "edscreen/v1"
"""The fingerprint's name.

GitHub's own, `primaryLocationLineHash`, is left to GitHub: its upload works one out and warns of every other.
"""


def result(scorecard: Scorecard, finding: Finding, rule_index: int | None) -> dict[str, Any]:
    """One entry of `results`."""
    place = place_of(scorecard, finding)
    data: dict[str, Any] = {
        "ruleId": finding.rule,
        "kind": KIND[finding.outcome],
        "level": LEVEL[finding.severity] if finding.outcome == "flag" else "none",
        "message": {"text": _message(finding)},
        "locations": [_location(place)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": _suppressions(finding),
        "properties": {
            "vendor": plain(scorecard.vendor),
            "product": plain(scorecard.product),
            "severity": finding.severity,
            "outcome": finding.outcome,
            "basis": finding.basis,
            **_of_list(scorecard),
        },
    }
    if rule_index is not None:
        data["ruleIndex"] = rule_index
    others = [each for each in finding.evidence if isinstance(each, FromProfile) and each != place]
    if others:
        data["relatedLocations"] = [
            {"id": number, **_location(each)} for number, each in enumerate(others, 1)
        ]
    elsewhere = [each for each in finding.evidence if not isinstance(each, FromProfile)]
    if elsewhere:
        data["properties"]["evidence"] = [evidence_data(each) for each in elsewhere]
    return data


def _of_list(scorecard: Scorecard) -> dict[str, Any]:
    """The product's row in its list, and what the list's own columns say of it."""
    if scorecard.listed is None:
        return {}
    own = {
        plain(heading): None if text is None else plain(shortened(text, CELL_LENGTH))
        for heading, text in own_cells(scorecard).items()
    }
    return {"list": {ROW: row_of_list(scorecard), **own}}


def _location(place: FromProfile) -> dict[str, Any]:
    told = {"message": {"text": plain(stated(place))}} if place.path else {}
    return {"physicalLocation": location(place.file, place.line, place.column), **told}


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    """What covers a finding; empty where nothing does, which says more in SARIF than silence."""
    return [
        {"kind": "external", "status": "accepted", "justification": plain(f"{label} {text}")}
        for label, text in acceptance(finding)
    ]


def _message(finding: Finding) -> str:
    paragraphs = [f"{_standing(finding)}: {plain(finding.message)}"]
    paragraphs += [_elsewhere(each) for each in finding.evidence if not isinstance(each, FromProfile)]
    if finding.ask_vendor:
        paragraphs.append(f"Ask the vendor: {plain(finding.ask_vendor)}")
    if finding.reply:
        source = f" Source: {finding.reply.source}" if finding.reply.source else ""
        paragraphs.append(plain("The vendor's reply: " + "".join(reply_in_words(finding.reply)) + source))
    return "\n\n".join(paragraphs)


def _standing(finding: Finding) -> str:
    answer = words.outcome(finding)
    if finding.outcome != "flag":
        answer = f"{words.QUESTION[finding.question]}, {answer}"
    elif finding.basis:
        answer = f"{answer}, {words.basis(finding)}"
    return answer[0].upper() + answer[1:]


def _elsewhere(evidence: FromRegistry | FromSite) -> str:
    if isinstance(evidence, FromRegistry):
        return plain(f"{listed(evidence)} ({evidence.url})")
    seen = looked(evidence)
    quote = f': "{evidence.quote}"' if evidence.quote else ""
    return plain(f"{evidence.url}{f', {seen}' if seen else ''}{quote}")
