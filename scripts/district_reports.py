"""The reports that the sample repository of a district holds, made as its workflow makes them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
DISTRICT = "examples/district-repo"
REPORTS = {
    "rich": "screening.txt",
    "json": "screening.json",
    "csv": "screening.csv",
    "markdown": "screening.md",
    "sarif": "screening.sarif",
    "junit": "screening.junit.xml",
}
"""The file of each report, by its format."""


def makers() -> dict[str, Callable[[], str]]:
    """Return what makes each report, by its path from the repository's top; none without the repository."""
    if not (ROOT / DISTRICT).is_dir():
        return {}
    return {f"{DISTRICT}/reports/{name}": partial(_report, name) for name in REPORTS.values()}


def _report(name: str) -> str:
    return _made()[name]


@cache
def _made() -> dict[str, str]:
    """Screen the district's vendors once, into a folder that is thrown away."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in taken}
    environment["SOURCE_DATE_EPOCH"] = str(settings["tool"]["edscreen"]["source-date-epoch"])
    environment["PYTHONUTF8"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"--output={form}={folder}/{name}" for form, name in REPORTS.items()]
        command = [sys.executable, "-m", "edscreen", "check", "vendors", "--policy", "edscreen.yaml"]
        command += ["--fail-on", "red", "--unanswered", "pass", *outputs]
        done = subprocess.run(
            command,
            cwd=ROOT / DISTRICT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"the sample repository could not be screened: {done.stderr}")
        return {name: (Path(folder) / name).read_bytes().decode("utf-8") for name in REPORTS.values()}
