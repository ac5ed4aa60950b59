"""A cluster on which others work too, and what is said of one whose scheduler has come to a halt."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from datetime import date
from threading import Event
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.cluster.joining import ClusterNotUsable
from edscreen.batch.cluster.runner import ClusterRunner
from edscreen.batch.foundations import foundations
from edscreen.batch.items import Item
from edscreen.batch.runner import Lost
from edscreen.batch.work import Job
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from edscreen.batch.runner import Returned

pytestmark = pytest.mark.usefixtures("dask")

HANGS = """if profile.product.name == "No. 1":
        {hangs}
    return passes("It was asked.", ("product", "name"), basis="claimed")"""


@contextmanager
def cluster(workers: int) -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tcp",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
    ) as started:
        yield started


@contextmanager
def screening(started: Any, *books: Path) -> Iterator[ClusterRunner]:
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=books)
    rests_on = foundations(job, Grounds(job, open_policy(job)))
    runner = ClusterRunner(job, rests_on, scheduler=started.scheduler_address, workers=1, told=pytest.fail)
    try:
        yield runner
    finally:
        runner.stop()


def item(number: int) -> Item:
    text = f"edscreen: 1\nvendor: {{name: Lumen Learning}}\nproduct: {{name: No. {number}}}\n"
    return Item(number, f"{number}.yaml", text.encode(), f"{number}.yaml")


def numbers(returned: Sequence[Returned], *, lost: bool) -> list[int]:
    """The items that were lost, or were not."""
    found: list[int] = []
    for each in returned:
        if isinstance(each, Lost) == lost:
            found += [one.number for one in (each.items if isinstance(each, Lost) else each)]
    return sorted(found)


def test_what_waits_for_others_work_is_not_taken_for_what_hangs_and_their_work_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import Client

    monkeypatch.setattr("edscreen.batch.cluster.runner.CHUNK_TIME_LIMIT", 4.0)
    with cluster(1) as started, Client(started, set_as_default=False) as other:
        theirs = other.submit(sleep, 10)
        with screening(started) as runner:
            returned = list(runner.results([item(number)] for number in range(3)))
        assert theirs.status == "finished"

    assert numbers(returned, lost=False) == [0, 1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="another library sleeps there")
@pytest.mark.parametrize(
    ("hangs", "may_be_lost"),
    [
        ("import time; time.sleep(300)", {1}),
        # As a regular expression that never ends, this lets its process say nothing.
        ("import ctypes; ctypes.PyDLL(None).sleep(300)", {1, 2, 3}),
    ],
    ids=["telling", "silent"],
)
def test_what_is_tried_alone_is_not_lost_with_what_hangs(
    write_rule: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, hangs: str, may_be_lost: set[int]
) -> None:
    monkeypatch.setattr("edscreen.batch.cluster.runner.CHUNK_TIME_LIMIT", 5.0)
    book = write_rule(body=HANGS.format(hangs=hangs))
    chunks = [[item(0)], [item(1)], [item(2), item(3)], [item(4)]]
    with cluster(1) as started, screening(started, book) as runner:
        returned = list(runner.results(chunks))

    lost = numbers(returned, lost=True)
    assert {1} <= set(lost) <= may_be_lost
    assert sorted([*lost, *numbers(returned, lost=False)]) == [0, 1, 2, 3, 4]


def test_a_scheduler_that_was_halted_ends_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edscreen.batch.cluster.cluster.ANSWER_LIMIT", 0.5)
    go_on = Event()
    with cluster(0) as started, screening(started) as runner:
        started.loop.add_callback(go_on.wait, 30)
        try:
            with pytest.raises(ClusterNotUsable, match="its scheduler does not answer; what was recorded"):
                next(runner.results([[item(0)]]))
        finally:
            go_on.set()
