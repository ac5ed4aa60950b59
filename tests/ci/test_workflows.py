"""The files for GitHub and GitLab are what those systems take, and run no text from outside in a shell."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

DISTRICT = "examples/district-repo"


def read(root: Path, name: str) -> Any:
    return yaml.safe_load((root / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", f"{DISTRICT}/.github/workflows/screen-vendors.yml"),
        ("vendor.gitlab-ci", f"{DISTRICT}/.gitlab-ci.yml"),
    ],
)
def test_it_is_valid(root: Path, schema: str, name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(root / name)]

    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout


def test_the_actions_steps_take_inputs_from_the_environment_alone(root: Path) -> None:
    steps = read(root, "action.yml")["runs"]["steps"]

    assert [step["run"] for step in steps if "${{" in step["run"]] == []
    assert all(step["shell"] == "bash" for step in steps)


def test_every_input_of_the_action_reaches_its_script_and_is_told(root: Path) -> None:
    action = read(root, "action.yml")
    environment = action["runs"]["steps"][-1]["env"]
    script = (root / "ci" / "screen_for_github.py").read_text(encoding="utf-8")
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")

    handed = {re.sub(r"\W|inputs", "", value) for value in environment.values()}
    assert handed == {name.replace("-", "") for name in action["inputs"]}
    assert [name for name in environment if f'"{name}"' not in script] == []
    assert [name for name in action["inputs"] if f"| `{name}` |" not in page] == []
    assert action["inputs"]["unanswered"]["default"] == "pass"


def test_the_workflow_has_no_more_rights_than_it_needs(root: Path) -> None:
    workflow = read(root, f"{DISTRICT}/.github/workflows/screen-vendors.yml")

    assert workflow["permissions"] == {"contents": "read"}
    assert (
        "pull_request_target" not in workflow[True]
    )  # YAML 1.1, as GitHub's own reader, takes `on` for this


def test_the_hook_lets_open_questions_pass(root: Path) -> None:
    [hook] = read(root, ".pre-commit-hooks.yaml")

    assert hook["entry"] == "edscreen check --unanswered pass"
    assert re.search(hook["files"], "a/vendors/lumen.yaml")
    assert not re.search(hook["files"], "edscreen.yaml")
