"""What is generated is current; the one command that renews it says so where it was forgotten."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

GENERATED = [
    "docs/blank.yaml",
    "docs/commands.md",
    "docs/policy.md",
    "docs/policy.schema.json",
    "docs/profile.md",
    "docs/profile.schema.json",
    "docs/report.schema.json",
    "docs/site-problems.md",
    "docs/site-signals.md",
]


def generate(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(top / "scripts/generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The command and the files that it makes as a whole, in a folder that a test may change."""
    shutil.copytree(root / "scripts", tmp_path / "scripts")
    for name in ("pyproject.toml", *GENERATED):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy2(root / name, tmp_path / name)
    return tmp_path


def test_everything_generated_is_current(root: Path, copy: Path) -> None:
    """But for what pages show: that is held where their commands are run."""
    shutil.copytree(root / "examples/district-repo", copy / "examples/district-repo")
    done = generate(copy, "--check")
    assert done.returncode == 0, done.stderr


def test_changes_by_hand_are_found_and_renewed(root: Path, copy: Path) -> None:
    for name in GENERATED:
        (copy / name).write_bytes((copy / name).read_bytes().replace(b"the", b"a", 1))
    found = generate(copy, "--check")
    assert found.returncode == 1
    assert found.stderr.splitlines() == [
        f"{name} is out of date: run python scripts/generate.py" for name in GENERATED
    ]

    assert generate(copy).stdout.splitlines() == [f"renewed {name}" for name in GENERATED]
    assert [name for name in GENERATED if (copy / name).read_bytes() != (root / name).read_bytes()] == []


def test_what_a_page_shows_is_found_and_renewed(root: Path, copy: Path) -> None:
    shutil.copytree(root / "examples", copy / "examples")
    page = copy / "docs/outcomes.md"
    text = (root / "docs/outcomes.md").read_text(encoding="utf-8")
    page.write_text(text.replace("RED FLAGS (1)", "RED FLAGS (7)"), encoding="utf-8")
    found = generate(copy, "--check")
    assert found.returncode == 1
    assert found.stderr == "docs/outcomes.md is out of date: run python scripts/generate.py\n"

    assert generate(copy).stdout == "renewed docs/outcomes.md\n"
    assert page.read_text(encoding="utf-8") == text


def test_a_missing_file_is_found_and_renewed(root: Path, copy: Path) -> None:
    shutil.rmtree(copy / "docs")
    assert generate(copy, "--check").returncode == 1
    assert generate(copy).returncode == 0
    for name in GENERATED:
        made = (copy / name).read_bytes()
        assert made == (root / name).read_bytes()
        assert made.endswith(b"\n")
        assert b"\r" not in made


def test_another_option_is_refused(root: Path) -> None:
    assert generate(root, "--chekc").returncode == 2
