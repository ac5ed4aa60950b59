"""The sample repository is screened as its own workflow files do it, and its reports are current."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTRICT = "examples/district-repo"
IDENTITY = ("-c", "user.name=Office", "-c", "user.email=office@district.example")
BIN = str(Path(sys.executable).parent)


@pytest.fixture
def district(root: Path, tmp_path: Path) -> Path:
    """The sample repository, checked out."""
    copy = tmp_path / "district"
    shutil.copytree(root / DISTRICT, copy)
    git(copy, "init", "--quiet", "--initial-branch=main")
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", "all")
    return copy


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def read(root: Path, name: str) -> Any:
    return yaml.safe_load((root / DISTRICT / name).read_text(encoding="utf-8"))


def same(root: Path, report: Path, made: Path) -> bool:
    return made.read_bytes() == (root / DISTRICT / "reports" / report).read_bytes()


def test_on_github_the_workflow_makes_the_reports_that_the_repository_holds(
    root: Path, district: Path, tmp_path: Path
) -> None:
    workflow = read(root, ".github/workflows/screen-vendors.yml")
    [step] = [step for step in workflow["jobs"]["screen"]["steps"] if step.get("id") == "edscreen"]
    inputs = {f"EDSCREEN_{name.upper().replace('-', '_')}": value for name, value in step["with"].items()}
    runner = {
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_WORKSPACE": str(district),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "RUNNER_TEMP": str(tmp_path),
    }

    script = str(root / "ci" / "screen_for_github.py")
    done = run([sys.executable, "-I", "-X", "utf8", script], tmp_path, inputs | runner)
    outputs = dict(line.split("=") for line in (tmp_path / "output").read_text(encoding="utf-8").splitlines())

    assert done.returncode == 1, done.stdout + done.stderr
    assert same(root, Path("screening.sarif"), Path(outputs["sarif-file"]))
    assert same(root, Path("screening.md"), Path(outputs["summary-file"]))
    assert "::warning file=vendors/quillfire-writing.yaml,line=" in done.stdout
    assert "policy edscreen.yaml: options of 1 rule changed, 2 waivers used" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="GitLab's job runs in a Linux container")
def test_on_gitlab_the_job_makes_the_reports_that_the_repository_holds(root: Path, district: Path) -> None:
    job = read(root, ".gitlab-ci.yml")["screen-vendors"]
    variables = {**job["variables"], "EDSCREEN_FOLDER": str(root), "CI_PIPELINE_SOURCE": "push"}

    done = run(["bash", "-c", "\n".join(["set -e", *job["script"]])], district, variables)

    assert done.returncode == 1, done.stdout + done.stderr
    assert same(root, Path("screening.junit.xml"), district / "edscreen.junit.xml")
    assert same(root, Path("screening.sarif"), district / "edscreen.sarif")
    assert same(root, Path("screening.md"), district / "edscreen-summary.md")


def test_the_owners_of_what_decides_a_screening_have_to_agree_to_its_change(root: Path) -> None:
    lines = (root / DISTRICT / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = {line.split()[0] for line in lines if not line.startswith("#")}
    books = {f"/{PurePosixPath(book)}/" for book in read(root, "edscreen.yaml")["rule_books"]}

    assert [name for name in owned if not (root / DISTRICT / name.strip("/")).exists()] == []
    assert owned == books | {
        "/edscreen.yaml",
        "/.github/",
        "/.gitlab-ci.yml",
        "/.pre-commit-config.yaml",
        "/CODEOWNERS",
    }
