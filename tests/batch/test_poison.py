"""Vendors that kill or hang what screens them cost themselves alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from edscreen.batch.items import Item
from edscreen.batch.local import LocalRunner
from edscreen.batch.runner import Lost
from edscreen.batch.work import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

PASSES = '    return passes("It is harmless.", basis="claimed")'


def test_a_vendor_that_kills_its_process_is_given_up_and_the_rest_is_screened(
    edscreen: Callable[..., CompletedProcess[str]],
    vendors: Callable[[int], Path],
    write_rule: Callable[..., Path],
    tmp_path: Path,
) -> None:
    vendors(12)
    deadly = 'import os\n    if profile.product.name == "Product 7":\n        os._exit(9)\n'
    write_rule("is-harmless", body=deadly + PASSES)
    arguments = ("batch", "vendors", "--out", "screening", "--no-policy", "--rules-dir", "book")
    done = edscreen(*arguments, "--workers", "1")
    assert done.returncode == 2, done.stderr
    report = (tmp_path / "screening/report.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(report) == 12
    assert '"kind":"given_up"' in report[7]
    assert "it was given up after 3 attempts: the process that screened it died" in report[7]
    assert "12 rows screened before" in edscreen(*arguments, "--resume").stderr


def test_what_hangs_is_ended(write_rule: Callable[..., Path]) -> None:
    book = write_rule("is-quick", body=f"import time\n    time.sleep(60)\n{PASSES}")
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=(book,))
    text = b"edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
    items = [Item(1, "lumen.yaml", text, "lumen.yaml")]
    runner = LocalRunner(job, 1, time_limit=0.5)
    try:
        assert list(runner.results([items])) == [Lost(items, "screening it took more than 0.5 seconds")]
    finally:
        runner.stop()
