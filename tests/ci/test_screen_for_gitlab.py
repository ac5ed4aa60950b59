"""The job for GitLab as its runner runs it, line by line; only what needs a network is left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from tests.ci.conftest import Repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="GitLab's job runs in a Linux container")

DISTRICT = "examples/district-repo"
LAX = "edscreen_policy: 1\nrules: {screen-time: off}\nfail_on: never\n"
STRICT = "edscreen_policy: 1\n"
FLAGGED = (
    "edscreen: 1\nprepared: {role: district}\nvendor: {name: Lumen Learning}\n"
    "product: {name: New Math, subjects: [math], grades: [3]}\n"
    "dosage: [{minutes: 60, per: week, scope: total}]\n"
)
# edscreen is there already, so it is neither cloned nor installed.
AT_HAND = """\
set -e
git() { case "$1 $3" in clone*|*checkout) ;; *) command git "$@" ;; esac; }
python() { case "$*" in *" pip "*) ;; *) command python "$@" ;; esac; }
"""


class GitLab:
    """The runner of GitLab, with a merge request checked out and the project as its origin."""

    def __init__(self, root: Path, repository: Repository) -> None:
        self._root = root
        self._repository = repository
        origin = repository.folder.parent / "project.git"
        repository.git("clone", "--quiet", "--bare", str(repository.folder), str(origin))
        repository.git("remote", "add", "origin", str(origin))
        repository.git("fetch", "--quiet", "origin")

    def push(self) -> None:
        """Make the main branch the project's."""
        self._repository.git("push", "--quiet", "origin", "main")

    def merge_request(self, source: str = "7", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the job for a merge request from a project; 7 is the one that it goes to."""
        told = {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": source,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self._repository.git("merge-base", "origin/main", "HEAD"),
        }
        return self.run(told | variables)

    def run(self, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run the job's lines."""
        job: Any = yaml.safe_load((self._root / DISTRICT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        job = job["screen-vendors"]
        lines = "\n".join([*job["before_script"], *job["script"]])
        told = {
            **job["variables"],
            "EDSCREEN_FOLDER": str(self._root),
            "CI_PROJECT_DIR": str(self._repository.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            **variables,
        }
        return subprocess.run(
            ["bash", "-c", AT_HAND + lines],
            cwd=self._repository.folder,
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


@pytest.fixture
def gitlab(root: Path, repository: Repository) -> GitLab:
    return GitLab(root, repository)


def test_the_main_branch_is_screened_by_its_own_policy(gitlab: GitLab, repository: Repository) -> None:
    repository.commit({"edscreen.yaml": "edscreen_policy: 1\nfail_on: caution\n"})

    done = gitlab.run({"CI_PIPELINE_SOURCE": "push"})

    assert done.returncode == 1, done.stdout + done.stderr
    assert "Old Math" in (repository.folder / "edscreen-summary.md").read_text(encoding="utf-8")
    assert (repository.folder / "edscreen.junit.xml").is_file()
    assert (repository.folder / "edscreen.sarif").is_file()


@pytest.mark.parametrize("source", ["7", "8"])
def test_the_policy_is_that_of_the_branch_as_it_is_now(
    gitlab: GitLab, repository: Repository, source: str
) -> None:
    """However lax it was where the merge request parted from it, and whatever that makes of it."""
    lax = repository.commit({"edscreen.yaml": LAX})
    repository.commit({"edscreen.yaml": STRICT})
    gitlab.push()
    repository.git("switch", "--quiet", "--create", "proposal", lax)
    repository.commit({"vendors/new.yaml": FLAGGED, "edscreen.yaml": f"{LAX}# still\n"})

    done = gitlab.merge_request(source)

    assert done.returncode == 1, done.stdout + done.stderr


def test_a_tag_is_not_taken_for_the_branch(gitlab: GitLab, repository: Repository) -> None:
    repository.commit({"edscreen.yaml": LAX})
    repository.git("tag", "main")
    repository.git("push", "--quiet", "origin", "refs/tags/main")
    repository.git("tag", "--delete", "main")
    repository.commit({"edscreen.yaml": STRICT})
    repository.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.commit({"vendors/new.yaml": FLAGGED})

    assert gitlab.merge_request().returncode == 1


def test_of_a_fork_only_what_it_brings_is_screened_as_the_vendors_word(
    gitlab: GitLab, repository: Repository
) -> None:
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.commit({"vendors/new.yaml": FLAGGED})

    inside = gitlab.merge_request("7")
    outside = gitlab.merge_request("8")

    assert "Old Math" in inside.stdout
    assert "word by --prepared-by" not in " ".join(inside.stdout.split())
    assert "New Math" in outside.stdout
    assert "Old Math" not in outside.stdout
    assert "word by --prepared-by" in " ".join(outside.stdout.split())


def test_a_fork_that_brings_no_profile_passes(gitlab: GitLab, repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "proposal")
    repository.commit({"README.md": "Hello.\n", "edscreen-summary.md": "forged"})

    done = gitlab.merge_request("8")

    assert done.returncode == 0
    assert "nothing was screened" in done.stdout
    assert not (repository.folder / "edscreen-summary.md").exists()


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_reports_are_never_what_the_merge_request_holds(
    gitlab: GitLab, repository: Repository, tmp_path: Path, kind: str
) -> None:
    aim = tmp_path / "aim.txt"
    aim.write_text("untouched", encoding="utf-8")
    for name in ("edscreen.sarif", "edscreen-summary.md", "edscreen.junit.xml"):
        planted = repository.folder / name
        if kind == "file":
            planted.write_text("forged", encoding="utf-8")
        elif kind == "folder":
            planted.mkdir()
            (planted / "x").write_text("forged", encoding="utf-8")
        else:
            planted.symlink_to(aim)
    repository.commit({"vendors/new.yaml": FLAGGED})

    done = gitlab.merge_request()

    assert "New Math" in done.stdout
    assert "New Math" in (repository.folder / "edscreen-summary.md").read_text(encoding="utf-8")
    assert aim.read_text(encoding="utf-8") == "untouched"


@pytest.mark.parametrize("source", ["7", "8"])
def test_no_code_of_a_merge_request_runs(gitlab: GitLab, repository: Repository, source: str) -> None:
    trace = repository.plant()
    repository.commit({"vendors/new.yaml": FLAGGED})

    done = gitlab.merge_request(source)

    assert not trace.exists(), trace.read_text()
    assert "New Math" in done.stdout


def test_a_fork_does_not_vouch_for_itself(gitlab: GitLab) -> None:
    done = gitlab.merge_request("8", CI_PROJECT_ID="8")

    assert done.returncode == 2
    assert "this pipeline runs in the fork" in done.stderr


@pytest.mark.parametrize(
    ("variables", "code", "says"),
    [
        ({"CI_PIPELINE_SOURCE": "external_pull_request_event"}, 2, "'external_pull_request_event'"),
        ({"EDSCREEN_PROFILES": ""}, 2, "the setting 'profiles' names no file or folder"),
        ({"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "gone"}, 2, "git fetch failed"),
    ],
)
def test_what_cannot_be_screened_is_said(
    gitlab: GitLab, variables: dict[str, str], code: int, says: str
) -> None:
    done = gitlab.merge_request(**variables)

    assert done.returncode == code
    assert says in done.stderr
