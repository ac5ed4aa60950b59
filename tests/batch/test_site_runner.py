"""Workers that read sites: none holds up the others, whatever its vendors, its pages or its death are like.

Each vendor has an address of this machine to itself, as 127.0.1.7, so that it is a host of its own.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.foundations import foundations
from edscreen.batch.items import Item
from edscreen.batch.runner import Lost, RunnerLost
from edscreen.batch.visiting.processes import Processes
from edscreen.batch.visiting.site_runner import SiteRunner
from edscreen.batch.work import Job, Visits
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy
from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import AllowedHost, FetchSettings, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from edscreen.batch.visiting.desk import ToKeep
    from edscreen.site.fetched import Fetched

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="only Linux answers at every address from 127.0.0.2 on unasked",
)

JOB = Job(as_of=date(2026, 11, 21), no_policy=True, select=("research-on-home-page",))
VISITS = Visits(max_pages=1, max_clicks=0, opens_sources=False)
PASSES = '    return passes("It is harmless.", basis="claimed")'
PAGE = """<!doctype html><html lang=en><head><title>Reader | Vendor</title></head><body><main><h1>Reader</h1>
<p>Reader is a program for the early grades. It is used in class and at home, in small groups and alone, and
every teacher sees how far each student has come.</p>{}</main></body></html>"""
MEBIBYTE = 1024 * 1024


class Vendors:
    """Web servers of vendors.

    Attributes:
        port: where they answer, at 127.0.1.1, 127.0.1.2 and so on.
        answers: the first of them answers only once this is set.
    """

    def __init__(self, filling: str) -> None:
        """Serve a page with so much text."""
        self.answers = Event()
        self.answers.set()
        body = PAGE.format(filling).encode()
        vendors = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.connection.getsockname()[0] == "127.0.1.1":
                    vendors.answers.wait()
                self.send_response(404 if self.path == "/robots.txt" else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Serve no more."""
        self.answers.set()
        self._server.shutdown()
        self._server.server_close()

    def item(self, number: int, vendor: int) -> Item:
        """A product of the vendor of that number."""
        text = (
            f"edscreen: 1\nvendor: {{name: Vendor {vendor}, website: 'http://127.0.1.{vendor}:{self.port}/'}}\n"
            f"product: {{name: Product {number}, category: supplemental}}\n"
        )
        return Item(number, f"row {number}", text.encode(), f"{number}.yaml")

    @contextmanager
    def runner(
        self, job: Job = JOB, visits: Visits = VISITS, workers: int = 1, **more: Any
    ) -> Iterator[SiteRunner]:
        """What reads their sites; it waits for an answer as long as that takes."""
        settings = FetchSettings(
            allow_hosts=tuple(AllowedHost(f"127.0.1.{n}", self.port) for n in range(1, 100)),
            requests_per_second=100,
            limits=Limits(page_seconds=90, robots_seconds=90),
        )
        runner = SiteRunner(Processes(job, visits, workers), visits.at_once, Fetcher(settings), **more)
        try:
            yield runner
        finally:
            runner.stop()


@pytest.fixture
def serve() -> Iterator[Callable[..., Vendors]]:
    """Start the vendors' servers."""
    with ExitStack() as stack:
        yield lambda filling="": stack.enter_context(closing(Vendors(filling)))


def test_many_products_of_a_vendor_that_does_not_answer_hold_up_no_other(
    serve: Callable[..., Vendors],
) -> None:
    vendors = serve()
    vendors.answers.clear()
    slow = [vendors.item(number, 1) for number in range(1, 31)]
    others = [vendors.item(30 + vendor, vendor) for vendor in range(2, 8)]
    done: list[int] = []
    with vendors.runner(visits=Visits(max_pages=1, max_clicks=0, opens_sources=False, at_once=2)) as runner:
        for returned in runner.results([slow, others]):
            assert not isinstance(returned, Lost)
            done += (each.number for each in returned)
            if len(done) == len(others):
                vendors.answers.set()

    assert sorted(done[: len(others)]) == [item.number for item in others]
    assert sorted(done[len(others) :]) == [item.number for item in slow]


