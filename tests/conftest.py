"""What every test may rely on: the checkout, the installed command, one day and reproducible examples."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Fix the day and the terminal of this process and of those that tests start."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    os.environ["SOURCE_DATE_EPOCH"] = str(settings["tool"]["edscreen"]["source-date-epoch"])
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ["PYTHONUTF8"] = "1"
    examples = 1000 if os.environ.get("EDSCREEN_TEST_ALL") else 100
    hypothesis.settings.register_profile(
        "edscreen", max_examples=examples, deadline=None, derandomize=True, database=None
    )
    hypothesis.settings.load_profile("edscreen")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's top folder."""
    return ROOT
