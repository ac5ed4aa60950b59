"""The GitHub action as its runner calls it: what it says, hands on and refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ci.conftest import GitHub, Repository

FLAGGED = (
    "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: New Math, subjects: [math], grades: [3]}\n"
    "dosage: [{minutes: 60, per: week, scope: total}]\n"
)


def test_a_push_is_screened_by_the_policy_that_it_holds(github: GitHub) -> None:
    done = github.run()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "::warning file=vendors/old.yaml,line=5," in done.stdout
    assert "Old Math" in github.summary
    assert github.outputs["exit-code"] == "0"
    assert json.loads(Path(github.outputs["sarif-file"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path(github.outputs["summary-file"]).read_text(encoding="utf-8") + "\n" == github.summary


@pytest.mark.parametrize(("fail_on", "code"), [("", 1), ("red", 0)])
def test_without_the_input_the_policy_says_what_fails(
    github: GitHub, repository: Repository, fail_on: str, code: int
) -> None:
    repository.commit(
        {"edscreen.yaml": "edscreen_policy: 1\nfail_on: caution\nrules: {screen-time: {severity: caution}}\n"}
    )

    assert github.run(fail_on=fail_on).returncode == code


def test_an_invalid_profile_is_an_error_and_fails(github: GitHub, repository: Repository) -> None:
    repository.commit({"vendors/new.yaml": "edscreen: 1\nvendr: {}\n"})

    done = github.run()

    assert done.returncode == 2
    assert "::error file=vendors/new.yaml,line=2" in done.stdout


@pytest.mark.parametrize("text", ["::warning::forged", "##[error]forged", "%0A::error::forged"])
def test_a_vendors_words_are_no_commands(github: GitHub, repository: Repository, text: str) -> None:
    quoted = json.dumps(f"x\n{text}")
    repository.commit(
        {"vendors/new.yaml": f"edscreen: 1\nvendor: {{name: {quoted}}}\nproduct: {{nam: {quoted}}}\n"}
    )

    commands = []
    stopped = ""
    for line in github.run().stdout.splitlines():
        if line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        elif stopped:
            stopped = "" if line == f"::{stopped}::" else stopped
        elif line.strip():
            commands.append(line)

    assert not stopped
    assert commands
    assert all(line.startswith(("::error file=", "::warning file=", "::notice")) for line in commands)
    assert not any("##[" in line for line in commands)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"profiles": " "}, "the setting 'profiles' names no file or folder"),
        ({"policy": "none.yaml"}, "there is no policy none.yaml"),
        ({"policy": "../elsewhere.yaml"}, "the policy ../elsewhere.yaml lies outside the repository"),
    ],
)
def test_what_is_set_up_wrongly_is_said(github: GitHub, inputs: dict[str, str], says: str) -> None:
    done = github.run("push", None, **inputs)

    assert done.returncode == 2
    assert says in done.stdout
    assert github.outputs == {"exit-code": "2", "sarif-file": "", "summary-file": ""}


@pytest.mark.parametrize("event", ["pull_request_target", "pull_request_review", "workflow_run", ""])
def test_an_event_of_which_it_does_not_know_whose_files_are_there_is_refused(
    github: GitHub, event: str
) -> None:
    done = github.run(event)

    assert done.returncode == 2
    assert "run the action on pull_request, merge_group, push, schedule, workflow_dispatch" in done.stdout


@pytest.mark.parametrize("event", ["schedule", "workflow_dispatch"])
def test_a_branch_as_it_stands_is_screened_by_its_own_policy(github: GitHub, event: str) -> None:
    assert "::warning file=vendors/old.yaml" in github.run(event).stdout


@pytest.mark.parametrize("event", [{"pull_request": {}}, {"pull_request": {"base": 1, "head": {}}}, []])
def test_what_goes_wrong_inside_is_no_red_flag(github: GitHub, event: dict[str, object]) -> None:
    done = github.run("pull_request", event)

    assert done.returncode == 4
    assert done.stderr == ""
    assert "Error (exit code 4)" in done.stdout
    assert github.outputs == {"exit-code": "4", "sarif-file": "", "summary-file": ""}


def test_a_screening_that_is_stopped_is_no_red_flag(root: Path, tmp_path: Path) -> None:
    """A process that a signal ends has an exit code of its own, which is none of edscreen's."""
    code = (
        f"import sys; sys.path.insert(0, {str(root / 'ci')!r}); import screening; "
        "sys.exit(screening.guarded(lambda: -9, print))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, cwd=tmp_path
    )

    assert (done.returncode, done.stderr) == (4, "")


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_reports_are_never_what_the_checkout_holds(
    github: GitHub, repository: Repository, tmp_path: Path, kind: str
) -> None:
    aim = tmp_path / "aim.txt"
    aim.write_text("untouched", encoding="utf-8")
    for name in ("edscreen.sarif", "edscreen-summary.md"):
        planted = repository.folder / name
        if kind == "file":
            planted.write_text("forged", encoding="utf-8")
        elif kind == "folder":
            planted.mkdir()
            (planted / "x").write_text("forged", encoding="utf-8")
        else:
            planted.symlink_to(aim)
    repository.commit({"vendors/new.yaml": FLAGGED})

    github.run()

    assert "New Math" in github.summary
    assert "forged" not in github.summary
    for name in ("sarif-file", "summary-file"):
        assert Path(github.outputs[name]).is_relative_to(github.temp)
    assert aim.read_text(encoding="utf-8") == "untouched"
    assert repository.git("status", "--porcelain") == ""


def test_where_nothing_could_be_written_no_planted_file_is_passed_on(
    github: GitHub, repository: Repository
) -> None:
    repository.commit({"edscreen.sarif": "forged", "edscreen-summary.md": "forged"})

    done = github.run(fail_on="none of these")

    assert done.returncode == 2
    assert github.outputs == {"exit-code": "2", "sarif-file": "", "summary-file": ""}
