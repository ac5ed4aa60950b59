"""The GitHub action as its runner calls it: pushes, pull requests, and pull requests from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Screened = Callable[..., subprocess.CompletedProcess[str]]

PROFILE = """\
edscreen: 1
prepared: {{role: district}}
vendor: {{name: Lumen Learning}}
product: {{name: {name}, subjects: [math], grades: [3]{more}}}
dosage: [{{minutes: 60, per: week, scope: total}}]
"""
POLICY = "edscreen_policy: 1\nrules: {screen-time: {severity: caution}}\n"
SOFTENED = "edscreen_policy: 1\nrules: {screen-time: off}\nfail_on: never\n"


class Repository:
    """A district's repository with a branch, and what the runner tells of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Office", "-c", "user.email=office@district.example")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.folder, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout.strip()

    def commit(self, **files: str) -> str:
        """Write files, named with two underscores for a slash and one for a dot, and commit them."""
        for name, text in files.items():
            path = self.folder / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")
        return self.git("rev-parse", "HEAD")


def profile(name: str, more: str = "") -> str:
    return PROFILE.format(name=name, more=more)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "repository").mkdir()
    made = Repository(tmp_path / "repository")
    made.commit(vendors__old_yaml=profile("Old Math"), edscreen_yaml=POLICY)
    return made


