"""A list screened by a Dask cluster: the same answers, whatever dies on the way, and nothing left open."""

from __future__ import annotations

import logging
import os
import signal
from collections import Counter
from contextlib import contextmanager
from datetime import date
from multiprocessing import active_children
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.cluster.joining import ClusterNotUsable, check_cluster
from edscreen.batch.cluster.runner import ClusterRunner
from edscreen.batch.foundations import foundations
from edscreen.batch.items import Item
from edscreen.batch.local import LocalRunner
from edscreen.batch.runner import Lost
from edscreen.batch.work import Job
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from edscreen.batch.runner import Returned
    from edscreen.batch.screened import Screened

pytestmark = pytest.mark.usefixtures("dask")

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows that ends a process at once, too
LOGGED = """with open({log!r}, "a", encoding="utf-8") as log:
        log.write(profile.product.name + "\\n")
    return passes("It was asked.", ("product", "name"), basis="claimed")"""
DEADLY = """if profile.product.name == "No. 1":
        import os
        os._exit(1)
    return passes("It was asked.", ("product", "name"), basis="claimed")"""


def items(number: int) -> list[Item]:
    text = "edscreen: 1\nvendor: {{name: Lumen Learning}}\nproduct: {{name: No. {}}}\n"
    return [Item(each, f"{each}.yaml", text.format(each).encode(), f"{each}.yaml") for each in range(number)]


def chunks(number: int, size: int = 10) -> Iterator[Sequence[Item]]:
    every = items(number)
    return (every[start : start + size] for start in range(0, number, size))


def job(*books: Path) -> Job:
    return Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=books)


@contextmanager
def screening(asked: Job, *, scheduler: str | None = None, **changed: str) -> Iterator[ClusterRunner]:
    rests_on = foundations(asked, Grounds(asked, open_policy(asked))) | changed
    runner = ClusterRunner(asked, rests_on, scheduler=scheduler, workers=2, told=pytest.fail)
    try:
        yield runner
    finally:
        runner.stop()


