"""The installed command, as a shell runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def command() -> str:
    """The path of the installed command."""
    found = shutil.which("edscreen", path=str(Path(sys.executable).parent))
    assert found, "edscreen is not installed beside this Python: run pip install -e '.[dev]'"
    return found


@pytest.fixture
def edscreen(command: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed command in an empty folder, with no terminal."""

    def run(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
        # Unbuffered, what a run has written by the time a pipe closes would hang on the machine it runs on.
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        usual = {"stdout": subprocess.PIPE, "cwd": tmp_path, "timeout": 60, "env": plain}
        if "input" not in settings:
            usual["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [command, *arguments],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            **{**usual, **settings},
        )

    return run


@pytest.fixture
def profile(tmp_path: Path) -> Callable[..., str]:
    """Write a profile and give its name."""

    def write(text: str = "", name: str = "lumen.yaml") -> str:
        head = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading, version: 4.10}\n"
        (tmp_path / name).write_text(head + text, encoding="utf-8")
        return name

    return write
