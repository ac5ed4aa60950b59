"""What `--help` of the commands that read a site says, in a terminal of 80 columns."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SHARED = [
    *("--max-pages", "--max-clicks", "--render", "--browser", "--save-evidence", "--no-cache"),
    *("--cache-dir", "--allow-host", "--proxy"),
]


@pytest.mark.parametrize("name", ["check", "site"])
def test_the_options_about_the_site_stand_together_under_a_heading(edscreen: Run, name: str) -> None:
    done = edscreen(name, "--help", env={**os.environ, "COLUMNS": "80"})

    before, _, panel = done.stdout.partition("The vendor's site ─")
    assert [option for option in SHARED if option in before] == []
    begun = [line.split()[1] for line in panel.splitlines() if line.startswith("│ --")]
    assert [option for option in begun if option in SHARED] == SHARED


@pytest.mark.parametrize("name", ["check", "site"])
def test_a_worked_example_is_shown_and_nothing_is_cut(edscreen: Run, name: str) -> None:
    done = edscreen(name, "--help", env={**os.environ, "COLUMNS": "80"})

    assert done.stdout.count(f"Example: edscreen {name} ") == 1
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "…" not in done.stdout
    assert "edscreen[render]" in done.stdout
