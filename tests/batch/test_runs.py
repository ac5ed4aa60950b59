"""A run over a list: the same answers as `check`, whatever interrupts it."""

from __future__ import annotations

import random
import signal
import sqlite3
import sys
from contextlib import closing
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess, Popen

    Run = Callable[..., CompletedProcess[str]]
    Begin = Callable[..., Popen[str]]
    Vendors = Callable[[int], Path]

KILLS = 20
PRODUCTS = 400
REPORT = "report.jsonl"
STATES = "SELECT state, attempts, count(*) FROM items GROUP BY 1, 2"


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
        return tables.execute(statement).fetchall()


def test_a_folder_of_profiles_gives_what_check_gives(edscreen: Run, vendors: Vendors, tmp_path: Path) -> None:
    vendors(130)
    (tmp_path / "vendors/00077.yaml").write_text("edscreen: 1\nvendor: {name: [}\n", encoding="utf-8")
    checked = edscreen("check", "vendors", "--format", "jsonl", "--no-policy")
    done = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--workers", "2")
    report = (tmp_path / "screening/report.jsonl").read_text(encoding="utf-8")
    assert report == checked.stdout
    assert done.returncode == checked.returncode == 2
    assert done.stderr.splitlines()[-1] == "edscreen: exit code 2: 1 file could not be screened"


def test_the_tables_hold_what_the_report_holds(edscreen: Run, vendors: Vendors, tmp_path: Path) -> None:
    vendors(5)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    folder = tmp_path / "screening"
    assert rows(folder, "SELECT count(*) FROM scorecards") == [(5,)]
    flagged = rows(
        folder,
        "SELECT product, evidence.path, evidence.value FROM findings JOIN scorecards USING (scorecard)"
        " JOIN evidence USING (finding) WHERE rule = 'screen-time' AND position = 0 ORDER BY product",
    )
    assert flagged[0] == ("Product 0", "dosage[0].minutes", "20")
    assert rows(folder, "SELECT value FROM run WHERE name = 'state'") == [("finished",)]


def test_a_folder_that_holds_a_run_needs_resume(edscreen: Run, vendors: Vendors) -> None:
    vendors(3)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    again = edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    assert again.returncode == 2
    assert "screening holds a run already: add --resume" in again.stderr


