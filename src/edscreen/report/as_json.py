"""The report as one JSON document, written while the run goes on; in ASCII, so that any console shows it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from edscreen.report.json_text import json_text
from edscreen.report.run import SCHEMA_VERSION
from edscreen.report.scorecard_data import problem_data, scorecard_data

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edscreen.report.run import Beginning, Ending, PolicyUse, Problem
    from edscreen.screening.scorecard import Scorecard

_INDENT = 2


class JsonWriter:
    """Writes `--format json`."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every piece of the document to `write`."""
        self._write = write
        self._separator = "\n"
        self._problems: list[dict[str, Any]] = []

    def begin(self, beginning: Beginning) -> None:
        """Write what comes before the first scorecard."""
        head = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "edscreen", "version": beginning.version},
            "as_of": beginning.as_of.isoformat(),
            "policy": _policy(beginning.policy),
            "rule_books": [{"name": book.name, "version": book.version} for book in beginning.rule_books],
            "deselected": list(beginning.deselected),
            "fail_on": beginning.fail_on,
            "site": asdict(beginning.site) if beginning.site else None,
        }
        self._write("{\n" + _members(head) + ',\n  "scorecards": [')

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""
        self._write(self._separator + _indented(scorecard_data(scorecard), 2 * _INDENT))
        self._separator = ",\n"

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read for the end."""
        self._problems.append(problem_data(problem))

    def end(self, ending: Ending) -> None:
        """Write errors, notices and the exit code."""
        tail = {
            "errors": self._problems,
            "notices": [
                *([{"kind": "policy", "message": ending.policy}] if ending.policy else []),
                *({"kind": notice.kind, "message": notice.message} for notice in ending.notices),
            ],
            "exit_code": ending.exit_code.code,
        }
        closing = "]" if self._separator == "\n" else "\n  ]"
        self._write(f"{closing},\n{_members(tail)}\n}}\n")


def _policy(policy: PolicyUse | None) -> dict[str, str] | None:
    return {"path": policy.path, "sha256": policy.sha256} if policy else None


def _members(members: Mapping[str, Any]) -> str:
    return json_text(members, indent=_INDENT)[2:-2]


def _indented(value: Mapping[str, Any], width: int) -> str:
    margin = " " * width
    return margin + json_text(value, indent=_INDENT).replace("\n", "\n" + margin)
