"""What came of one item, as rows for the tables of `results.sqlite` and lines for `report.jsonl`."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.plotted import Plotted, plotted
from edscreen.profile.sheet_places import cell_name
from edscreen.report.json_text import json_text
from edscreen.report.scorecard_data import problem_data, scorecard_data
from edscreen.screening.answers import AT_LEAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.report.run import Problem
    from edscreen.screening.answers import Severity
    from edscreen.screening.scorecard import Scorecard
    from edscreen.screening.waivers import WaiverUse

_FAST = 1  # the level of zlib that costs least; the lines still shrink to a fifth

EVIDENCE_COLUMNS = (
    *("kind", "file", "line", "column", "sheet", "cell", "path", "value"),
    *("name", "url", "as_of", "fetched_at", "sha256", "quote"),
)
"""The columns of the table `evidence` behind its key, named as in the report."""


class FindingRows(NamedTuple):
    """A finding and its evidence as rows."""

    finding: tuple[Any, ...]
    evidence: list[tuple[Any, ...]]


class ScorecardRows(NamedTuple):
    """A scorecard as rows.

    Attributes:
        columns: its values by column of the table `scorecards`.
        findings: its findings.
    """

    columns: dict[str, Any]
    findings: list[FindingRows]


class Screened(NamedTuple):
    """What came of one item.

    Attributes:
        number: the item.
        scorecards: its products; a file may hold several.
        errors: the rows of what could not be read.
        lines: its lines of `report.jsonl`.
        uses: what became of the policy's waivers at its products.
        notes: rows of what is to be said of its profiles at the run's end.
    """

    number: int
    scorecards: list[ScorecardRows]
    errors: list[tuple[Any, ...]]
    lines: list[bytes]
    uses: list[WaiverUse]
    notes: list[tuple[str, str]]


def scorecard_rows(
    scorecard: Scorecard, fail_on: Severity | None, listed: Mapping[str, Any] | None
) -> tuple[ScorecardRows, bytes]:
    """Return a scorecard as rows, and its line of `report.jsonl`.

    Args:
        scorecard: the scorecard, with what covers its findings, and with its source.
        fail_on: the severity from which on answers count for the exit code; None where none does.
        listed: the row's number and the list's own columns; None where it comes from no list.
    """
    data = scorecard_data(scorecard)
    if listed is not None:
        data["list"] = listed
    line = json_text(data).encode("ascii") + b"\n"
    coverage = data["coverage"]
    columns = {
        "profile": scorecard.profile,
        "document": scorecard.document,
        "line": scorecard.line,
        "profile_sha256": scorecard.profile_sha256,
        "vendor": scorecard.vendor,
        "product": scorecard.product,
        "product_version": scorecard.product_version,
        **_of_profile(scorecard),
        "prepared_by": scorecard.role,
        "verdict": data["verdict"],
        **{name: coverage[name] for name in ("answered", "asked", "claimed_only", "waived")},
        **_counting(scorecard, fail_on),
        "list": None if listed is None else json_text(listed),
        "report": packed(line),
    }
    return ScorecardRows(columns, [_finding_rows(finding) for finding in data["findings"]]), line


def packed(line: bytes) -> bytes:
    """Return a line of `report.jsonl` as the table `scorecards` keeps it."""
    return zlib.compress(line, _FAST)


def problem_rows(problem: Problem) -> tuple[tuple[Any, ...], bytes]:
    """Return something that could not be read as a row of `errors`, and as its line of `report.jsonl`."""
    line = json_text({"error": problem_data(problem)}).encode("ascii") + b"\n"
    place = problem.line, problem.column
    cell = cell_name(*place) if problem.sheet else None
    return (
        problem.kind,
        problem.profile,
        *place,
        problem.sheet or None,
        cell,
        problem.path,
        problem.message,
    ), line


def _of_profile(scorecard: Scorecard) -> dict[str, Any]:
    profile = scorecard.source.profile if scorecard.source else None
    if profile is None:
        lists = {"grades": "[]", "subjects": "[]", "states": "[]"}
        return {"website": None, "category": None, **lists, **Plotted()._asdict()}
    website = profile.vendor.website or profile.product.page
    states = sorted({approval.state for approval in profile.approvals or ()})
    return {
        "website": str(website) if website else None,
        "category": profile.product.category,
        "grades": json.dumps(list(map(str, profile.product.grades or ()))),
        "subjects": json.dumps(list(profile.product.subjects or ())),
        "states": json.dumps(states),
        **plotted(profile, scorecard.role)._asdict(),
    }


def _counting(scorecard: Scorecard, fail_on: Severity | None) -> dict[str, int]:
    """How many findings count for the exit code, and how."""
    if fail_on is None:
        return {"fails": 0, "open": 0, "crashed": 0, "covered": 0}
    unanswered = scorecard.open_questions(fail_on)
    return {
        "fails": len(scorecard.flagged(fail_on)),
        "open": len(unanswered),
        "crashed": sum(finding.outcome == "error" for finding in unanswered),
        "covered": sum(
            finding.is_covered and finding.severity in AT_LEAST[fail_on] for finding in scorecard.findings
        ),
    }


def _finding_rows(finding: dict[str, Any]) -> FindingRows:
    row = (
        *(finding[name] for name in ("rule", "severity", "outcome", "basis", "message", "ask_vendor")),
        _json(finding["waiver"]),
        int(finding["in_baseline"]),
        _json(finding["reply"]),
        finding["fingerprint"],
    )
    return FindingRows(row, [_evidence_row(each) for each in finding["evidence"]])


def _evidence_row(evidence: dict[str, Any]) -> tuple[Any, ...]:
    get = evidence.get
    return tuple([_json(get(name)) if name == "value" else get(name) for name in EVIDENCE_COLUMNS])


def _json(value: Any) -> str | None:
    return None if value is None else json_text(value)


def only_problem(number: int, problem: Problem) -> Screened:
    """What came of an item of which nothing can be said but why."""
    row, line = problem_rows(problem)
    return Screened(number, [], [row], [line], [], [])