def test_a_list_without_any_product_is_not_clear(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").touch()
    done = edscreen("batch", "empty.yaml", "--out", "screening", "--no-policy")
    assert done.returncode == 2
    assert "exit code 2: no product was found in the list, so nothing was screened" in done.stderr


def test_a_finished_run_taken_up_again_redoes_nothing(
    edscreen: Run, vendors: Vendors, tmp_path: Path
) -> None:
    vendors(3)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    before = rows(tmp_path / "screening", "SELECT * FROM scorecards")
    again = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--resume")
    assert "going on with the run in screening: 3 files screened before" in again.stderr
    assert rows(tmp_path / "screening", "SELECT * FROM scorecards") == before


def test_a_changed_list_is_said_and_what_changed_is_screened_anew(
    edscreen: Run, vendors: Vendors, tmp_path: Path
) -> None:
    folder = vendors(3)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    changed = folder / "00001.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("minutes: 21", "minutes: 90"))
    (folder / "00002.yaml").unlink()
    again = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--resume")
    assert "of 3 files before, 1 is the same, 1 was changed and 1 is gone; what is the same" in again.stderr
    checked = edscreen("check", "vendors", "--format", "jsonl", "--no-policy")
    assert (tmp_path / "screening/report.jsonl").read_text(encoding="utf-8") == checked.stdout


@pytest.mark.parametrize(
    ("option", "named"),
    [
        (("--ignore", "screen-time"), "the rules that run"),
        (("--as-of", "2027-01-01"), "the day that dates are judged by (--as-of)"),
        (("--fail-on", "note"), "--fail-on"),
    ],
)
def test_a_run_goes_on_only_on_the_same_grounds(
    edscreen: Run, vendors: Vendors, option: tuple[str, ...], named: str
) -> None:
    vendors(2)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy")
    again = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--resume", *option)
    assert again.returncode == 2
    assert f"this has changed: {named};" in again.stderr


def test_a_run_goes_on_with_the_day_on_which_it_began(
    edscreen: Run, vendors: Vendors, tmp_path: Path
) -> None:
    vendors(2)
    edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--as-of", "2026-01-15")
    again = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--resume")
    assert again.returncode != 2
    assert rows(tmp_path / "screening", "SELECT value FROM run WHERE name = 'as_of'") == [("2026-01-15",)]


def test_runs_killed_at_any_moment_end_in_the_same_report(
    edscreen: Run, begin: Begin, vendors: Vendors, write_rule: Callable[..., Path], tmp_path: Path
) -> None:
    vendors(PRODUCTS)
    # One rule, which waits: much can happen in a short time, and little work is lost with each kill.
    write_rule(
        "is-slow",
        severity="caution",
        body='import time\n    time.sleep(0.002)\n    return flags("It is slow.")',
    )
    alone = ("--rules-dir", "book", "--select", "is-slow")
    arguments = ("batch", "vendors", "--no-policy", "--workers", "1", *alone, "--resume")
    edscreen(*arguments, "--out", "whole")
    chance = random.Random(1)

    def kill(folder: Path) -> bool:
        """Begin a run or take it up, and kill it a moment after more is recorded; it may end before that."""
        before = _recorded(folder)
        with begin(*arguments, "--out", folder.name) as process:
            if len(before) < PRODUCTS:
                until = monotonic() + 60
                while _done(folder) <= len(before) and process.poll() is None and monotonic() < until:
                    sleep(0.02)
            else:
                assert any("making the spreadsheets" in line for line in process.stderr or ())
            sleep(chance.uniform(0, 0.15))
            is_killed = process.poll() is None
            assert is_killed or process.returncode == 0, process.stderr and process.stderr.read()
            process.kill()
        assert before <= _recorded(folder), "what was recorded stays as it was"
        if not is_killed:  # a busy machine was too late: what was made is to be made again
            with closing(sqlite3.connect(folder / "results.sqlite")) as tables, tables:
                tables.execute("DELETE FROM run WHERE name = 'made'")
        return is_killed

    for name in ("once", "again"):
        killed, until = 0, monotonic() + 240
        while killed < KILLS // 2 and monotonic() < until:
            killed += kill(tmp_path / name)
        assert killed == KILLS // 2
        last = edscreen(*arguments, "--out", name)
        assert last.returncode == 0, last.stderr
        assert rows(tmp_path / name, STATES) == [("done", 0, PRODUCTS)]
        assert (tmp_path / name / REPORT).read_bytes() == (tmp_path / "whole" / REPORT).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that a test can send as Ctrl-C")
def test_ctrl_c_leaves_a_run_that_goes_on(
    edscreen: Run, begin: Begin, vendors: Vendors, write_rule: Callable[..., Path], tmp_path: Path
) -> None:
    vendors(PRODUCTS)
    # The last product is not screened before the Ctrl-C.
    is_last = f'profile.product.name == "Product {PRODUCTS - 1}"'
    hold = f"while {is_last} and not Path({str(tmp_path / 'go-on')!r}).exists():\n        time.sleep(0.01)"
    body = f'import time\n    from pathlib import Path\n    {hold}\n    return flags("It was held.")'
    write_rule("is-held", severity="note", body=body)
    alone = ("--rules-dir", "book", "--select", "is-held")
    arguments = (
        "batch",
        "vendors",
        "--no-policy",
        "--workers",
        "1",
        *alone,
        "--out",
        "screening",
        "--resume",
    )
    process = begin(*arguments)
    until = monotonic() + 60
    while not _done(tmp_path / "screening") and process.poll() is None and monotonic() < until:
        sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "what was screened is kept: the same command with --resume goes on from there" in said
    assert "interrupted" in said
    assert "Traceback" not in said
    (tmp_path / "go-on").touch()
    assert edscreen(*arguments).returncode == 0
    assert rows(tmp_path / "screening", "SELECT count(*) FROM scorecards") == [(PRODUCTS,)]


def _recorded(folder: Path) -> set[tuple[object, ...]]:
    return set(rows(folder, "SELECT item, report FROM scorecards")) if _done(folder) else set()


def _done(folder: Path) -> int:
    if not (folder / "results.sqlite").exists():
        return 0
    try:
        return int(str(rows(folder, "SELECT count(*) FROM items WHERE state = 'done'")[0][0]))
    except sqlite3.Error:
        return 0
