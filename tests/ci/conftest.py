"""A district's repository, and the systems that screen what is proposed for it, as far as they run here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """\
edscreen: 1
prepared: {{role: district}}
vendor: {{name: Lumen Learning}}
product: {{name: {name}, subjects: [math], grades: [3]{more}}}
dosage: [{{minutes: 60, per: week, scope: total}}]
"""
POLICY = "edscreen_policy: 1\nrules: {screen-time: {severity: caution}}\n"
PLANTED = ("venv", "pip", "edscreen", "screening", "json", "subprocess", "site", "sitecustomize")
"""Modules whose namesakes in a checkout would run, if Python looked there."""


class Repository:
    """A district's repository with a branch, checked out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Office", "-c", "user.email=office@district.example")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.folder, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout.strip()

    def commit(self, files: dict[str, str | bytes]) -> str:
        """Write files and commit all that is there."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def plant(self) -> Path:
        """Commit modules that give themselves away where they run, and return the file that they write."""
        trace = self.folder.parent / "planted-code-ran"
        code = f"open({str(trace)!r}, 'a').write(__name__ + ' ')\n"
        folders = {f"{name}/{file}.py": code for name in PLANTED for file in ("__init__", "__main__")}
        self.commit({**folders, **{f"{name}.py": code for name in PLANTED}})
        return trace


class GitHub:
    """The runner of GitHub, which checks out the repository and runs the action's last step there."""

    def __init__(self, script: Path, repository: Repository, folder: Path) -> None:
        self._script = script
        self._repository = repository
        self.temp = folder / "runner temp"
        self.temp.mkdir()
        self._folder = folder
        self.commit = ""
        """The commit of the run, where it is not what is checked out."""

    def run(
        self, name: str = "push", event: dict[str, Any] | None = None, **inputs: str
    ) -> subprocess.CompletedProcess[str]:
        """Screen what is checked out, for an event and with inputs."""
        (self._folder / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
        self._output.unlink(missing_ok=True)
        given = {"profiles": "vendors", "unanswered": "pass", **inputs}
        settings = {f"EDSCREEN_{key.upper()}": value for key, value in given.items()}
        runner = {
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(self._folder / "event.json"),
            "GITHUB_WORKSPACE": str(self._repository.folder),
            "GITHUB_SHA": self.commit or self._repository.head,
            "GITHUB_STEP_SUMMARY": str(self._folder / "summary.md"),
            "GITHUB_OUTPUT": str(self._output),
            "RUNNER_TEMP": str(self.temp),
        }
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(self._script)],
            cwd=self._repository.folder,
            env={**os.environ, **settings, **runner},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def pull_request(
        self, base: str, repository: str | None = "district/vendors", head: str = "", **inputs: str
    ) -> subprocess.CompletedProcess[str]:
        """Screen a pull request; by default its head is what is checked out."""
        ours = {"full_name": "district/vendors"}
        theirs = {"full_name": repository} if repository else None
        event = {
            "base": {"sha": base, "repo": ours},
            "head": {"sha": head or self._repository.head, "repo": theirs},
        }
        return self.run("pull_request", {"pull_request": event}, **inputs)

    @property
    def _output(self) -> Path:
        return self._folder / "output"

    @property
    def outputs(self) -> dict[str, str]:
        """What the step told those behind it."""
        lines = self._output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return (self._folder / "summary.md").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "repository").mkdir()
    made = Repository(tmp_path / "repository")
    made.commit({"vendors/old.yaml": PROFILE.format(name="Old Math", more=""), "edscreen.yaml": POLICY})
    return made


@pytest.fixture
def github(root: Path, repository: Repository, tmp_path: Path) -> GitHub:
    return GitHub(root / "ci" / "screen_for_github.py", repository, tmp_path)
