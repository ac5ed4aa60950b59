"""Where there is no room or no right to write: one sentence, nothing lost, and a run that goes on."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from edscreen.batch.alignment import Alignment
from edscreen.batch.folder import NotWritten, RunFolder, TakenUp
from edscreen.batch.items import Item
from edscreen.batch.ledger import open_ledger
from edscreen.batch.ledger_file import LedgerNotUsable
from edscreen.batch.screened import only_problem
from edscreen.report.run import Problem

from .conftest import PROFILE

if TYPE_CHECKING:
    from pathlib import Path

    Row = tuple[object, ...]

pytestmark = pytest.mark.xdist_group("full disk")  # the list is screened undisturbed once
NUMBER = 100
"""Two chunks of work, as large as each other: one is recorded when the other finds no room."""
COMMAND = ("-m", "edscreen", "batch", "vendors", "--no-policy", "--workers", "1", "--resume", "--out")
WHOLE = "undisturbed"
CANNOT = 77
"""What a program before the command ends with where the system does not let it do what it is to do."""


def screened(folder: Path, out: str, *before: str) -> subprocess.CompletedProcess[str]:
    """Screen the vendors in a folder; `before` starts what is named behind it."""
    done = subprocess.run(
        [*before, sys.executable, *COMMAND, out],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    if done.returncode == CANNOT:
        pytest.skip(f"this system does not let a test do that: {done.stderr.strip()}")
    return done


def recorded(run: Path) -> set[Row]:
    """The results that stand in the tables of a run."""
    with closing(sqlite3.connect(run / "results.sqlite")) as tables:
        if tables.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return set()
        return set(tables.execute("SELECT item, product, report FROM scorecards"))


def outputs(run: Path) -> dict[str, bytes]:
    """What a run leaves besides its tables, in which rows stand in the order in which they came."""
    files = [file for file in run.rglob("*") if file.is_file() and "results" not in file.name]
    return {file.relative_to(run).as_posix(): file.read_bytes() for file in files}


def sentence(said: str) -> str:
    """The one sentence by which a run ends that could not finish."""
    assert "Traceback" not in said
    ending = said.splitlines()[-1]
    assert said.count("exit code") == 1
    assert ending.startswith("edscreen: exit code 4: ")
    return ending.removeprefix("edscreen: exit code 4: ")


def check_that_it_ends_well(folder: Path, out: str) -> None:
    """Check that a run is taken up again, and ends as one that nothing disturbed."""
    again = screened(folder, out)
    assert again.returncode == 1, again.stderr
    assert recorded(folder / out) == recorded(folder / WHOLE)
    expected, made = outputs(folder / WHOLE), outputs(folder / out)
    assert made.keys() == expected.keys()
    assert [name for name, content in made.items() if content != expected[name]] == []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a list, and with a run over it that nothing disturbed."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "vendors").mkdir()
    for index in range(NUMBER):
        text = PROFILE.format(index, 20 + index % 50)
        (folder / f"vendors/{index:05}.yaml").write_text(text, encoding="utf-8")
    done = screened(folder, WHOLE)
    assert done.returncode == 1, done.stderr
    return folder


# A disk of its own in a namespace of its own, which goes with the process; it is made larger time after time.
SMALL_DISK = """
mount -t tmpfs -o size=16k none small || exit 77
for size in $SIZES; do
    mount -o remount,size=$size none small
    mkdir -p at/$size
    code=0
    "$@" 2> at/$size/said || code=$?
    echo $code >> at/$size/said
    cp small/run/results.sqlite* at/$size
