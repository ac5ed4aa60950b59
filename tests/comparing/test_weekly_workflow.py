"""The workflow that compares with last week is what GitHub takes, and opens an issue where it has to."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

FILE = "examples/district-repo/.github/workflows/compare-weekly.yml"


@pytest.fixture
def workflow(root: Path) -> Any:
    return yaml.safe_load((root / FILE).read_text(encoding="utf-8"))


def test_it_is_valid(root: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", FILE]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_it_has_the_rights_it_needs_and_puts_no_foreign_text_into_a_shell(workflow: Any) -> None:
    assert workflow["permissions"] == {"actions": "read", "contents": "read", "issues": "write"}
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}  # YAML 1.1 takes `on` for this
    steps = workflow["jobs"]["compare"]["steps"]
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]


def test_a_run_that_was_stopped_is_not_kept_for_next_week(workflow: Any) -> None:
    screen, *_, keep = [each for each in workflow["jobs"]["compare"]["steps"] if "id" in each or "if" in each]
    assert (screen["id"], screen["name"]) == ("screen", "Screen the list")
    assert keep["if"] == "always() && steps.screen.outcome == 'success'"
    assert keep["uses"].startswith("actions/upload-artifact")


@pytest.mark.skipif(sys.platform == "win32", reason="the runner's bash is not at hand")
@pytest.mark.parametrize(
    ("has_last_week", "code", "fails", "opens"),
    [(True, 0, False, False), (True, 1, False, True), (True, 2, True, False), (False, 1, False, False)],
)
def test_an_issue_is_opened_where_a_product_got_worse(
    workflow: Any, tmp_path: Path, has_last_week: bool, code: int, fails: bool, opens: bool
) -> None:
    programs = tmp_path / "edscreen" / "bin"
    programs.mkdir(parents=True)
    for name, text in {
        "edscreen": f"echo '## Changes'; exit {code}",
        "gh": 'for last; do :; done; (echo "$1 $2"; cat "$last") > "$RUNNER_TEMP/asked"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    if has_last_week:
        (tmp_path / "last-week").mkdir()
        (tmp_path / "last-week" / "results.sqlite").touch()
    [step] = [each for each in workflow["jobs"]["compare"]["steps"] if "Compare" in each.get("name", "")]
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_REPOSITORY": "alder-valley/screening",
    }
    script = ["bash", "-e", "-c", step["run"]]  # as GitHub starts it
    done = subprocess.run(script, env=environment, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode != 0) == fails, done.stderr
    asked = tmp_path / "asked"
    assert asked.exists() == opens
    if opens:
        assert asked.read_text(encoding="utf-8") == "issue create\n## Changes\n"
