"""A sample in which rare verdicts occur, decided by its seed alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.batch.audit.keeping import kept_agreement
from edscreen.batch.audit.sampling import LEAST, SampleTooSmall, allocation, draw, strata

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.audit.sampling import Stratum

OUTCOMES = st.sampled_from(["flag", "pass", "undisclosed", "unavailable", "not_applicable"])
SIZES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), OUTCOMES), st.integers(1, 5_000), min_size=1, max_size=20
)


def test_what_is_rare_is_drawn_and_the_rest_is_in_proportion() -> None:
    sizes: dict[Stratum, int] = {("a", "pass"): 9_000, ("a", "flag"): 900, ("b", "flag"): 3}
    assert allocation(sizes, 200) == {("a", "pass"): 175, ("a", "flag"): 22, ("b", "flag"): 3}


@given(SIZES, st.integers(1, 3_000))
def test_an_allocation_adds_up(sizes: dict[Stratum, int], size: int) -> None:
    if size < min(len(sizes), sum(sizes.values())):
        with pytest.raises(SampleTooSmall, match=f"give --sample {len(sizes)} or more"):
            allocation(sizes, size)
        return
    given_ = allocation(sizes, size)
    assert sum(given_.values()) == min(size, sum(sizes.values()))
    least = min(LEAST, size // (2 * len(sizes)))
    assert all(max(1, min(sizes[each], least)) <= number <= sizes[each] for each, number in given_.items())


def test_the_seed_decides(tables: sqlite3.Connection) -> None:
    first, again, other = draw(tables, 60, 7), draw(tables, 60, 7), draw(tables, 60, 8)
    assert first == again
    assert len(first.drawn) == 60
    assert {each.finding for each in first.drawn} != {each.finding for each in other.drawn}


def test_the_order_in_which_answers_were_recorded_decides_nothing(tables: sqlite3.Connection) -> None:
    before = draw(tables, 60, 7)
    for table in ("findings", "evidence"):
        tables.execute(f"UPDATE {table} SET finding = 1000000 - finding")
    after = draw(tables, 60, 7)
    assert after.key == before.key
    assert [1_000_000 - each.finding for each in after.drawn] == [each.finding for each in before.drawn]


def test_every_kind_of_answer_is_in_it_but_what_was_not_looked_at(tables: sqlite3.Connection) -> None:
    drawn = Counter(each.stratum for each in draw(tables, 100, 1).drawn)
    assert set(drawn) == set(strata(tables))
    assert {outcome for _, outcome in drawn}.isdisjoint({"skipped", "error"})
    [[skipped]] = tables.execute("SELECT count(*) FROM findings WHERE outcome = 'skipped'")
    assert skipped


def test_what_is_only_left_open_is_neither_drawn_nor_counted(tables: sqlite3.Connection) -> None:
    before, sizes = draw(tables, 1_000, 1), strata(tables)
    messages = dict(tables.execute("SELECT finding, message FROM findings"))
    drawn = {each.finding for each in before.drawn}
    open_ = ("is left out.", "the profile does not state what ties")
    silent = {number for number, said in messages.items() if any(words in said for words in open_)}
    assert before.silent == len(silent) > 0
    assert silent.isdisjoint(drawn)
    assert before.total == len(drawn) == sum(sizes.values())
    assert {"undisclosed", "not_applicable"} <= {
        outcome for _, outcome in sizes
    }  # what cites something stays

    [[finding, rule, outcome]] = tables.execute(
        "SELECT finding, rule, outcome FROM findings WHERE outcome = 'undisclosed' AND finding IN"
        " (SELECT finding FROM evidence WHERE value IS NOT NULL) LIMIT 1"
    )
    tables.execute("UPDATE evidence SET value = NULL, url = NULL WHERE finding = ?", [finding])
    after = draw(tables, 1_000, 1)
    assert drawn - {each.finding for each in after.drawn} == {finding}
    assert (after.silent, after.total) == (before.silent + 1, before.total - 1)
    assert strata(tables).get((rule, outcome), 0) == sizes[rule, outcome] - 1


def test_a_verdict_on_what_is_only_left_open_does_not_count(tables: sqlite3.Connection) -> None:
    drawn = {each.finding for each in draw(tables, 1_000, 1).drawn}
    [[silent]] = tables.execute(
        "SELECT finding FROM findings WHERE outcome = 'undisclosed' AND message LIKE '%is left out.' LIMIT 1"
    )
    said = [(silent, "undisclosed"), (min(drawn), "cannot_tell"), (max(drawn), "flag")]
    tables.executemany("INSERT INTO audit VALUES (?, 1, 9, ?, NULL)", said)
    found = kept_agreement(tables)
    assert found is not None
    assert (found.overall.judged, found.cannot_tell) == (1, 1)


def test_each_answer_of_a_stratum_is_as_likely_as_any_other(tables: sqlite3.Connection) -> None:
    stratum = max(strata(tables).items(), key=lambda each: each[1])[0]
    times = Counter(
        each.finding
        for seed in range(200)
        for each in draw(tables, 60, seed).drawn
        if each.stratum == stratum
    )
    expected = sum(times.values()) / strata(tables)[stratum]
    assert len(times) == strata(tables)[stratum]
    assert max(times.values()) < 1.6 * expected
    assert min(times.values()) > 0.5 * expected


def test_a_run_that_changed_has_another_key(tables: sqlite3.Connection) -> None:
    before = draw(tables, 60, 7).key
    tables.execute("UPDATE findings SET outcome = 'flag' WHERE finding = (SELECT min(finding) FROM findings)")
    tables.execute("UPDATE findings SET outcome = 'pass' WHERE finding = (SELECT max(finding) FROM findings)")
    assert draw(tables, 60, 7).key != before
