"""A worker as the fetching process sees it: sent to without waiting, and known by the time that it takes."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from multiprocessing import active_children
from queue import Queue

import pytest

from edscreen.batch.visiting import colleague as colleagues
from edscreen.batch.visiting.colleague import Colleague
from edscreen.batch.visiting.desk import Answered, Asked, IsReady
from edscreen.batch.visiting.site_process import SiteProcess
from edscreen.batch.work import Job, Visits
from edscreen.site.fetched import Fetched

MEBIBYTE = 1024 * 1024


class _Played:
    """A worker that says what a test has it say."""

    def __init__(self) -> None:
        self.said: Queue[Asked | None] = Queue()

    def send(self, message: object) -> None:
        """Take a message."""

    def recv(self) -> Asked:
        if message := self.said.get():
            return message
        raise EOFError

    def end(self) -> None:
        self.said.put(None)

    def close(self) -> None:
        """There is nothing to let go of."""


def test_how_far_a_worker_is_behind_is_told_by_what_it_took_for_the_pages_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1_000.0
    monkeypatch.setattr(colleagues, "monotonic", lambda: now)
    link, heard = _Played(), Queue[int]()

    def hear(worker: Colleague, message: object) -> None:
        if isinstance(message, Asked):
            worker.heard_of(message.item)
            heard.put(message.item)

    colleague = Colleague(link, 4, hear)
    for item in range(200):
        now += 60.0  # it has nothing to do meanwhile, which is no work
        colleague.answer(item, Answered(item, None))
        link.said.put(Asked(item, item, "page", None))  # it was only told that it may begin
        assert heard.get() == item
        colleague.answer(item, Answered(item, "a page"))
        now += 0.25
        link.said.put(Asked(item, item, "page", None))
        assert heard.get() == item
    colleague.answer(200, Answered(200, "a page"))
    assert colleague.seconds_behind(3) == pytest.approx(4 * 0.25, rel=0.01)
    colleague.end()
    colleague.close()


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
        colleague.answer(item, Answered(item, page))
    assert colleague.hangs(0.0)
    assert not colleague.hangs(3600.0)
    assert colleague.seconds_behind(0) > 0.0
    colleague.end()
    assert heard.get() is None
    assert colleague.seconds_behind(0) == 0.0  # so that whoever waits for a place may go
    colleague.close()
    assert not process.is_alive()