@contextmanager
def cluster() -> Iterator[Any]:
    """Two processes that are talked to over TCP, as any cluster is that was there before."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tcp",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
    ) as started:
        yield started


def wait_until_dropped(runner: ClusterRunner, scheduler: Any) -> None:
    """Wait until a scheduler has heard that the results that were read here are needed no more."""
    needed = runner._out.keys()  # noqa: SLF001 - nothing else knows which were not read yet
    until = monotonic() + 60
    while not scheduler.tasks.keys() <= needed and monotonic() < until:
        sleep(0.01)
    assert scheduler.tasks.keys() <= needed


def screened(results: Iterable[Returned]) -> list[Screened]:
    return [each for returned in results if not isinstance(returned, Lost) for each in returned]


def lines(results: Sequence[Screened]) -> list[bytes]:
    return sorted(line for each in results for line in each.lines)


def test_a_cluster_gives_the_bytes_that_processes_of_this_machine_give() -> None:
    local = LocalRunner(job(), 1)
    try:
        here = screened(local.results(chunks(300)))
    finally:
        local.stop()

    with screening(job()) as runner:
        there = screened(runner.results(chunks(300)))

    assert lines(there) == lines(here)
    assert len(there) == 300


def test_a_worker_killed_costs_no_result_and_no_recorded_item_is_screened_again(
    write_rule: Callable[..., Path], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    asked = job(write_rule(body=LOGGED.format(log=str(log))))
    recorded: Counter[str] = Counter()
    screened_before: dict[str, int] = {}
    with cluster() as started, screening(asked, scheduler=started.scheduler_address) as runner:
        for returned in runner.results(chunks(300)):
            assert not isinstance(returned, Lost)
            times = Counter(log.read_text(encoding="utf-8").split("\n"))
            for each in returned:
                name = f"No. {each.number}"
                recorded[name] += 1
                screened_before[name] = times[name]
            if sum(recorded.values()) == 50:
                wait_until_dropped(runner, started.scheduler)
                os.kill(started.workers[0].pid, KILL)

    times = Counter(log.read_text(encoding="utf-8").split("\n"))
    assert recorded == Counter(f"No. {number}" for number in range(300))
    assert {name: times[name] for name in recorded} == screened_before


def test_what_kills_its_worker_is_lost_alone(write_rule: Callable[..., Path]) -> None:
    with screening(job(write_rule(body=DEADLY))) as runner:
        returned = list(runner.results([each] for each in items(3)))

    lost = [each for each in returned if isinstance(each, Lost)]
    done = [each.number for each in screened(returned)]
    assert "the process that screened it died" in {each.why for each in lost}
    assert 1 in {item.number for each in lost for item in each.items}
    assert 1 not in done
    assert sorted([*done, *(item.number for each in lost for item in each.items)]) == [0, 1, 2]


def test_what_takes_too_long_is_ended_and_the_rest_goes_on(
    write_rule: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edscreen.batch.cluster.runner.CHUNK_TIME_LIMIT", 3.0)
    hangs = DEADLY.replace("import os\n", "import time\n").replace("os._exit(1)", "time.sleep(300)")

    with screening(job(write_rule(body=hangs))) as runner:
        returned = list(runner.results([each] for each in items(8)))

    lost = [item.number for each in returned if isinstance(each, Lost) for item in each.items]
    assert 1 in lost
    done = [each.number for each in screened(returned)]
    assert sorted([*lost, *done]) == list(range(8))


def test_a_worker_that_rests_on_something_else_is_refused() -> None:
    with (
        screening(job(), rules="other rules", policy="another") as runner,
        pytest.raises(
            ClusterNotUsable, match="differs from this machine in the policy and the rule books: install"
        ),
    ):
        list(runner.results(chunks(10)))


def test_a_run_says_that_its_cluster_was_lost() -> None:
    with cluster() as started, screening(job(), scheduler=started.scheduler_address) as runner:
        results = runner.results(chunks(2_000))
        next(results)
        started.close()
        with pytest.raises(
            ClusterNotUsable, match=r"was lost: .*; what was recorded is kept: go on with --res"
        ):
            list(results)


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("tcp://203.0.113.9:8786", "tcp:// neither encrypts nor checks who is who"),
        ("tls://203.0.113.9:8786", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE names no file"),
        ("203.0.113.9:8786", "write it as in tls://"),
        ("tcp://me@203.0.113.9:8786", "write it as in tls://"),
        ("tcp://[::1", "write it as in tls://"),
    ],
)
def test_an_address_that_is_not_safe_to_talk_to_is_refused(scheduler: str, said: str) -> None:
    with pytest.raises(ClusterNotUsable, match=said):
        check_cluster(scheduler, pytest.fail)


@pytest.mark.parametrize(
    "scheduler", [None, "tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786"]
)
def test_a_cluster_of_this_machine_alone_is_used_without_a_word(scheduler: str | None) -> None:
    check_cluster(scheduler, pytest.fail)


def test_where_no_scheduler_answers_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edscreen.batch.cluster.joining._CONNECTING", 0.5)
    with pytest.raises(ClusterNotUsable, match=r"no scheduler of Dask answers at tcp://127\.0\.0\.1:9"):
        ClusterRunner(job(), {}, scheduler="tcp://127.0.0.1:9", workers=1, told=pytest.fail)


def test_workers_that_die_as_their_cluster_starts_are_said_and_leave_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dies = "import os, sys\nif '--multiprocessing-fork' in sys.orig_argv:\n    os._exit(9)\n"
    (tmp_path / "sitecustomize.py").write_text(dies, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    before = set(active_children())
    with pytest.raises(
        ClusterNotUsable, match=r"started: its workers die as they start.*fewer --workers, and add --resume"
    ):
        ClusterRunner(job(), {}, scheduler=None, workers=1, told=pytest.fail)
    assert set(active_children()) <= before


def test_what_the_system_says_of_a_cluster_that_does_not_start_is_said(tmp_path: Path) -> None:
    import dask

    (tmp_path / "file").touch()
    taken = tmp_path / "file" / "below"
    with (
        dask.config.set({"temporary-directory": str(taken)}),
        pytest.raises(
            ClusterNotUsable, match=r"started: .+ \(.*below.*\); mend that, or give fewer --workers"
        ),
    ):
        ClusterRunner(job(), {}, scheduler=None, workers=1, told=pytest.fail)
