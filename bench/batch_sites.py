"""A batch that reads sites: beside Scrapy fetching the same pages, and with dead hosts beside none.

Whole processes are timed, and the memory of all of them is added up. The server tells whether each host was
left in peace between two pages, and what the sites come to is compared from run to run. Runs on Linux, where
every address of 127.0.0.0/8 is this machine.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bench.pairs import in_turn, ratios, spread
from bench.processes import Watched
from bench.site_server import PAGE_BYTES, PATHS, PAUSE, ROOT, running, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.site_server import Server

PEER_BAR, MEMORY_BAR, DEAD_BAR, PARENT_BAR = 1.0, 1.0, 1.3, 250
WORKERS = (1, 2, 4)

CameTo: TypeAlias = "dict[str, set[tuple[str, ...]]]"
"""By the name of each site's vendor: its findings, with outcome and message."""


class Measured(NamedTuple):
    """One run.

    Attributes:
        seconds: until the last of its processes has ended.
        busy: seconds for which all its processes kept processors busy.
        parent: what its first process took of memory at most, in MiB.
        peaks: the same of all its processes, added up; what they share counts for each.
        together: what they took at once at most; what they share counts once.
        asked: what the server was asked for, in words.
    """

    seconds: float
    busy: float
    parent: float
    peaks: float
    together: float
    asked: str


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sites", type=int, default=500, help="read beside Scrapy; 0 for none")
    options.add_argument("--many", type=int, default=10_000, help="read with dead hosts; 0 for none")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--many-rounds", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if given.sites:
            beside_scrapy(Path(scratch), given.sites, given.rounds)
        if given.many:
            with_dead_hosts(Path(scratch), given.many, given.many_rounds)


def beside_scrapy(place: Path, sites: int, rounds: int) -> None:
    """Measure a batch at several numbers of workers beside Scrapy."""
    runs: dict[str, list[Measured]] = {}
    found: list[CameTo] = []
    print(f"{sites} sites of {len(PATHS)} pages of {PAGE_BYTES:,} bytes, answered after {PAUSE:.2f} s")
    with running() as server:

        def screen(workers: int) -> Callable[[], float]:
            def run() -> float:
                taken = screened(place, server, range(sites), workers, troubled=False)
                runs.setdefault(named(workers), []).append(taken)
                found.append(came_to(place))
                return taken.seconds

            return run

        def peer() -> float:
            taken = timed(
                [sys.executable, "-m", "bench.scrapy_peer", str(server.port), "0", str(sites)], "", server
            )
            runs.setdefault("Scrapy", []).append(taken)
            return taken.seconds

        *ours, theirs = in_turn([*map(screen, WORKERS), peer], rounds)
    print(f"{'Scrapy, text and links':28} {spread(theirs)}")
    peers = runs["Scrapy"][-rounds:]
    print(f"{'':28} {taken_up(peers)}; {peers[-1].asked}")
    for workers, took in zip(WORKERS, ours, strict=True):
        own = runs[named(workers)][-rounds:]
        memory = ratios([each.together for each in own], [each.together for each in peers])
        busy = ratios([each.busy for each in own], [each.busy for each in peers])
        print(f"{named(workers):28} {spread(took)}")
        print(f"{'':28} {taken_up(own)}; {own[-1].asked}")
        print(f"{'':28} time: ratio {spread(ratios(took, theirs), '')}, bar {PEER_BAR}")
        print(f"{'':28} processors: ratio {spread(busy, '')}")
        print(f"{'':28} memory: ratio {spread(memory, '')}, bar {MEMORY_BAR}")
    print(f"sites that came to the same in all {len(found)} runs: {same(found):,} of {sites:,}")


def with_dead_hosts(place: Path, sites: int, rounds: int) -> None:
    """Measure a batch in which one host in twenty is dead or slow beside the same without these."""
    alive = [number for number in range(sites) if trouble_of(number) is None]
    runs: dict[bool, list[Measured]] = {True: [], False: []}
    found: list[CameTo] = []
    with running(troubled=True) as server:

        def screen(numbers: Sequence[int], *, troubled: bool) -> float:
            runs[troubled].append(screened(place, server, numbers, 2, troubled=True))
            found.append(came_to(place))
            return runs[troubled][-1].seconds

        taken = [(screen(alive, troubled=False), screen(range(sites), troubled=True)) for _ in range(rounds)]
    without, within = map(list, zip(*taken, strict=True))
    print(f"{sites:,} sites, 2 workers, {sites - len(alive):,} of them dead or slow")
    for label, took, troubled in (("without these", without, False), ("with them", within, True)):
        print(f"{label:28} {spread(took)}")
        print(f"{'':28} {taken_up(runs[troubled])}; {runs[troubled][-1].asked}")
    print(f"{'':28} time: ratio {spread(ratios(within, without), '')}, bar {DEAD_BAR}")
    print(f"sites that came to the same in all {len(found)} runs: {same(found):,} of {len(alive):,}")


def screened(
    place: Path, server: Server, numbers: Sequence[int], workers: int, *, troubled: bool
) -> Measured:
    """Screen a list of sites in so many workers, and leave what came of it in `out`."""
    urls = [server.url(number, troubled=troubled) for number in numbers]
    products, out = place / "products.csv", place / "out"
    shutil.rmtree(out, ignore_errors=True)
    with products.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Vendor", "Product", "URL"])
        rows.writerows([f"Vendor {n}", f"Product {n}", url] for n, url in zip(numbers, urls, strict=True))
    command = [sys.executable, "-m", "bench.sites_screened", str(products), str(out), str(workers)]
    allowed = "\n".join(url.removeprefix("http://").removesuffix("/") for url in urls)
    return timed(command, allowed, server)


def timed(command: Sequence[str], told: str, server: Server) -> Measured:
    """Run a process that reads sites to its end."""
    server.asked()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8"
    )
    with Watched(process.pid) as watched:
        process.communicate(told)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{command[2]} ended with {process.returncode}")
    asked = server.asked()
    words = (
        f"{asked.requests:,} requests at {asked.sites:,} sites, {asked.least_gap:.2f} s apart at least as the"
        f" server took them, {asked.hurried:,} less than 0.95 s"
    )
    parent, *others = watched.peaks.values()
    return Measured(seconds, watched.busy, parent, sum([parent, *others]), watched.together, words)


def came_to(place: Path) -> CameTo:
    """What the sites of the last list came to."""
    statement = "SELECT vendor, rule, outcome, message FROM findings JOIN scorecards USING (scorecard)"
    found: CameTo = {}
    with closing(sqlite3.connect(place / "out" / "results.sqlite")) as tables:
        for vendor, *finding in tables.execute(statement):
            found.setdefault(vendor, set()).add(tuple(finding))
    return found


def same(found: Sequence[CameTo]) -> int:
    """How many sites are in all runs and came to the same in each."""
    first, *others = found
    return sum(all(each.get(vendor) == findings for each in others) for vendor, findings in first.items())


def named(workers: int) -> str:
    """A batch of so many workers, in words."""
    return f"batch --workers {workers}"


def taken_up(runs: Sequence[Measured]) -> str:
    """The memory of some runs, in words."""
    together, peaks = (
        median(figures) for figures in ([each.together for each in runs], [each.peaks for each in runs])
    )
    parent, busy = max(each.parent for each in runs), median(each.busy for each in runs)
    return (
        f"{together:.0f} MiB together, {peaks:.0f} with what they share counted for each, the first process"
        f" {parent:.0f} (bar {PARENT_BAR}); processors busy for {busy:.1f} s"
    )


if __name__ == "__main__":
    main()
