"""A worker as the fetching process sees it: sent to without waiting, and known by the time that it takes."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from multiprocessing import active_children
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.items import Item
from edscreen.batch.visiting import colleague as colleagues
from edscreen.batch.visiting.colleague import Colleague
from edscreen.batch.visiting.desk import Answered, Asked, IsReady
from edscreen.batch.visiting.site_process import SiteProcess
from edscreen.batch.work import Job, Visits
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator

MEBIBYTE = 1024 * 1024


class _Played:
    """A worker that says what a test has it say, and the time that passes meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(colleagues, "monotonic", lambda: self.now)
        self._said: Queue[Asked | None] = Queue()
        self._heard: Queue[int] = Queue()
        self.colleague = Colleague(self, 4, self._hear)
        self.colleague.is_ready = True

    def asks(self, item: int, after: float = 0.0, *, is_done: bool = False) -> None:
        """Have the worker ask for a page so many seconds later, or say that it is done with an item."""
        self.now += after
        self._said.put(Asked(item, item, "page", is_done))
        assert self._heard.get() == item

    def is_given_page(self, item: int) -> None:
        self.colleague.answer(item, Answered(item, "a page"))

    def _hear(self, worker: Colleague, message: object) -> None:
        if isinstance(message, Asked):
            worker.heard_of(message.item, is_done=message.about)
            self._heard.put(message.item)

    def send(self, message: object) -> None:
        """Take a message."""

    def recv(self) -> Asked:
        if message := self._said.get():
            return message
        raise EOFError

    def end(self) -> None:
        self._said.put(None)

    def close(self) -> None:
        """There is nothing to let go of."""


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Played]:
    """A worker that has dealt with 200 pages, a quarter of a second each."""
    worker = _Played(monkeypatch)
    for item in range(200):
        worker.now += 60.0  # it has nothing to do meanwhile, which is no work
        worker.colleague.give(Item(item, f"row {item}", b"", f"{item}.yaml"))
        worker.asks(item, after=2.0)  # to begin takes what no page takes
        worker.is_given_page(item)
        worker.asks(item, after=0.25, is_done=True)
    worker.colleague.give(Item(200, "row 200", b"", "200.yaml"))
    worker.asks(200)
    yield worker
    worker.colleague.end()
    worker.colleague.close()


def test_how_far_a_worker_is_behind_is_told_by_what_it_took_for_the_pages_before(played: _Played) -> None:
    assert played.colleague.seconds_behind(3) == pytest.approx(3 * 0.25, rel=0.01)
    played.is_given_page(200)
    assert played.colleague.seconds_behind(3) == pytest.approx(4 * 0.25, rel=0.01)


def test_an_answer_that_comes_after_an_item_is_done_is_no_work_that_waits(played: _Played) -> None:
    for item in range(100):
        played.is_given_page(item)
    assert played.colleague.seconds_behind(0) == 0.0
    assert not played.colleague.suspects()
    played.asks(200, is_done=True)
    played.now += 3600.0
    assert not played.colleague.hangs(300.0)


def test_one_page_that_takes_long_says_little_of_the_next(played: _Played) -> None:
    played.is_given_page(200)
    played.asks(200, after=100.0)
    assert played.colleague.seconds_behind(1) < 0.3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot halt a process by a signal")
def test_a_worker_that_dies_while_it_is_sent_to_holds_nobody_up() -> None:
    job = Job(as_of=date(2026, 11, 21), no_policy=True, select=("research-on-home-page",))
    visits = Visits(max_pages=1, max_clicks=0, opens_sources=False)
    heard: Queue[object] = Queue()
    before = set(active_children())
    colleague = Colleague(SiteProcess(job, visits), 4, lambda _, message: heard.put(message))
    assert heard.get() == IsReady()
    [process] = set(active_children()) - before
    assert process.pid
    os.kill(process.pid, signal.SIGSTOP)
    url, day = "https://vendor.example/", "2026-11-21T10:30:05Z"
    page = Fetched(url, url, 200, (), b"x" * MEBIBYTE, day)
    for item in range(64):  # far more than a pipe holds, and none of these calls waits
        colleague.give(Item(item, f"row {item}", b"", f"{item}.yaml"))
        colleague.answer(item, Answered(item, page))
    assert colleague.hangs(0.0)
    assert not colleague.hangs(3600.0)
    assert colleague.seconds_behind(0) > 0.0
    colleague.end()
    assert heard.get() is None
    assert colleague.seconds_behind(0) == 0.0  # so that whoever waits for a place may go
    colleague.close()
    assert not process.is_alive()
