"""The ledger: what is done stays done, and belongs to one run."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.alignment import Alignment
from edscreen.batch.items import Item
from edscreen.batch.ledger import FILE, open_ledger
from edscreen.batch.ledger_file import LedgerNotUsable
from edscreen.batch.screened import Screened, only_problem
from edscreen.batch.work import Job
from edscreen.report.run import Problem
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from edscreen.batch.ledger import Ledger


def item(number: int, content: bytes | None = None, name: str | None = None) -> Item:
    path = name or f"{number}.yaml"
    return Item(number, path, path.encode() if content is None else content, path, path.encode())


def result(number: int) -> Screened:
    return only_problem(number, Problem("invalid_profile", f"{number}.yaml", 1, 1, "", "unreadable"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path)
    yield opened
    opened.close()


def test_what_is_claimed_and_not_recorded_is_not_done(ledger: Ledger) -> None:
    items = [item(1), item(2)]
    ledger.claim(items)
    ledger.record([result(1)])
    assert ledger.finished(items) == {1}


def test_the_next_owner_waits_for_no_claim_of_the_last(tmp_path: Path) -> None:
    first = open_ledger(tmp_path)
    first.claim([item(1), item(2)])
    first.record([result(1)])
    first.close()
    second = open_ledger(tmp_path)
    found = second.align([item(1), item(2)])
    assert found == Alignment(before=1, same=1, moved=0, repeating=0, freed=0, changed=0, new=1, to_do=1)
    assert second.finished([item(1), item(2)]) == {1}
    second.close()


def test_two_runs_never_share_a_ledger(tmp_path: Path) -> None:
    first = open_ledger(tmp_path)
    with pytest.raises(LedgerNotUsable, match="another run of edscreen is writing"):
        open_ledger(tmp_path)
    first.close()
    open_ledger(tmp_path).close()


def test_what_changed_is_done_anew_and_what_moved_is_not(ledger: Ledger) -> None:
    before = [item(1, b"a", "a.yaml"), item(2, b"b", "b.yaml"), item(3, b"c", "c.yaml")]
    ledger.claim(before)
    ledger.record([result(1), result(2), result(3)])
    now = [
        item(1, b"new", "0.yaml"),
        item(2, b"a", "a.yaml"),
        item(3, b"changed", "b.yaml"),
        item(4, b"c", "c.yaml"),
    ]
    found = ledger.align(now)
    assert found == Alignment(before=3, same=2, moved=0, repeating=0, freed=0, changed=1, new=1, to_do=2)
    assert ledger.finished(now) == {2, 4}
    assert ledger.reading.execute("SELECT item FROM errors ORDER BY item").fetchall() == [(2,), (4,)]


def test_a_file_under_another_name_keeps_its_result_and_tells_that_name(ledger: Ledger) -> None:
    ledger.claim([item(1, b"a", "a.yaml"), item(2, b"b", "b.yaml")])
    ledger.record([result(1), result(2)])
    now = [item(1, b"b", "b.yaml"), item(2, b"a", "c.yaml")]
    found = ledger.align(now)
    assert found == Alignment(before=2, same=2, moved=1, repeating=0, freed=0, changed=0, new=0, to_do=0)
    told = ledger.reading.execute("SELECT item, profile FROM errors ORDER BY item").fetchall()
    assert told == [(1, "2.yaml"), (2, "c.yaml")]


def test_rows_of_the_same_text_are_told_apart_by_their_order(ledger: Ledger) -> None:
    rows = [Item(number, f"row {number}", ("-",), "list.csv") for number in (2, 3, 5)]
    ledger.claim(rows)
    ledger.record([result(2), result(3), result(5)])
    found = ledger.align([rows[0], rows[1]._replace(number=4, key="row 4")])
    assert (found.before, found.same, found.gone, found.new, found.to_do) == (3, 2, 1, 0, 0)
    assert [row for (row,) in ledger.reading.execute("SELECT item FROM errors ORDER BY item")] == [2, 4]


def test_attempts_outlive_the_run_that_made_them(tmp_path: Path) -> None:
    first = open_ledger(tmp_path)
    first.claim([item(1)])
    assert first.failed(1) == 1
    first.close()
    second = open_ledger(tmp_path)
    second.align([item(1)])
    second.claim([item(1)])
    assert second.failed(1) == 2
    second.close()


def test_a_file_that_is_no_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"something else, and long enough to be read as a header" * 100)
    with pytest.raises(LedgerNotUsable, match="no ledger of edscreen"):
        open_ledger(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"something else")


def test_analysts_may_read_while_a_run_goes_on(ledger: Ledger, tmp_path: Path) -> None:
    ledger.claim([item(1)])
    ledger.record([result(1)])
    with sqlite3.connect(f"{(tmp_path / FILE).as_uri()}?mode=ro", uri=True) as reader:
        assert reader.execute("SELECT count(*) FROM errors").fetchone() == (1,)
    reader.close()


def test_a_run_that_was_killed_at_its_very_beginning_is_begun_anew(
    edscreen: Callable[..., CompletedProcess[str]], vendors: Callable[[int], Path], tmp_path: Path
) -> None:
    vendors(3)
    whole = edscreen("batch", "vendors", "--out", "whole", "--no-policy")
    job = Job(as_of=date(2026, 11, 21), no_policy=True)
    rules = Grounds(job, open_policy(job)).selection.rules
    begun = open_ledger(tmp_path / "killed")
    begun.put_rules(rules)
    begun.close()
    done = edscreen("batch", "vendors", "--out", "killed", "--no-policy", "--resume")
    assert done.returncode == whole.returncode
    assert (tmp_path / "killed/report.jsonl").read_bytes() == (tmp_path / "whole/report.jsonl").read_bytes()


def test_a_row_is_dropped_without_going_through_what_became_of_every_waiver(ledger: Ledger) -> None:
    plan = ledger.reading.execute("EXPLAIN QUERY PLAN DELETE FROM waiver_uses WHERE item = 7").fetchall()
    assert "waiver_uses_of_item" in plan[0][-1]
