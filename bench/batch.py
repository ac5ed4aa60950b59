"""A batch of many profiles beside only reading them, what is made at its end, and a second worker."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.many_profiles import ROOT, against, write_profiles
from bench.pairs import in_turn, ratios, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BAR, OUTPUTS_BAR, SPEED_UP_BAR = 2.5, 3.0, 0.8
WORKERS = 2
PARTS = ("parent", "worker")

# Each runs in a process of its own: what it takes to start Python is no part of a, and one of b.
CALLED = """
import json, sys
from bench import batch
what, *rest = sys.argv[1:]
sys.stdout.write(json.dumps(getattr(batch, what)(*rest)))
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        many, one = place / "many", place / "one"
        write_profiles(many, given.profiles)
        write_profiles(one, 1)
        one_worker(many, one, given.rounds)
        two_workers(many, given.rounds)


def one_worker(many: Path, one: Path, rounds: int) -> None:
    """Measure screening in one worker, and what is made at the end."""
    number = len(list(many.iterdir()))
    outputs: list[float] = []

    def screen() -> float:
        measured = called("screened", one, many, many.parent / "out")
        outputs.append(measured["outputs"])
        return float(measured["took"])

    read, screened_many = in_turn([lambda: float(called("read", one, many)), screen], rounds)
    print(f"{number:,} profiles, one worker")
    print(f"{'read, parsed, validated':28} {spread(read)}")
    print(f"{'screened and recorded':28} {spread(screened_many)}   {against(read, screened_many, BAR)}")
    made = outputs[-rounds:]
    print(f"{'spreadsheets and pages':28} {spread(made)}   {against(screened_many, made, OUTPUTS_BAR)}")


def two_workers(many: Path, rounds: int) -> None:
    """Measure what a second worker brings, beside what a second process brings that records nothing."""
    out = many.parent / "out"
    alone, beside, one, two = in_turn(
        [
            lambda: bare(many, 1),
            lambda: bare(many, WORKERS),
            lambda: whole(lambda: called("recorded", many, out, 1)),
            lambda: whole(lambda: called("recorded", many, out, WORKERS)),
        ],
        rounds,
    )
    without, within = ratios(alone, beside), ratios(one, two)
    print(f"{'one bare process':28} {spread(alone)}")
    print(f"{f'{WORKERS} bare processes':28} {spread(beside)}   speed-up {spread(without, '')}")
    print(f"{'one worker':28} {spread(one)}")
    print(f"{f'{WORKERS} workers':28} {spread(two)}   speed-up {spread(within, '')}")
    print(f"{'of the bare speed-up':28} {spread(ratios(within, without), '')}, bar {SPEED_UP_BAR}")


def called(what: str, *arguments: object) -> Any:
    """What a function of this module gives in a process of its own."""
    command = [sys.executable, "-c", CALLED, what, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def whole(work: Callable[[], object]) -> float:
    """Seconds that some work takes, the start of its processes included."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(profiles: Path, processes: int) -> float:
    """Seconds that so many processes take to screen all profiles among them, and record nothing."""

    def run() -> None:
        command = [sys.executable, "-c", CALLED, "screened_bare", str(profiles)]
        shares = [[*command, str(index), str(processes)] for index in range(processes)]
        started = [subprocess.Popen(each, cwd=ROOT, stdout=subprocess.DEVNULL) for each in shares]
        ends = [each.wait() for each in started]
        if any(ends):
            raise RuntimeError("a process that was to screen profiles failed")

    return whole(run)


def read(one: str, profiles: str) -> float:
    """Seconds that reading, parsing and validating takes."""
    from edscreen.profile.documents import read_documents

    list(read_documents([one]))
    start = time.perf_counter()
    for _ in read_documents([profiles]):
        pass
    return time.perf_counter() - start


def screened(one: str, profiles: str, out: str) -> dict[str, float | None]:
    """Seconds that screening and recording take, those of what is made at the end, and peak memory in MiB."""
    took, outputs = _run(profiles, Path(out), 1, one)
    return {"took": took, "outputs": outputs, **dict(zip(PARTS, _peaks(), strict=True))}


def recorded(profiles: str, out: str, workers: str, scheduler: str = "") -> None:
    """Screen and record in so many workers, or on the cluster that is named; nothing is made then."""
    _run(profiles, Path(out), int(workers), scheduler=scheduler)


def screened_bare(profiles: str, index: str, of: str) -> None:
    """Screen one of so many shares of the profiles as a worker does, and let go of what came of them."""
    from edscreen.batch.lists.opening import open_list
    from edscreen.batch.run import CHUNK
    from edscreen.batch.work import Worker

    worker = Worker(_job())
    items: Sequence[Any] = list(open_list(profiles).items())[int(index) :: int(of)]
    for begin in range(0, len(items), CHUNK):
        worker.screen(items[begin : begin + CHUNK])


def _job() -> Any:
    from datetime import date

    from edscreen.batch.work import Job

    return Job(as_of=date(2026, 11, 21), no_policy=True)


def _run(profiles: str, out: Path, workers: int, warm: str = "", scheduler: str = "") -> tuple[float, float]:
    """Screen and record profiles; where `warm` is given, with a worker that is up, and make all outputs."""
    from edscreen.batch.folder import open_folder
    from edscreen.batch.items import Item
    from edscreen.batch.lists.opening import open_list
    from edscreen.batch.made_at_end import outputs_to_make, write_outputs
    from edscreen.batch.run import Run
    from edscreen.screening.grounds import Grounds
    from edscreen.screening.policy.of_run import open_policy

    shutil.rmtree(out, ignore_errors=True)
    job = _job()
    grounds = Grounds(job, open_policy(job))
    runner = _runner(job, grounds, workers, scheduler)
    try:
        if warm:
            first = [each for each in open_list(warm).items() if isinstance(each, Item)]
            list(runner.results([first]))
        start = time.perf_counter()
        listing = open_list(profiles)
        folder = open_folder(out, job, grounds, listing, resume=False)
        Run(listing, folder, runner, lambda _: None).screen_all()
        folder.finish()
        took = time.perf_counter() - start
    finally:
        runner.stop()
    start = time.perf_counter()
    if warm:
        write_outputs(folder.ledger, outputs_to_make(folder.ledger))
    folder.close()
    return took, time.perf_counter() - start


def _runner(job: Any, grounds: Any, workers: int, scheduler: str) -> Any:
    """What screens, told what the run rests on as the command line tells it."""
    from edscreen.batch.foundations import foundations

    rests_on = foundations(job, grounds)
    if not scheduler:
        from edscreen.batch.local import LocalRunner

        return LocalRunner(job, workers, rests_on=rests_on)
    from edscreen.batch.cluster.runner import ClusterRunner

    return ClusterRunner(job, rests_on, scheduler=scheduler, workers=workers, told=lambda _: None)


def _peaks() -> tuple[float | None, float | None]:
    """The peak memory of this process and of its largest worker; Windows does not tell it."""
    try:
        import resource
    except ImportError:
        return None, None
    unit = 1024 if sys.platform == "darwin" else 1  # counted in KiB, on macOS in bytes
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit / 1024,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit / 1024,
    )


if __name__ == "__main__":
    main()
