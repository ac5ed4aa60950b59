"""Screening many profiles on a Dask cluster that is up beside two processes of this machine."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.batch import called, whole
from bench.many_profiles import against, write_profiles
from bench.pairs import in_turn, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

BAR = 1.6
WORKERS = 2
DASK = (sys.executable, "-c", "import sys; from dask.__main__ import main; sys.exit(main())")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch, cluster(Path(scratch)) as scheduler:
        place = Path(scratch)
        profiles = place / "profiles"
        write_profiles(profiles, given.profiles)
        here, there = in_turn(
            [
                lambda: whole(lambda: called("recorded", profiles, place / "here", WORKERS)),
                lambda: whole(lambda: called("recorded", profiles, place / "there", WORKERS, scheduler)),
            ],
            given.rounds,
        )
        reports = [(place / name / "report.jsonl").read_bytes() for name in ("here", "there")]
    print(f"{given.profiles:,} profiles screened and recorded")
    print(f"{f'{WORKERS} processes':28} {spread(here)}")
    print(f"{f'Dask, {WORKERS} workers':28} {spread(there)}   {against(here, there, BAR)}")
    print(f"{'reports':28} {'the same bytes' if reports[0] == reports[1] else 'DIFFER'}")


@contextmanager
def cluster(place: Path) -> Iterator[str]:
    """Start a scheduler and its workers as processes of their own, and give the scheduler's address."""
    with ExitStack() as stack:
        scheduler = _started(
            stack, place, "scheduler", "--host=127.0.0.1", "--port=0", "--dashboard-address=127.0.0.1:0"
        )
        address = _told(scheduler, r"Scheduler at:\s+(tcp://\S+)")
        for _ in range(WORKERS):
            worker = _started(stack, place, "worker", address, "--host=127.0.0.1", "--nthreads=1")
            _told(worker, "Registered to")
        yield address


def _started(stack: ExitStack, place: Path, *arguments: str) -> Path:
    """Start a part of Dask that ends with the stack, and give the file that it writes to."""
    log = place / f"{len(list(place.glob('*.log')))}.log"
    written = stack.enter_context(log.open("wb"))
    process = subprocess.Popen([*DASK, *arguments], stderr=written, stdout=written, cwd=place)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return log


def _told(log: Path, wanted: str) -> str:
    """Wait until a part of Dask has written what tells that it is up."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := re.search(wanted, log.read_text(encoding="utf-8")):
            return found.group(found.re.groups)
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
