"""The files for GitHub and GitLab are what those systems take, and run no text from outside in a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ci.conftest import Repository

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
    script = (root / "ci" / "screening.py").read_text(encoding="utf-8")
    page = (root / "docs" / "ci.md").read_text(encoding="utf-8")

    handed = {f"EDSCREEN_{name.upper().replace('-', '_')}": name for name in action["inputs"]}
    for variable, name in handed.items():
        assert environment.pop(variable) == f"${{{{ inputs.{name} }}}}"
    assert environment == {"EDSCREEN_PYTHON": "${{ steps.install.outputs.python }}"}
    assert [variable for variable in handed if f'"{variable}"' not in script] == []
    assert [name for name in action["inputs"] if f"| `{name}` |" not in page] == []


def test_what_nobody_sets_is_left_to_the_policy(root: Path) -> None:
    given = {name: each.get("default") for name, each in read(root, "action.yml")["inputs"].items()}

    assert given == {"profiles": None, "policy": "", "fail-on": "", "unanswered": "pass", "site": ""}


@pytest.mark.skipif(sys.platform == "win32", reason="the runner's bash is not at hand")
@pytest.mark.parametrize("elsewhere", ['cd "$RUNNER_TEMP"', ":"])
def test_no_code_of_the_checkout_runs_in_the_actions_steps(
    root: Path, repository: Repository, tmp_path: Path, elsewhere: str
) -> None:
    """They run in another folder, and would not look for modules in the checkout either."""
    trace = repository.plant()
    (tmp_path / "runner").mkdir()
    environment = {
        "GITHUB_ACTION_PATH": str(root),
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_WORKSPACE": str(repository.folder),
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "EDSCREEN_PYTHON": sys.executable,
        "EDSCREEN_PROFILES": "vendors",
        "PIP_NO_INDEX": "1",  # the installation gets as far as asking for packages
    }

    ended = []
    for step in read(root, "action.yml")["runs"]["steps"]:
        assert 'cd "$RUNNER_TEMP"\n' in step["run"]
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step["run"].replace('cd "$RUNNER_TEMP"', elsewhere)],
            cwd=repository.folder,
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        ended.append((done.returncode, done.stdout + done.stderr))

    assert not trace.exists(), trace.read_text()
    assert "No matching distribution" in ended[0][1]
    assert ended[1][0] == 0, ended[1][1]


@pytest.mark.parametrize("name", ["action.yml", f"{DISTRICT}/.gitlab-ci.yml"])
def test_every_interpreter_is_kept_from_modules_where_it_runs(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    started = re.findall(
        r"""^[ -]*(?:"\$(?:python|bin/python|EDSCREEN_PYTHON)"|python|pip) (\S+)""", text, re.MULTILINE
    )

    assert len(started) >= 3
    assert set(started) == {"-I"}


def test_the_workflow_has_no_more_rights_than_it_needs(root: Path) -> None:
    workflow = read(root, f"{DISTRICT}/.github/workflows/screen-vendors.yml")

    assert workflow["permissions"] == {"contents": "read"}


def test_the_workflow_runs_for_whatever_reaches_the_main_branch_and_for_all_of_it(root: Path) -> None:
    workflow = read(root, f"{DISTRICT}/.github/workflows/screen-vendors.yml")
    events = workflow[True]  # YAML 1.1, as GitHub's own reader, takes `on` for this

    assert set(events) == {"pull_request", "merge_group", "push", "schedule"}
    # A pull request that was screened for another branch is screened anew where it is turned to this one. A
    # check that has to pass must not be one that some pull requests never start, as it were with `paths`.
    assert events["pull_request"] == {
        "branches": ["main"],
        "types": ["opened", "synchronize", "reopened", "edited"],
    }
    assert events["push"] == {"branches": ["main"]}


def test_the_hook_lets_open_questions_pass_and_leaves_to_edscreen_what_a_profile_is(root: Path) -> None:
    [hook] = read(root, ".pre-commit-hooks.yaml")

    assert hook["entry"] == "edscreen check --unanswered pass"
    assert hook["args"] == ["vendors"]
    assert hook["pass_filenames"] is False
    assert re.search(hook["files"], "vendors/math/lumen.YAML")
    assert not re.search(hook["files"], "edscreen.yaml")