done
cp -R small/run taken-up
"""


FULL = re.compile(
    r"small/run/results\.sqlite: (the disk is full|it could not be written, as the disk is full or fails,"
    r" or a quota is used up): make room, and go on with --resume"
    r"|small/run\S* could not be written: No space left on device; mend that, and add --resume"
)


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a test make a small disk")
def test_a_disk_that_fills_up_time_after_time(place: Path) -> None:
    names = ("results.sqlite", "report.jsonl")
    tables, report = ((place / WHOLE / name).stat().st_size for name in names)
    others = sum(map(len, outputs(place / WHOLE).values())) - report
    sizes = [
        *(16 << 10, 100 << 10),  # no tables yet, and none of their rows
        tables + report // 4,  # the first half is recorded
        2 * tables + report + (128 << 10),  # all of it is
        tables + 3 * report + (96 << 10) + others // 2,  # the report is in order, too
    ]
    (place / "small").mkdir()
    alone = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    script = ("env", f"SIZES={' '.join(map(str, sizes))}", "sh", "-ec", SMALL_DISK, "sh")
    made = screened(place, "small/run", "unshare", "--mount", *alone, *script)
    if made.stderr.startswith("unshare:"):
        pytest.skip(f"this system lets no test mount a disk: {made.stderr}")
    assert made.returncode == 0, made.stderr

    states: list[set[Row]] = []
    for size in sizes:
        said, _, code = (place / f"at/{size}/said").read_text(encoding="utf-8").strip().rpartition("\n")
        assert code == "4", said
        assert FULL.fullmatch(sentence(said)), said
        states.append(recorded(place / f"at/{size}"))
    assert "making the spreadsheets and the pages" in said
    assert all(before <= after for before, after in pairwise(states)), "what was recorded stays"
    assert [len(state) for state in states] == [0, 0, NUMBER // 2, NUMBER, NUMBER]
    check_that_it_ends_well(place, "taken-up")


LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit how large a process makes a file")
def test_tables_that_may_grow_no_larger(place: Path) -> None:
    tables = (place / WHOLE / "results.sqlite").stat().st_size
    states: list[set[Row]] = []
    for limit in (tables // 40, tables * 3 // 4):
        done = screened(place, "limited", sys.executable, "-c", LIMITED, str(limit))
        assert done.returncode == 4
        assert sentence(done.stderr) == (
            "limited/results.sqlite: it could not be written, as the disk is full or fails, or a quota is"
            " used up: make room, and go on with --resume"
        )
        states.append(recorded(place / "limited"))
    assert [len(state) for state in states] == [0, NUMBER // 2]
    check_that_it_ends_well(place, "limited")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that is always full")
def test_no_room_for_one_output_after_the_other(place: Path) -> None:
    folder = place / "one-by-one"
    (folder / "vendors").mkdir(parents=True)
    page = min((place / WHOLE / "vendors").iterdir()).name
    # In the order in which they are made: the report as the run goes on, the others at its end.
    names = ("report.jsonl", "scorecards.xlsx", f"vendors/{page}", "index.html")
    open_ledger(folder).close()  # as a run leaves it that was killed at its very beginning
    for name in names:
        (folder / name).symlink_to("/dev/full")
    for name in names:
        done = screened(place, "one-by-one")
        assert done.returncode == 4, f"{name}: {done.stderr}"
        assert sentence(done.stderr).endswith(
            " could not be written: No space left on device; mend that, and add --resume"
        )
        (folder / name).unlink()
    check_that_it_ends_well(place, "one-by-one")


def test_what_finds_no_room_in_the_tables_is_recorded_when_there_is_some(tmp_path: Path) -> None:
    items = [Item(number, f"{number}.yaml", b"text", f"{number}.yaml") for number in range(1, 41)]
    long = "x" * 2_000
    results = [only_problem(each.number, Problem("unreadable", each.shown, 1, 1, "", long)) for each in items]
    ledger = open_ledger(tmp_path)
    ledger.claim(items)
    [[pages]] = ledger.reading.execute("PRAGMA page_count")
    ledger.reading.execute(f"PRAGMA max_page_count = {pages + 12}")
    ledger.record(results[:20])
    with pytest.raises(LedgerNotUsable, match=r"results\.sqlite: the disk is full: make room, and go on"):
        ledger.record(results[20:])
    assert ledger.finished(items) == set(range(1, 21))
    ledger.close()

    ledger = open_ledger(tmp_path)
    assert ledger.finished(items) == set(range(1, 21))
    ledger.record(results[20:])
    assert ledger.finished(items) == set(range(1, 41))
    assert ledger.reading.execute("SELECT count(*), count(DISTINCT item) FROM errors").fetchone() == (40, 40)
    ledger.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that is always full")
def test_no_room_for_the_report_of_what_was_recorded_before_is_said_in_a_sentence_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: lost.append(str(unraisable.exc_value)))
    items = [Item(number, f"{number}.yaml", b"text", f"{number}.yaml") for number in range(1, 41)]
    ledger = open_ledger(tmp_path)
    ledger.claim(items)
    long = "x" * 500
    ledger.record(
        only_problem(each.number, Problem("unreadable", each.shown, 1, 1, "", long)) for each in items
    )
    (tmp_path / "report.jsonl").symlink_to("/dev/full")
    before = TakenUp(Alignment(40, 40, 0, 0, 0, 0, 0, 0), [], is_whole=False)
    with pytest.raises(NotWritten, match=r"report\.jsonl could not be written: No space left on device"):
        RunFolder(tmp_path, ledger, before)
    gc.collect()
    assert lost == []
    ledger.close()


# The rights of files bind everybody but root, who has to let go of passing over them.
BOUND = """
import ctypes, os, sys
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24
for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH) if os.geteuid() == 0 else ():
    if sys.platform != "linux" or ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right, 0, 0, 0):
        print("root cannot be bound by the rights of files", file=sys.stderr)
        sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no folder that its owner may not write")
def test_a_folder_that_may_not_be_written(place: Path) -> None:
    bound = (sys.executable, "-c", BOUND)
    shut = place / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    done = screened(place, "shut/run", *bound)
    assert done.returncode == 4
    assert sentence(done.stderr) == (
        "shut/run cannot be written: Permission denied; mend that, or name another folder with --out"
    )
    assert list(shut.iterdir()) == []

    kept = place / "kept"
    shutil.copytree(place / WHOLE, kept)
    everything = [kept, *kept.rglob("*")]
    for each in everything:
        each.chmod(0o555 if each.is_dir() else 0o444)
    done = screened(place, "kept", *bound)
    assert done.returncode == 4
    assert sentence(done.stderr).startswith("kept cannot be written: Permission denied; ")
    for each in everything:
        each.chmod(0o755 if each.is_dir() else 0o644)
    assert sorted(everything) == sorted([kept, *kept.rglob("*")])
    check_that_it_ends_well(place, "kept")


def test_tables_that_another_holds(place: Path) -> None:
    held = place / "held"
    shutil.copytree(place / WHOLE, held)
    with FileLock(held / ".results.lock"):
        done = screened(place, "held")
    assert done.returncode == 4
    assert sentence(done.stderr) == (
        "another run of edscreen is writing to held: wait for it, or name another folder with --out"
    )
    with closing(sqlite3.connect(held / "results.sqlite", isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")  # as a program does in which an analyst has begun a change
        done = screened(place, "held")
        another.execute("ROLLBACK")
    assert done.returncode == 4
    assert sentence(done.stderr) == (
        "held/results.sqlite: another program holds it: close that, and go on with --resume"
    )
    check_that_it_ends_well(place, "held")
