"""What belongs to the project, and a clean copy of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

# What a working folder holds that is not the project's, for one that came without git.
LEFT_BEHIND = {"__pycache__", "build", "dist", "node_modules", "venv"}


@pytest.fixture(scope="session")
def project_files(root: Path) -> list[PurePosixPath]:
    """Every file of the project, as it stands in the working folder."""
    names = names_in_git(root) or [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if not any(map(is_left_behind, path.relative_to(root).parts[:-1]))
    ]
    return [PurePosixPath(name) for name in sorted(names) if (root / name).is_file()]


def names_in_git(root: Path) -> list[str]:
    """The names of the files that git keeps; none where there is no git or this folder is not its own."""
    if not shutil.which("git") or not (root / ".git").exists():
        return []
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False).stdout
    return [name for name in listed.decode().split("\0") if name]


def is_left_behind(folder: str) -> bool:
    """Whether a folder of this name belongs to a tool or an environment."""
    hidden = folder.startswith(".") and folder not in {".ci", ".github"}
    return hidden or folder in LEFT_BEHIND or folder.endswith(".egg-info")


@pytest.fixture(scope="session")
def check_out(root: Path, project_files: list[PurePosixPath]) -> Callable[[Path], Path]:
    """Make a clean copy of the project, as a fresh clone has it."""

    def copy_to(folder: Path) -> Path:
        for file in project_files:
            copy = folder / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / file, copy)
        return folder

    return copy_to
