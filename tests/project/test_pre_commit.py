"""The hook for pre-commit, run by pre-commit itself in a repository with vendors; no network is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("pre-commit")  # the hook is installed once, by one process
IDENTITY = ("-c", "user.name=Office", "-c", "user.email=office@district.example")
OPEN = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
FLAGGED = f"{OPEN}dosage: [{{minutes: 60, per: week, scope: total}}]\n"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, check=True)


@pytest.fixture(scope="module")
def hook(check_out: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository that pre-commit takes the hook from, and installs it once for all tests."""
    repository = check_out(tmp_path_factory.mktemp("hook") / "edscreen")
    git(repository, "init", "--quiet")
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--message", "all")
    git(repository, "tag", "released")
    return repository


def committed(hook: Path, folder: Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    taken = [{"repo": str(hook), "rev": "released", "hooks": [{"id": "edscreen"}]}]
    (folder / ".pre-commit-config.yaml").write_text(json.dumps({"repos": taken}), encoding="utf-8")
    git(folder, "add", "--all")
    # What the hook's environment needs is at hand here already, so that nothing has to be asked of a network.
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    here = {"PYTHONPATH": sysconfig.get_path("purelib"), "PRE_COMMIT_HOME": str(hook.parent / "pre-commit")}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=folder,
        env={**os.environ, **offline, **here},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=180,
    )


def test_a_commit_is_stopped_by_a_flag_and_not_by_an_open_question(hook: Path, tmp_path: Path) -> None:
    district = tmp_path / "district"

    passed = committed(hook, district, "vendors/open.yaml", OPEN)
    stopped = committed(hook, district, "vendors/flagged.yaml", FLAGGED)

    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
    assert stopped.returncode == 1
    assert "vendors/flagged.yaml:4:20  dosage[0].minutes: 60" in stopped.stdout
    assert "exit code: 1" in stopped.stdout


def test_other_yaml_files_beside_the_profiles_do_not_stop_a_commit(hook: Path, tmp_path: Path) -> None:
    district = tmp_path / "district"
    committed(hook, district, "vendors/open.yaml", OPEN)

    done = committed(hook, district, "vendors/notes.yaml", "- ask for the study\n")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_files_elsewhere_are_none_of_its_business(hook: Path, tmp_path: Path) -> None:
    done = committed(hook, tmp_path / "district", "notes.yaml", FLAGGED)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no files to check" in done.stdout
