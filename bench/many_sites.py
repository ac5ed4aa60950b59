"""Reading many sites beside Scrapy, which fetches the same pages and takes out text and links.

edscreen reads and judges them in one process for each processor, as a list of thousands is read; Scrapy is
one process. Whole processes are timed, and the memory of all of them is added up. Runs on Linux, where every
address of 127.0.0.0/8 is this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from statistics import median

from bench.pairs import in_turn, ratios, spread
from bench.site_server import PAGE_BYTES, PATHS, PAUSE, ROOT, running

BAR = 1.0
SCRAPY = "robots obeyed, 1 s a host, one request at a time a host, concurrency 256"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sites", type=int, default=500)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 2))
    given = options.parse_args()
    peaks: dict[str, float] = {}
    with running() as server:

        def run(module: str, processes: int) -> float:
            took, peaks[module] = _timed(module, server.port, given.sites, processes)
            return took

        ours, peer = in_turn(
            [lambda: run("bench.sites_read", given.processes), lambda: run("bench.scrapy_peer", 1)],
            given.rounds,
        )
    print(f"{given.sites} sites of {len(PATHS)} pages of {PAGE_BYTES:,} bytes, answered after {PAUSE:.2f} s")
    print(f"edscreen, judging included, {given.processes} processes   {spread(ours)}")
    print(f"Scrapy, text and links ({SCRAPY})   {spread(peer)}")
    memory = peaks["bench.sites_read"] / peaks["bench.scrapy_peer"]
    for module, peak in peaks.items():
        print(f"peak memory, {module}: {peak:.0f} MiB")
    print(f"time: ratio {spread(ratios(ours, peer), '')}, bar {BAR}; memory: ratio {memory:.2f}, bar {BAR}")
    print("met" if median(ratios(ours, peer)) <= BAR and memory <= BAR else "not met")


def _timed(module: str, port: int, sites: int, processes: int) -> tuple[float, float]:
    """Seconds until the last process has ended, and the peaks of all in MiB."""
    start = time.perf_counter()
    share = -(-sites // processes)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, str(port), str(first), str(min(share, sites - first))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for first in range(0, sites, share)
    ]
    told = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]
    took = time.perf_counter() - start
    pages = sum(number for _, number in told)
    if pages != sites * len(PATHS):
        raise SystemExit(f"{module} read {pages} pages, and there are {sites * len(PATHS)}")
    return took, sum(peak for peak, _ in told)


if __name__ == "__main__":
    main()
