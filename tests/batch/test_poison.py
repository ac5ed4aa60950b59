"""Vendors that kill or hang what screens them cost themselves alone."""

from __future__ import annotations

import os
from datetime import date
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from edscreen.batch import screened
from edscreen.batch.foundations import foundations
from edscreen.batch.items import Item
from edscreen.batch.local import LocalRunner
from edscreen.batch.plotted import Plotted, plotted
from edscreen.batch.runner import Lost, RunnerLost
from edscreen.batch.work import Job, Worker
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from edscreen.profile.models import Profile
    from edscreen.profile.models.vendor import Role

PASSES = '    return passes("It is harmless.", basis="claimed")'


def test_a_vendor_that_kills_its_process_is_given_up_and_the_rest_is_screened(
    edscreen: Callable[..., CompletedProcess[str]],
    vendors: Callable[[int], Path],
    write_rule: Callable[..., Path],
    tmp_path: Path,
) -> None:
    vendors(12)
    deadly = 'import os\n    if profile.product.name == "Product 7":\n        os._exit(9)\n'
    write_rule("is-harmless", body=deadly + PASSES)
    arguments = ("batch", "vendors", "--out", "screening", "--no-policy", "--rules-dir", "book")
    done = edscreen(*arguments, "--workers", "1")
    assert done.returncode == 2, done.stderr
    report = (tmp_path / "screening/report.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(report) == 12
    assert '"kind":"given_up","profile":"vendors/00007.yaml","line":1,' in report[7]
    assert "it was given up after 3 attempts: the process that screened it died" in report[7]
    assert "12 files screened before" in edscreen(*arguments, "--resume").stderr


def test_an_item_on_which_edscreen_fails_costs_itself_alone(
    vendors: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    items = _items(vendors(3))

    def fail(profile: Profile, role: Role | None) -> Plotted:
        if profile.product.name == "Product 1":
            raise LookupError(profile.product.name)
        return plotted(profile, role)

    monkeypatch.setattr(screened, "plotted", fail)
    done = Worker(Job(as_of=date(2026, 11, 21), no_policy=True)).screen(items)
    assert [[rows.columns["product"] for rows in each.scorecards] for each in done] == [
        ["Product 0"], [], ["Product 2"]
    ]  # fmt: skip
    assert [each.number for each in done] == [1, 2, 3]
    assert b'"kind":"given_up"' in done[1].lines[0]
    assert b"an error inside edscreen (LookupError) kept this from being screened" in done[1].lines[0]


def test_workers_that_are_killed_one_after_the_other_cost_nothing(vendors: Callable[[int], Path]) -> None:
    items = _items(vendors(40))
    runner = LocalRunner(Job(as_of=date(2026, 11, 21), no_policy=True), 2)
    done: list[int] = []
    again = [[item] for item in items]
    try:
        while again:
            chunks, again = again, []
            for returned in runner.results(chunks):
                if isinstance(returned, Lost):
                    again.append(list(returned.items))
                else:
                    done += [each.number for each in returned]
                if len(done) in {5, 15, 25}:  # as where memory runs out
                    for worker in active_children():
                        worker.kill()
    finally:
        runner.stop()
    assert sorted(done) == [item.number for item in items]


class _Deadly:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (9,)


def test_workers_that_die_before_they_begin_end_the_run_and_no_item_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("edscreen.batch.runner._MOST_STILLBORN", 2)
    runner = LocalRunner(Job(as_of=date(2026, 11, 21), no_policy=True, rows=_Deadly()), 1)  # type: ignore[arg-type]
    try:
        with pytest.raises(RunnerLost, match="that screen die before they have begun"):
            assert not list(runner.results([[Item(1, "lumen.yaml", b"", "lumen.yaml")]]))
    finally:
        runner.stop()


def test_a_rule_that_is_edited_while_the_run_goes_on_ends_it(write_rule: Callable[..., Path]) -> None:
    book = write_rule("is-quick", body=PASSES)
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=(book,))
    rests_on = foundations(job, Grounds(job, open_policy(job)))
    [rule] = book.glob("*/rule.py")
    rule.write_text(rule.read_text(encoding="utf-8").replace("harmless", "harmful"), encoding="utf-8")
    runner = LocalRunner(job, 1, rests_on=rests_on)
    text = b"edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
    try:
        with pytest.raises(RunnerLost, match="the rule books changed while the run went on"):
            list(runner.results([[Item(1, "lumen.yaml", text, "lumen.yaml")]]))
    finally:
        runner.stop()


def test_what_hangs_and_takes_nothing_in_any_more_is_ended(
    write_rule: Callable[..., Path],
) -> None:
    """A pattern that goes on for ever stops all threads of its process, that which takes in chunks, too."""
    book = write_rule("is-quick", body=f'import re\n    re.match(r"(a+)+$", profile.vendor.name)\n{PASSES}')
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=(book,), select=("is-quick",))
    names = ["a" * 64 + "b", *["Lumen Learning"] * 20]
    padding = "# what else there is to say\n" * 400
    items = [
        Item(
            number,
            "x.yaml",
            f"edscreen: 1\nvendor: {{name: {name}}}\nproduct: {{name: X}}\n{padding}".encode(),
            "x",
        )
        for number, name in enumerate(names, 1)
    ]
    runner = LocalRunner(job, 1, time_limit=4)
    try:
        lost, *others = runner.results([items[:1], items[1:11], items[11:]])
    finally:
        runner.stop()
    assert lost == Lost(items[:1], "screening it took more than 4 seconds")
    assert [len(each) for each in others] == [10, 10]


def test_what_hangs_is_ended(write_rule: Callable[..., Path]) -> None:
    book = write_rule("is-quick", body=f"import time\n    time.sleep(60)\n{PASSES}")
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rules_dirs=(book,))
    text = b"edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
    items = [Item(1, "lumen.yaml", text, "lumen.yaml")]
    runner = LocalRunner(job, 1, time_limit=0.5)
    try:
        assert list(runner.results([items])) == [Lost(items, "screening it took more than 0.5 seconds")]
    finally:
        runner.stop()


def _items(folder: Path) -> list[Item]:
    return [
        Item(number, path.name, path.read_bytes(), path.name)
        for number, path in enumerate(sorted(folder.iterdir()), 1)
    ]