def test_large_pages_on_their_way_to_and_fro_do_not_block_each_other(serve: Callable[..., Vendors]) -> None:
    vendors = serve(f"<!--{'x' * MEBIBYTE}-->")
    kept: list[ToKeep] = []
    visits = Visits(max_pages=1, max_clicks=0, opens_sources=False, keeps_pages=True)
    done: list[int] = []
    with vendors.runner(visits=visits, keep=kept.append) as runner:
        for returned in runner.results([[vendors.item(vendor, vendor) for vendor in range(1, 17)]]):
            assert not isinstance(returned, Lost)
            done += (each.number for each in returned)

    assert sorted(done) == list(range(1, 17))
    assert len(kept) == 16
    assert min(len(each.page.body) for each in kept) > MEBIBYTE


def test_who_kills_a_worker_is_found_out_among_many_and_costs_nobody_else(
    serve: Callable[..., Vendors], write_rule: Callable[..., Path]
) -> None:
    deadly = 'import os\n    if profile.product.name == "Product 7":\n        os._exit(9)\n'
    book = write_rule("is-harmless", body=deadly + PASSES)
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=(book,))
    vendors = serve("<p>A page with much to read about.</p>" * 3_000)
    again = deque([[vendors.item(number, number) for number in range(1, 31)]])
    done: list[int] = []
    blamed: list[int] = []
    with vendors.runner(job, workers=2) as runner:
        while again:
            for returned in runner.results(_taken(again)):
                if not isinstance(returned, Lost):
                    done += (each.number for each in returned)
                else:
                    blamed += (item.number for item in returned.items)
                    again.extend([list(returned.items)] if len(blamed) < 3 else [])

    assert blamed == [7, 7, 7]
    assert sorted(done) == [number for number in range(1, 31) if number != 7]


def _taken(chunks: deque[list[Item]]) -> Iterator[list[Item]]:
    while chunks:
        yield chunks.popleft()


class _Deadly:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (9,)


def test_workers_that_die_before_they_begin_end_the_run_and_no_item_is_blamed(
    serve: Callable[..., Vendors], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edscreen.batch.runner._MOST_STILLBORN", 2)
    vendors = serve()
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rows=_Deadly())  # type: ignore[arg-type]
    with vendors.runner(job) as runner, pytest.raises(RunnerLost, match="that read sites die before"):
        assert not list(runner.results([[vendors.item(1, 1)]]))


def test_a_worker_that_would_answer_other_questions_ends_the_run(serve: Callable[..., Vendors]) -> None:
    vendors = serve()
    rests_on = foundations(JOB, Grounds(JOB, open_policy(JOB))) | {"policy": "as it was when the run began"}
    workers = Processes(JOB, VISITS, 1, rests_on=rests_on)
    runner = SiteRunner(workers, VISITS.at_once, Fetcher(FetchSettings()))
    try:
        with pytest.raises(RunnerLost, match="the policy changed while the run went on"):
            assert not list(runner.results([[vendors.item(1, 1)]]))
    finally:
        runner.stop()


class _Odd(Exception):
    """Cannot be sent to another process: it is made from two things and keeps one."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = second


def test_an_error_of_any_kind_in_what_fetches_costs_a_page_and_no_worker(
    serve: Callable[..., Vendors], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> Fetched:
        raise _Odd("first", "second")

    monkeypatch.setattr(Fetcher, "fetch", fail)
    vendors = serve()
    with vendors.runner() as runner:
        [returned] = runner.results([[vendors.item(1, 2)]])
    assert not isinstance(returned, Lost)
    [finding] = returned[0].scorecards[0].findings
    assert "unavailable" in finding.finding
    assert "edscreen failed here, with _Odd" in str(finding)
