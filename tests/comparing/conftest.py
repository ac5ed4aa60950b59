"""Reports as `check --format json` writes them, made by hand where only a few words of them matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.comparing.comparison import compared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.comparing.changes import Change


class Made:
    """Makes parts of a report; what is not named is of no matter."""

    @staticmethod
    def finding(outcome: str = "pass", rule: str = "screen-time", **given: Any) -> dict[str, Any]:
        """A finding; what is not named is of no matter."""
        usual: dict[str, Any] = {
            "rule": rule,
            "title": f"The question of {rule}",
            "family": "dosage",
            "severity": "red",
            "outcome": outcome,
            "basis": "claimed" if outcome in {"flag", "pass"} else None,
            "message": f"What {rule} has to say.",
            "ask_vendor": None,
            "evidence": [],
            "sources": [],
            "options": {},
            "waiver": None,
            "reply": None,
            "fingerprint": "0" * 64,
            "in_baseline": False,
        }
        return usual | given

    @staticmethod
    def card(*findings: dict[str, Any], **given: Any) -> dict[str, Any]:
        """A scorecard of Lumen Reading, unless it is named otherwise."""
        usual: dict[str, Any] = {
            "profile": "vendors/lumen.yaml",
            "document": 0,
            "profile_sha256": "a" * 64,
            "vendor": "Lumen Learning",
            "product": "Lumen Reading",
            "product_version": None,
            "verdict": "clear",
            "counts": {},
            "coverage": {},
            "findings": list(findings),
        }
        return usual | given

    @staticmethod
    def report(*cards: dict[str, Any], **given: Any) -> dict[str, Any]:
        """A whole report."""
        usual: dict[str, Any] = {
            "schema_version": "1.0",
            "tool": {"name": "edscreen", "version": "1.2.3"},
            "as_of": "2026-11-21",
            "policy": None,
            "rule_books": [{"name": "edscreen_rules", "version": "1.2.3"}],
            "deselected": [],
            "fail_on": "red",
            "site": None,
            "scorecards": list(cards),
            "errors": [],
            "notices": [],
            "exit_code": 0,
        }
        return usual | given

    @staticmethod
    def stated(path: str, value: Any) -> dict[str, Any]:
        """Evidence that stands in the profile."""
        return {"kind": "profile", "file": "lumen.yaml", "line": 9, "column": 3, "path": path, "value": value}

    @staticmethod
    def listed(value: Any, as_of: str | None = "2026-10-01") -> dict[str, Any]:
        """Evidence of a registry."""
        return {"kind": "registry", "name": "State list", "url": "list.csv", "as_of": as_of, "value": value}

    @staticmethod
    def seen(quote: str | None, sha256: str | None = "1" * 64) -> dict[str, Any]:
        """Evidence of a vendor's site, read on the day of the report."""
        page = "https://www.lumen.example/"
        return {
            "kind": "site",
            "url": page,
            "fetched_at": "2026-11-21T08:00:00Z",
            "sha256": sha256,
            "quote": quote,
        }


@pytest.fixture(scope="session")
def made() -> type[Made]:
    """What makes parts of a report."""
    return Made


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., str]:
    """Write a report to a file and give its name."""

    def write(content: dict[str, Any], name: str) -> str:
        file = tmp_path / name
        file.write_text(json.dumps(content, indent=2), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def changes(keep: Callable[..., str]) -> Callable[..., list[Change]]:
    """What changed for the one product of two reports, in the order of KINDS."""

    def compare(old: dict[str, Any], new: dict[str, Any], fail_on: Any = "red") -> list[Change]:
        files = keep(old, "old.json"), keep(new, "new.json")
        with compared(*files, ("old.json", "new.json"), fail_on) as comparison:
            return [change for product in comparison.results.all_products() for change in product.changes]

    return compare


@pytest.fixture(scope="session")
def hostile_texts(root: Path) -> list[str]:
    """The Big List of Naughty Strings and the payloads for spreadsheets, all of them; none is empty."""
    listed: list[str] = json.loads((root / "tests/data/blns.json").read_text(encoding="utf-8"))
    payloads = (root / "tests/data/csv_formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    return [text for text in [*listed, *payloads] if text.strip()]
