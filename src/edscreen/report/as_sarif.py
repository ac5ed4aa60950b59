"""The report as SARIF 2.1.0, for code scanning and editors; written while the run goes on, in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.report.finding_place import place_of
from edscreen.report.json_text import json_text
from edscreen.report.sarif_results import KIND, result
from edscreen.report.sarif_rules import rule_data
from edscreen.report.sarif_text import location, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Finding, Scorecard

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "urn:edscreen:tool"
"""Where to learn of the tool: SARIF's readers want an address, and the project has none of its own yet."""

_INDENT = 2
_MARGIN = "\n" + " " * 8


class SarifWriter:
    """Writes `--format sarif`."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every piece of the document to `write`."""
        self._write = write
        self._separator = ""
        self._rules: dict[str, int] = {}
        self._has_baseline = False
        self._screened = 0
        self._notifications: list[dict[str, Any]] = []

    def begin(self, beginning: Beginning) -> None:
        """Write the rules, and what is known of the run."""
        self._rules = {rule.id: index for index, rule in enumerate(beginning.rules)}
        self._has_baseline = beginning.has_baseline
        driver = {
            "name": "edscreen",
            "version": beginning.version,
            "informationUri": INFORMATION,
            "rules": [rule_data(rule) for rule in beginning.rules],
        }
        policy = beginning.policy
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "properties": {
                "as_of": beginning.as_of.isoformat(),
                "fail_on": beginning.fail_on,
                "unanswered": beginning.unanswered,
                "policy": {"path": plain(policy.path), "sha256": policy.sha256} if policy else None,
                "rule_books": [{"name": book.name, "version": book.version} for book in beginning.rule_books],
                "deselected": list(beginning.deselected),
            },
        }
        head = json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=_INDENT)
        self._write(head.removesuffix("\n    }\n  ]\n}") + ',\n      "results": [')

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write a result for each flag and each question without an answer."""
        self._screened += 1
        for finding in scorecard.findings:
            if finding.outcome in KIND:
                self._result(scorecard, finding)
            elif finding.outcome == "error":
                self._rule_failed(scorecard, finding)

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read for the end."""
        field = f"{problem.path}: " if problem.path else ""
        place = location(problem.profile, problem.line, problem.column)
        self._notifications.append(_notification(problem.kind, "error", field + problem.message, place))

    def end(self, ending: Ending) -> None:
        """Write how the run ended, and what could not be read or done."""
        notices = [_notification(notice.kind, "warning", notice.message) for notice in ending.notices]
        policy = [_notification("policy", "note", ending.policy)] if ending.policy else []
        invocation = {
            # The run came to its end. GitHub takes in no file that says otherwise, so that one profile with
            # a mistake would hide what was found in all others; what went wrong stands in the notifications.
            "executionSuccessful": bool(self._screened),
            "exitCode": ending.exit_code.code,
            "exitCodeDescription": ending.exit_code.reason,
            "toolExecutionNotifications": self._notifications,
            "toolConfigurationNotifications": policy + notices,
        }
        invocations = json_text([invocation], indent=_INDENT).replace("\n", "\n      ")
        closing = "\n      ]" if self._separator else "]"
        self._write(f'{closing},\n      "invocations": {invocations}\n    }}\n  ]\n}}\n')

    def _result(self, scorecard: Scorecard, finding: Finding) -> None:
        data = result(scorecard, finding, self._rules.get(finding.rule))
        if self._has_baseline:
            data["baselineState"] = "unchanged" if finding.in_baseline else "new"
        self._write(self._separator + _MARGIN + json_text(data))
        self._separator = ","

    def _rule_failed(self, scorecard: Scorecard, finding: Finding) -> None:
        place = place_of(scorecard, finding)
        where = location(place.file, place.line, place.column)
        rule = {"id": finding.rule}
        index = self._rules.get(finding.rule)
        notification = _notification("rule_failed", "error", finding.message, where)
        notification["associatedRule"] = rule if index is None else rule | {"index": index}
        self._notifications.append(notification)


def _notification(kind: str, level: str, text: str, place: dict[str, Any] | None = None) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "descriptor": {"id": kind},
        "level": level,
        "message": {"text": plain(text)},
    }
    if place:
        notification["locations"] = [{"physicalLocation": place}]
    return notification
