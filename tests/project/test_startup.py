"""Start-up is lean: a command loads what it uses, told by the modules that a process really loaded."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# What reading a site takes.
SITE = {
    *("httpx", "httpcore", "asyncio", "anyio", "protego", "bs4", "lxml", "selectolax", "pypdf"),
    *("warcio", "playwright", "platformdirs"),
}

# What a command must leave unloaded.
UNWANTED = {
    "--version": {"typer", "click", "rich", "pydantic", "yaml", *SITE},
    "--help": {"pydantic", "yaml", *SITE},
    "check --help": {"yaml", *SITE},  # Typer itself reads a command's arguments with pydantic
    "site --help": {"yaml", *SITE},
    "check --format json examples/flagged.yaml": {"rich", *SITE},
    "check --format jsonl examples/": {"rich", *SITE},
}

# Runs the command line in-process and then says, on a line of its own, which packages it left loaded.
PROGRAM = """
import atexit, sys
packages = lambda: " ".join({name.partition(".")[0] for name in sys.modules})
atexit.register(lambda: sys.stderr.write("\\nloaded " + packages()))
sys.argv = ["edscreen", *sys.argv[1:]]
from edscreen.__main__ import main
sys.exit(main())
"""


def loaded(root: Path, *arguments: str) -> set[str]:
    """The top-level packages in memory at the end of a command."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout, done.stderr
    return set(done.stderr.rpartition("\nloaded ")[2].split())


def test_the_probe_sees_what_a_command_uses(root: Path) -> None:
    assert {"edscreen", "pydantic", "yaml"} <= loaded(
        root, "check", "--format", "json", "examples/flagged.yaml"
    )


def test_the_probe_sees_what_reading_a_site_takes(root: Path) -> None:
    seen = loaded(root, "site", "examples/demo-site/index.html")
    assert {"asyncio", "yaml"} <= seen
    assert seen & {"bs4", "selectolax"}


@pytest.mark.parametrize("command", UNWANTED)
def test_a_command_loads_only_what_it_uses(root: Path, command: str) -> None:
    assert not loaded(root, *command.split()) & UNWANTED[command]
