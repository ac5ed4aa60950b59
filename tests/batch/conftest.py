"""A folder of profiles, a batch over it as a shell runs it, and the tables of a run over a few profiles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from edscreen.batch.items import Item, SetAside
from edscreen.batch.ledger import open_ledger
from edscreen.batch.screened import only_problem
from edscreen.batch.work import Job, Worker
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from edscreen.batch.screened import Screened
    from edscreen.report.run import Problem

Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"
Begin: TypeAlias = "Callable[..., subprocess.Popen[str]]"

PROFILE = """edscreen: 1
vendor: {{name: Vendor {0}}}
product: {{name: Product {0}, category: supplemental, subjects: [reading], grades: [K, 1]}}
dosage: [{{minutes: {1}, per: week}}]
approvals: []
"""


@pytest.fixture
def vendors(tmp_path: Path) -> Callable[[int], Path]:
    """Write so many profiles into the folder `vendors`."""

    def write(number: int) -> Path:
        folder = tmp_path / "vendors"
        folder.mkdir()
        for index in range(number):
            text = PROFILE.format(index, 20 + index % 50)
            (folder / f"{index:05}.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begin a run of edscreen in the test's folder."""

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "edscreen", *arguments],
            cwd=tmp_path,
            env=dict(os.environ),
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return start


@pytest.fixture
def edscreen(begin: Begin) -> Run:
    """Run edscreen to its end in the test's folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        process = begin(*arguments)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def make_run() -> Callable[..., Path]:
    """Screen profiles into the tables of a run, as `batch` does, and give its folder."""

    def make(
        folder: Path,
        profiles: Iterable[bytes],
        *,
        problems: Iterable[Problem] = (),
        listed: Mapping[str, str] | None = None,
        run: Mapping[str, str] | None = None,
        **asked: Any,
    ) -> Path:
        job = Job(as_of=date(2026, 11, 21), **({"no_policy": True} | asked))
        grounds = Grounds(job, open_policy(job))
        items = [Item(n, f"row {n}", each, f"{n}.yaml") for n, each in enumerate(profiles, 2)]
        screened = Worker(job).screen(items)
        for each in screened:
            _list(each, listed)
        aside = [SetAside(900 + n, f"row {900 + n}", each) for n, each in enumerate(problems)]
        ledger = open_ledger(folder)
        ledger.note({"edscreen": "9.9", "as_of": "2026-11-21", "list": "products.csv", **(run or {})})
        ledger.put_rules(grounds.selection.rules, grounds.policy.options if grounds.policy else None)
        ledger.claim([*items, *aside])
        ledger.record([*screened, *[only_problem(each.number, each.problem) for each in aside]])
        ledger.close()
        return folder

    return make


def _list(screened: Screened, listed: Mapping[str, str] | None) -> None:
    for rows in screened.scorecards:
        rows.columns["list"] = json.dumps({"row": screened.number, **listed}) if listed else None


@pytest.fixture(scope="session")
def examples(root: Path) -> list[bytes]:
    """The profiles that are shipped: every verdict, outcome, waiver and reply."""
    folders = ("examples/*.yaml", "examples/real/*.yaml", "examples/district-repo/vendors/*.yaml")
    return [file.read_bytes() for pattern in folders for file in sorted(root.glob(pattern))]


@pytest.fixture(scope="session")
def naughty(root: Path) -> list[str]:
    """Texts that break programs, and texts that spreadsheets would take for formulas."""
    payloads = (root / "tests/data/csv_formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    strings: list[str] = json.loads((root / "tests/data/blns.json").read_text(encoding="utf-8"))
    return [text for text in (*payloads, *strings) if text.strip()]
