"""How far people agree: shares with intervals, weighted to the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.batch.audit.agreement import Agreement, Judged, agreement, wilson
from edscreen.batch.audit.agreement_words import as_markdown, headline, percent, remarks
from edscreen.batch.audit.answers import Answer, Answers
from edscreen.batch.audit.keeping import keep, kept_agreement
from edscreen.batch.audit.sampling import draw

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.audit.sampling import Sample, Stratum

SIZES: dict[Stratum, int] = {("a", "pass"): 900, ("a", "flag"): 100, ("b", "flag"): 50}


# Worked examples of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17 (1998), 857-872, table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("agreed", "judged", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_that_were_published(agreed: int, judged: int, low: float, high: float) -> None:
    found = wilson(agreed / judged, judged)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_in_its_interval(agreed: int, judged: int) -> None:
    share = min(agreed, judged) / judged
    found = wilson(share, judged)
    assert 0 <= found.low <= share <= found.high <= 1


def judged() -> list[Judged]:
    return [
        *[Judged(("a", "pass"), "pass")] * 9,
        Judged(("a", "pass"), "flag"),
        *[Judged(("a", "flag"), "flag")] * 5,
        *[Judged(("a", "flag"), "undisclosed")] * 5,
        Judged(("a", "flag"), "cannot_tell"),
    ]


def found() -> Agreement:
    result = agreement(SIZES, judged())
    assert result is not None
    return result


def test_what_is_common_in_the_run_weighs_more() -> None:
    overall = found().overall
    assert (overall.judged, overall.agreed, overall.sample.share) == (20, 14, 0.7)
    assert overall.run.share == pytest.approx((900 * 0.9 + 100 * 0.5) / 1000)
    effective = (900 + 100) ** 2 / (900**2 / 10 + 100**2 / 10)
    assert overall.run[1:] == pytest.approx(wilson(0.86, effective)[1:])
    assert overall.run.high - overall.run.low > overall.sample.high - overall.sample.low


def test_each_verdict_is_counted_apart_and_so_is_what_nobody_could_tell() -> None:
    result = found()
    assert [(each.outcome, each.judged, each.agreed) for each in result.by_outcome] == [
        ("flag", 10, 5),
        ("pass", 10, 9),
    ]
    assert [tuple(each) for each in result.differing] == [("flag", "undisclosed", 5), ("pass", "flag", 1)]
    assert (result.cannot_tell, result.covered, result.judgeable) == (1, 1000, 1050)


def test_the_result_is_told_in_words() -> None:
    assert headline(found()).startswith(
        "People agreed with 14 of the 20 verdicts that they judged; for the whole"
    )
    told = list(remarks(found()))
    assert told[0] == "Where edscreen said “flagged”, people said “not answered yet” 5 times"
    assert told[2] == "Counted apart: 1 verdict that people could not tell"
    assert "1,000 of the run's 1,050 answers to judge" in told[3]
    assert "| answered well | 900 | 10 | 9 | 90% (60–98%) | 90% (60–98%) |" in as_markdown(found())


@pytest.mark.parametrize(
    ("share", "written"), [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1, "100%")]
)
def test_only_a_whole_share_is_a_hundred_percent(share: float, written: str) -> None:
    assert percent(share) == written


def test_nothing_is_said_where_nobody_could_tell() -> None:
    assert agreement(SIZES, [Judged(("a", "flag"), "cannot_tell")]) is None


def answers(tables: sqlite3.Connection, sample: Sample) -> Answers:
    outcomes = dict(tables.execute("SELECT finding, outcome FROM findings"))
    return Answers(sample, [Answer(each.finding, outcomes[each.finding], "") for each in sample.drawn])


def test_reading_the_same_verdicts_twice_counts_them_once(tables: sqlite3.Connection) -> None:
    read = answers(tables, draw(tables, 60, 7))
    keep(tables, read)
    first = kept_agreement(tables)
    keep(tables, read)
    assert kept_agreement(tables) == first
    assert first is not None
    assert first.overall.judged == first.overall.agreed == 60


def test_verdicts_that_were_taken_back_are_gone_and_another_sample_adds_to_them(
    tables: sqlite3.Connection,
) -> None:
    read = answers(tables, draw(tables, 60, 7))
    keep(tables, read)
    keep(tables, read._replace(given=read.given[:50]))
    other = answers(tables, draw(tables, 60, 8))
    keep(tables, other)
    both = {each.finding for each in (*read.given[:50], *other.given)}
    [[number]] = tables.execute("SELECT count(*) FROM audit")
    assert number == 110
    [[answered]] = tables.execute("SELECT count(DISTINCT finding) FROM audit")
    assert answered == len(both) > 60


def test_what_people_judge_differently_is_counted_for_neither(tables: sqlite3.Connection) -> None:
    first, second = (answers(tables, draw(tables, 60, seed)) for seed in (7, 8))
    keep(tables, first)
    alone = kept_agreement(tables)
    both = {each.finding for each in first.given} & {each.finding for each in second.given}
    keep(
        tables,
        second._replace(
            given=[each._replace(person="error") for each in second.given if each.finding in both]
        ),
    )
    now = kept_agreement(tables)
    assert alone
    assert now
    assert (alone.disputed, now.disputed) == (0, len(both))
    assert now.overall.judged == alone.overall.judged - len(both)
    assert f"Counted for neither: {len(both)} answers that people" in " ".join(remarks(now))


def test_verdicts_on_results_that_are_dropped_go_with_them(tables: sqlite3.Connection) -> None:
    read = answers(tables, draw(tables, 60, 7))
    keep(tables, read)
    tables.execute("DELETE FROM evidence")
    tables.execute("DELETE FROM findings WHERE finding = ?", [read.given[0].finding])
    assert tables.execute("SELECT count(*) FROM audit").fetchall() == [(59,)]


def test_a_run_that_nobody_judged_has_no_agreement(tables: sqlite3.Connection) -> None:
    assert kept_agreement(tables) is None
