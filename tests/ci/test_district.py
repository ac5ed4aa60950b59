"""The sample repository is screened as its own workflow files do it, and its reports are current."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
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
    runner = {"GITHUB_EVENT_NAME": "push", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}

    done = run([sys.executable, str(root / "ci" / "screen_for_github.py")], district, inputs | runner)

    assert done.returncode == 1, done.stdout + done.stderr
    assert same(root, Path("screening.sarif"), district / "edscreen.sarif")
    assert same(root, Path("screening.md"), district / "edscreen-summary.md")
    assert "::warning file=vendors/quillfire-writing.yaml,line=" in done.stdout
    assert "policy edscreen.yaml: options of 1 rule changed, 2 waivers used" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="GitLab's job runs in a Linux container")
@pytest.mark.parametrize("request_from", [None, "inside", "outside"])
def test_on_gitlab_the_job_runs_as_it_stands(root: Path, district: Path, request_from: str | None) -> None:
    script = "\nset -e\n".join(read(root, ".gitlab-ci.yml")["screen-vendors"]["script"])
    variables = {}
    if request_from:
        base = git(district, "rev-parse", "HEAD")
        policy = district / "edscreen.yaml"
        policy.write_text("edscreen_policy: 1\nfail_on: never\n", encoding="utf-8")
        git(district, "commit", "--quiet", "--all", "--message", "soften")
        source = "7" if request_from == "inside" else "8"
        variables = {
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_MERGE_REQUEST_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": source,
        }

    done = run(["bash", "-c", script], district, variables)

    assert done.returncode == 1, done.stdout + done.stderr
    assert (district / "edscreen.junit.xml").is_file()
    if request_from is None:
        assert same(root, Path("screening.junit.xml"), district / "edscreen.junit.xml")
    by_vendor = "word by --prepared-by" in " ".join(done.stdout.split())
    assert by_vendor is (request_from == "outside")
