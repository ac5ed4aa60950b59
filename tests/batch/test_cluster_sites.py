"""Sites read on a Dask cluster: one machine fetches for all workers, whichever of them come and go.

Each vendor has an address of this machine to itself, as 127.0.0.7, so that it is a host of its own.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import ExitStack, closing
from datetime import date
from queue import Queue
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest
from tests.batch.vendor_sites import serving

from edscreen.batch.cluster.joining import ClusterNotUsable
from edscreen.batch.cluster.site_workers import ClusterSiteWorkers
from edscreen.batch.foundations import foundations
from edscreen.batch.work import Job, Visits
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess, Popen

    from tests.batch.vendor_sites import Vendors

    Run = Callable[..., CompletedProcess[str]]
    Begin = Callable[..., Popen[str]]
    Serve = Callable[..., Vendors]

pytestmark = [
    pytest.mark.usefixtures("dask"),
    pytest.mark.skipif(
        not sys.platform.startswith("linux"),
        reason="only Linux answers at every address from 127.0.0.2 on unasked",
    ),
]

POLICY = "edscreen_policy: 1\nsite: {requests_per_second: 4}\n"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start so many vendors' servers, each slower than the one before it, and list their products."""
    with serving() as start:

        def listed(number: int, products: int = 2, later: float = 0.0, *, held: bool = False) -> Vendors:
            vendors = start(number, later, held=held)
            rows = [
                f"Vendor {vendor},Product {vendor}.{product},http://{place}/"
                for product in range(products)
                for vendor, place in enumerate(vendors.places)
            ]
            (tmp_path / "products.csv").write_text(
                "\n".join(["Vendor,Product,URL", *rows]) + "\n", encoding="utf-8"
            )
            (tmp_path / "edscreen.yaml").write_text(POLICY, encoding="utf-8")
            return vendors

        yield listed


def screening(vendors: Vendors, out: str, *options: str) -> tuple[str, ...]:
    """The words of the command that screens the list of their products."""
    usual = ("--out", out, "--site", "--no-cache", "--select", "research-on-home-page", "--exit-zero")
    return ("batch", "products.csv", *usual, *vendors.allowed, *options)


@pytest.fixture
def cluster() -> Iterator[Callable[[int], Any]]:
    """Start so many processes that are talked to over TCP, as any cluster is that was there before."""
    from distributed import LocalCluster

    with ExitStack() as stack:
        yield lambda number: stack.enter_context(
            LocalCluster(
                n_workers=number,
                threads_per_worker=1,
                host="127.0.0.1",
                protocol="tcp",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
            )
        )


def said(done: CompletedProcess[str]) -> list[str]:
    """What a run said, but for how far it had come, which only one that takes long says."""
    return [line for line in done.stderr.splitlines() if not re.match(r"edscreen: [\d,]+ of ", line)]


def report(folder: Path) -> list[bytes]:
    """The lines of a report, but for the second at which a page was fetched."""
    lines = (folder / "report.jsonl").read_bytes().splitlines()
    return sorted(re.sub(rb'"fetched_at":"[^"]*"', b'"fetched_at":"then"', line) for line in lines)


def recorded(folder: Path) -> Counter[int]:
    """How often each row of the list was recorded."""
    if not (folder / "results.sqlite").exists():
        return Counter()
    try:
        with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
            return Counter(item for (item,) in tables.execute("SELECT item FROM scorecards"))
    except sqlite3.Error:  # its tables are being made
        return Counter()


def wait_until_recorded(folder: Path, rows: int, process: Popen[str]) -> None:
    until = monotonic() + 60
    while len(recorded(folder)) < rows and process.poll() is None and monotonic() < until:
        sleep(0.02)
    assert process.poll() is None, "it was to go on"


def ended(process: Popen[str]) -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said


def test_a_cluster_reports_the_same_and_no_site_is_hurried_or_asked_twice(
    serve: Serve, cluster: Callable[[int], Any], edscreen: Run, tmp_path: Path
) -> None:
    vendors = serve(6)
    here = edscreen(*screening(vendors, "here"))
    there_from = len(vendors.asked)
    there = edscreen(
        *screening(vendors, "there", "--engine", "dask", "--scheduler", cluster(2).scheduler_address)
    )

    assert there.returncode == here.returncode
    assert [line.replace("there", "here") for line in said(there)] == said(here)
    assert report(tmp_path / "there") == report(tmp_path / "here")
    assert len(report(tmp_path / "there")) == 12
    asked = vendors.asked[there_from:]
    assert set(Counter((vendor, path) for _, vendor, path in asked).values()) == {1}
    pauses = vendors.pauses(there_from)
    assert all(len(each) >= 2 for each in pauses), "robots.txt, the home page and the one that it links to"
    vendors.check_pace(4, there_from)