@pytest.fixture
def screened(root: Path, repository: Repository, tmp_path: Path) -> Screened:
    """Run the action's step as the runner does, for an event and with inputs."""

    def run(
        name: str = "push", event: dict[str, Any] | None = None, **inputs: str
    ) -> subprocess.CompletedProcess[str]:
        (tmp_path / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
        given = {"profiles": "vendors", "fail_on": "red", "unanswered": "pass", **inputs}
        settings = {f"EDSCREEN_{key.upper()}": value for key, value in given.items()}
        runner = {
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
        }
        return subprocess.run(
            [sys.executable, str(root / "ci" / "screen_for_github.py")],
            cwd=repository.folder,
            env={**os.environ, **settings, **runner},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


def request(base: str, head_repository: str = "district/vendors") -> dict[str, Any]:
    return {
        "pull_request": {
            "base": {"sha": base, "repo": {"full_name": "district/vendors"}},
            "head": {"repo": {"full_name": head_repository}},
        }
    }


def outputs(tmp_path: Path) -> dict[str, str]:
    lines = (tmp_path / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_a_push_is_screened_by_the_policy_that_it_holds(screened: Screened, tmp_path: Path) -> None:
    done = screened()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "::warning file=vendors/old.yaml,line=5," in done.stdout
    assert "Old Math" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    written = outputs(tmp_path)
    assert written["exit-code"] == "0"
    sarif = json.loads((tmp_path / "repository" / written["sarif-file"]).read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0"


def test_a_pull_request_cannot_soften_its_own_screening(screened: Screened, repository: Repository) -> None:
    base = repository.commit(edscreen_yaml="edscreen_policy: 1\n")
    repository.commit(edscreen_yaml=SOFTENED, vendors__new_yaml=profile("New Math"))

    assert screened("push").returncode == 0
    done = screened("pull_request", request(base))

    assert done.returncode == 1, done.stdout + done.stderr
    assert not (repository.folder / ".edscreen-base").exists()
    assert "worktree" not in repository.git("worktree", "list").partition("\n")[2]


def test_rule_books_come_from_the_branch_to_be_merged_into(
    screened: Screened, repository: Repository
) -> None:
    policy = "edscreen_policy: 1\nrule_books: [./our-rules]\n"
    rule = (
        "from edscreen.rulekit import flags, rule\n\n"
        '@rule(id="ours", title="Ours?", family="ours", severity="note", ask_vendor="?", sources=())\n'
        "def ours():\n    return flags({!r})\n"
    )
    base = repository.commit(edscreen_yaml=policy, **{"our-rules__ours__rule_py": rule.format("The base's.")})
    repository.commit(**{"our-rules__ours__rule_py": rule.format("The pull request's.")})

    done = screened("pull_request", request(base), fail_on="never")

    assert "The base's." in done.stdout
    assert "The pull request's." not in done.stdout


def test_what_comes_from_outside_is_the_vendors_word_and_all_that_is_screened(
    screened: Screened, repository: Repository
) -> None:
    base = repository.git("rev-parse", "HEAD")
    brought = profile("New Platform", ", category: platform")
    repository.commit(vendors__new_yaml=brought, vendors__notes_yaml="- a list\n")

    inside = screened("pull_request", request(base), fail_on="caution")
    outside = screened("pull_request", request(base, "somebody/vendors"), fail_on="caution")

    assert "old.yaml" in inside.stdout
    assert "New Platform" not in inside.stdout
    assert "old.yaml" not in outside.stdout
    assert "::warning file=vendors/new.yaml" in outside.stdout
    assert (inside.returncode, outside.returncode) == (1, 1)


def test_a_pull_request_whose_repository_is_gone_comes_from_outside(
    screened: Screened, repository: Repository
) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.commit(vendors__new_yaml=profile("New Math"))
    event = request(base)
    event["pull_request"]["head"]["repo"] = None

    assert "old.yaml" not in screened("pull_request", event).stdout


def test_of_a_merge_the_changes_are_those_of_the_pull_request(
    screened: Screened, repository: Repository
) -> None:
    stale = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "vendor")
    repository.commit(vendors__new_yaml=profile("New Math"))
    repository.git("switch", "--quiet", "main")
    repository.commit(vendors__meanwhile_yaml=profile("Meanwhile Math"))
    repository.git("merge", "--quiet", "--no-edit", "vendor")

    done = screened("pull_request", request(stale, "somebody/vendors"))

    assert "vendors/new.yaml" in done.stdout
    assert "meanwhile" not in done.stdout


def test_where_nothing_is_brought_nothing_is_screened(screened: Screened, repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.commit(README_md="Hello.\n")

    done = screened("pull_request", request(base, "somebody/vendors"))

    assert done.returncode == 0
    assert "nothing was screened" in done.stdout


def test_an_invalid_profile_is_an_error_and_fails(screened: Screened, repository: Repository) -> None:
    repository.commit(vendors__new_yaml="edscreen: 1\nvendr: {}\n")

    done = screened()

    assert done.returncode == 2
    assert "::error file=vendors/new.yaml,line=2" in done.stdout


@pytest.mark.parametrize("text", ["::warning::forged", "##[error]forged", "%0A::error::forged"])
def test_a_vendors_words_are_no_commands(screened: Screened, repository: Repository, text: str) -> None:
    quoted = json.dumps(f"x\n{text}")
    repository.commit(
        vendors__new_yaml=f"edscreen: 1\nvendor: {{name: {quoted}}}\nproduct: {{nam: {quoted}}}\n"
    )

    commands = []
    stopped = ""
    for line in screened().stdout.splitlines():
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
        ({"profiles": " "}, "the input 'profiles' names no file or folder"),
        ({"policy": "none.yaml"}, "there is no policy none.yaml"),
    ],
)
def test_what_is_set_up_wrongly_is_said(screened: Screened, inputs: dict[str, str], says: str) -> None:
    done = screened(**inputs)

    assert done.returncode == 2
    assert says in done.stdout


def test_a_pull_request_may_not_take_the_base_branchs_place(
    screened: Screened, repository: Repository
) -> None:
    base = repository.git("rev-parse", "HEAD")
    (repository.folder / ".edscreen-base").mkdir()
    (repository.folder / ".edscreen-base" / "edscreen.yaml").write_text(SOFTENED, encoding="utf-8")

    done = screened("pull_request", request(base))

    assert done.returncode == 2
    assert ".edscreen-base" in done.stdout