def test_a_worker_killed_loses_nothing_and_nothing_is_recorded_twice(
    serve: Serve, cluster: Callable[[int], Any], begin: Begin, tmp_path: Path
) -> None:
    vendors = serve(16, later=0.1, held=True)
    started = cluster(2)
    run = begin(
        *screening(vendors, "screening", "--engine", "dask", "--scheduler", started.scheduler_address)
    )
    wait_until_recorded(tmp_path / "screening", 3, run)
    os.kill(started.workers[0].pid, signal.SIGKILL)
    vendors.go_on.set()
    ended(run)

    assert recorded(tmp_path / "screening") == Counter(range(2, 34))
    assert len(report(tmp_path / "screening")) == 32
    assert not [line for line in report(tmp_path / "screening") if b'{"error"' in line]


@pytest.mark.parametrize("engines", [("local", "dask"), ("dask", "local")])
def test_a_run_stopped_on_one_engine_goes_on_with_the_other(
    serve: Serve, begin: Begin, tmp_path: Path, engines: tuple[str, str]
) -> None:
    first, second = engines
    vendors = serve(12, products=1, later=0.1, held=True)
    run = begin(*screening(vendors, "screening", "--workers", "2", "--engine", first))
    wait_until_recorded(tmp_path / "screening", 3, run)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=30)
    assert run.returncode == 130
    vendors.go_on.set()
    done, since = recorded(tmp_path / "screening"), len(vendors.asked)
    ended(begin(*screening(vendors, "screening", "--workers", "2", "--engine", second, "--resume")))

    assert recorded(tmp_path / "screening") == Counter(range(2, 14))
    assert {vendor for _, vendor, _ in vendors.asked[since:]}.isdisjoint(row - 2 for row in done)


def workers(scheduler: str, **changed: str) -> ClusterSiteWorkers:
    job = Job(as_of=date(2026, 11, 21), no_policy=True)
    rests_on = foundations(job, Grounds(job, open_policy(job))) | changed
    visits = Visits(max_pages=2, max_clicks=1, opens_sources=False)
    return ClusterSiteWorkers(job, visits, rests_on, scheduler=scheduler, workers=1, told=pytest.fail)


def test_a_worker_that_rests_on_something_else_is_refused(cluster: Callable[[int], Any]) -> None:
    refused = workers(cluster(1).scheduler_address, rules="other rules")
    try:
        with pytest.raises(ClusterNotUsable, match="differs from this machine in the rule books: install"):
            _look(refused)
    finally:
        refused.stop()


def test_a_cluster_without_a_worker_is_said_to_be_lost(
    cluster: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edscreen.batch.cluster.cluster.NO_WORKER_LIMIT", 0.2)
    without = workers(cluster(0).scheduler_address)
    try:
        with pytest.raises(
            ClusterNotUsable, match=r"no worker for .*; what was recorded is kept: go on with"
        ):
            _look(without)
    finally:
        without.stop()


def test_whoever_joins_a_cluster_later_is_used(cluster: Callable[[int], Any]) -> None:
    started = cluster(1)
    ready: Queue[object] = Queue()
    growing = workers(started.scheduler_address)
    try:
        growing.look(ready.put)
        first = ready.get(timeout=60)
        started.scale(2)
        started.wait_for_workers(2)
        growing.look(ready.put)
        assert ready.get(timeout=60) is not first
    finally:
        growing.stop()


def _look(at: ClusterSiteWorkers) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        at.look(lambda link: pytest.fail(f"{link} is used"))
        sleep(0.1)


def test_a_product_that_kills_its_workers_is_given_up_and_the_rest_is_screened(
    serve: Serve, begin: Begin, write_rule: Callable[..., Path], tmp_path: Path
) -> None:
    vendors = serve(8, products=1)
    body = """if profile.product.name == "Product 3.0":
        import os
        os._exit(1)
    return passes("It is harmless.", ("product", "name"), basis="claimed")"""
    book = write_rule("is-harmless", body=body)
    options = ("--engine", "dask", "--workers", "2", "--rules-dir", book.name, "--select", "is-harmless")
    run = begin(*screening(vendors, "screening", *options))
    _, said = run.communicate(timeout=120)

    assert run.returncode == 2, said
    assert recorded(tmp_path / "screening") == Counter({2, 3, 4, 6, 7, 8, 9})
    [given_up] = [line for line in report(tmp_path / "screening") if b'{"error"' in line]
    assert b"it was given up after 3 attempts: the process that screened it died" in given_up
