"""What a waiver or a baseline covers: that answer or a milder one, for that product, until its day."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.screening.answers import Amount
from edscreen.screening.baseline import Baseline, BaselineRecord, UnreadableBaseline, read_baseline
from edscreen.screening.scorecard import Finding, FromProfile, Scorecard, Waiver
from edscreen.screening.waivers import Covers, WaiverEntry, Waivers

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


def finding(outcome: str = "flag", severity: str = "red", value: Any = 60, **given: Any) -> Finding:
    usual: dict[str, Any] = {
        "rule": "screen-time",
        "title": "A question",
        "family": "dosage",
        "severity": severity,
        "question": "red",
        "outcome": outcome,
        "basis": None,
        "message": "What was found.",
        "ask_vendor": None,
        "evidence": (FromProfile("a.yaml", 12, 14, "dosage[0].minutes", value),),
        "sources": (),
        "options": {},
        "reply": None,
        "fingerprint": "0" * 64,
    }
    return Finding(**{**usual, **given})


def scorecard(
    *findings: Finding, vendor: str = "Lumen Learning", product: str = "Lumen Reading"
) -> Scorecard:
    return Scorecard("a.yaml", 0, "0" * 64, vendor, product, None, findings)


def waiver(**given: Any) -> WaiverEntry:
    usual: dict[str, Any] = {
        "rule": "screen-time",
        "vendor": "Lumen Learning",
        "product": "Lumen Reading",
        "reason": "board-approved pilot",
        "by": "superintendent's office",
        "expires": date(2027, 6, 30),
        "place": "edscreen.yaml:3:5",
    }
    return WaiverEntry(**{**usual, **given})


def waived(found: Finding, *entries: WaiverEntry, **of: str) -> tuple[Finding, list[str]]:
    waivers = Waivers(entries, TODAY, {"screen-time": "higher"})
    [covered] = waivers.cover(scorecard(found, **of)).findings
    return covered, [notice.kind for notice in waivers.notices()]


def test_a_waiver_covers_a_flag_and_says_why_by_whom_and_until_when() -> None:
    covered, notices = waived(finding(), waiver())

    assert covered.waiver == Waiver("board-approved pilot", "superintendent's office", date(2027, 6, 30))
    assert notices == []


@pytest.mark.parametrize("outcome", ["undisclosed", "unavailable", "skipped"])
def test_a_waiver_covers_a_question_without_an_answer(outcome: str) -> None:
    covered, _ = waived(finding(outcome), waiver())

    assert covered.is_covered


@pytest.mark.parametrize("outcome", ["error", "pass", "not_applicable"])
def test_a_failing_rule_is_never_waived_and_there_is_nothing_to_waive_in_a_pass(outcome: str) -> None:
    covered, notices = waived(finding(outcome), waiver())

    assert not covered.is_covered
    assert notices == ["waiver_unused"]


@pytest.mark.parametrize(
    ("expires", "holds"),
    [(date(2026, 11, 20), False), (date(2026, 11, 21), True), (date(2026, 11, 22), True)],
)
def test_a_waiver_holds_to_the_end_of_its_last_day(expires: date, holds: bool) -> None:
    covered, notices = waived(finding(), waiver(expires=expires))

    assert covered.is_covered is holds
    assert notices == ([] if holds else ["waiver_expired"])


@pytest.mark.parametrize(
    ("entry", "holds"),
    [
        ({"vendor": " lumen  LEARNING"}, True),
        ({"product": "*"}, True),
        ({"vendor": "*", "product": "*"}, True),
        ({"vendor": "Lumen"}, False),
        ({"product": "Lumen Math"}, False),
        ({"rule": "sea-approval"}, False),
    ],
)
def test_a_waiver_is_for_the_rule_vendor_and_product_that_it_names(
    entry: dict[str, str], holds: bool
) -> None:
    covered, notices = waived(finding(), waiver(**entry))

    assert covered.is_covered is holds
    assert notices == ([] if holds else ["waiver_unused"])


@pytest.mark.parametrize(
    ("covers", "found", "holds"),
    [
        (Covers(severity="caution"), finding(severity="caution"), True),
        (Covers(severity="caution"), finding(severity="note"), True),
        (Covers(severity="caution"), finding(severity="red"), False),
        (Covers(severity="caution"), finding("undisclosed", severity="red"), False),
        (Covers(value=50), finding(value=50), True),
        (Covers(value=50), finding(value=45), True),
        (Covers(value=50), finding(value=60), False),
        (Covers(value=50), finding(value="40-55"), False),
        (Covers(value="40-55"), finding(value={"min": 40, "max": 55}), True),
        (Covers(value="no list"), finding(value="No  List"), True),
        (Covers(value="no list"), finding(value="a list"), False),
        (Covers(severity="red", value=50), finding(value=50), True),
        (Covers(severity="red", value=50), finding(severity="caution", value=90), True),
        (Covers(outcome="undisclosed"), finding("undisclosed"), True),
        (Covers(outcome="undisclosed"), finding("skipped"), True),
        (Covers(outcome="undisclosed"), finding(severity="note"), False),
        (Covers(outcome="flag"), finding(), True),
        (Covers(value=60), finding(value="60+"), False),
        (Covers(value=60), finding("undisclosed", value=None), True),
        (Covers(value=60), finding(decides=Amount(60, 420, "minutes a week")), False),
        (Covers(value="60-420"), finding(decides=Amount(60, 420, "minutes a week")), True),
    ],
)
def test_what_is_worse_than_a_waiver_covers_is_uncovered_and_said(
    covers: Covers, found: Finding, holds: bool
) -> None:
    covered, notices = waived(found, waiver(covers=covers))

    assert covered.is_covered is holds
    assert notices == ([] if holds else ["waiver_outgrown"])


def test_for_a_rule_where_less_is_worse_a_lower_number_is_uncovered() -> None:
    waivers = Waivers([waiver(covers=Covers(value=50))], TODAY, {"screen-time": "lower"})

    [lower] = waivers.cover(scorecard(finding(value=40))).findings
    [higher] = waivers.cover(scorecard(finding(value=60))).findings

    assert (lower.is_covered, higher.is_covered) == (False, True)


def test_where_it_is_not_known_which_way_is_worse_any_other_number_is_a_new_answer() -> None:
    waivers = Waivers([waiver(covers=Covers(value=50))], TODAY)

    held = [waivers.cover(scorecard(finding(value=value))).findings[0].is_covered for value in (40, 50, 60)]

    assert held == [False, True, False]


def test_a_text_that_a_waiver_covers_may_stand_anywhere_in_the_evidence() -> None:
    first, second = (FromProfile("a.yaml", 1, 1, f"approvals[{i}].url", f"https://{i}") for i in (0, 1))
    entry = waiver(covers=Covers(value="https://1"))

    assert waived(finding(evidence=(first, second)), entry)[0].is_covered
    assert waived(finding(evidence=(second, first)), entry)[0].is_covered
    assert not waived(finding(evidence=(first,)), entry)[0].is_covered


def test_of_two_waivers_for_one_answer_the_second_is_said_to_be_covered_by_another() -> None:
    waivers = Waivers([waiver(), waiver(product="*")], TODAY)

    waivers.cover(scorecard(finding()))

    [notice] = waivers.notices()
    assert notice.message.endswith("was not used: another waiver covers the same answer")


def test_each_waiver_is_counted_once_however_much_it_covers() -> None:
    waivers = Waivers([waiver(product="*"), waiver(rule="sea-approval")], TODAY)

    waivers.cover(scorecard(finding()))
    waivers.cover(scorecard(finding(), product="Lumen Math"))

    assert waivers.used == 1


def test_covered_findings_decide_neither_verdict_nor_counts_of_what_is_open() -> None:
    card = Waivers([waiver()], TODAY).cover(scorecard(finding()))

    assert card.verdict == "clear"
    assert card.coverage["waived"] == 1
    assert card.counts == {"red": {"flag": 1}}


def recorded(*cards: Scorecard) -> str:
    record = BaselineRecord({"screen-time": "higher"})
    for card in cards:
        record.take(card)
    return record.text()


@pytest.fixture
def known(tmp_path: Path) -> Any:
    """The baseline that a run with these scorecards writes, read again."""

    def make(*cards: Scorecard) -> Baseline:
        file = tmp_path / "baseline.json"
        file.write_text(recorded(*cards), encoding="utf-8")
        return read_baseline(file, {"screen-time": "higher"})

    return make


@pytest.mark.parametrize(
    ("before", "now", "holds"),
    [
        (finding(), finding(), True),
        (finding(), finding(severity="caution"), True),
        (finding(severity="caution"), finding(), False),
        (finding(value=60), finding(value=50), True),
        (finding(value=60), finding(value="55-65"), False),
        (finding(), finding("undisclosed"), True),
        (finding("undisclosed"), finding(), False),
        (finding("undisclosed"), finding("skipped"), True),
        (finding("undisclosed"), finding("error"), False),
        (finding(rule="other", value="a list"), finding(rule="other", value="no list"), True),
        (finding(value=60), finding(value="60+"), False),
        (finding(value="60+"), finding(value="60+"), True),
        (finding(value="60+"), finding(value="50+"), True),
        (
            finding(decides=Amount(60, 60, "minutes a week")),
            finding(decides=Amount(60, 420, "minutes a week")),
            False,
        ),
        (
            finding(decides=Amount(60, 60, "minutes a week")),
            finding(decides=Amount(45, 50, "minutes a week")),
            True,
        ),
        (
            finding(decides=Amount(60, math.inf, "minutes a week")),
            finding(decides=Amount(70, math.inf, "minutes a week")),
            False,
        ),
        (
            finding(evidence=(FromProfile("a.yaml", 1, 1, "dosage[0].minutes", 60),)),
            finding(evidence=(FromProfile("b.yaml", 9, 9, "dosage[3].minutes", 60),)),
            True,
        ),
        (
            finding(evidence=(FromProfile("a.yaml", 1, 1, "dosage[0].minutes", 60),)),
            finding(evidence=(FromProfile("a.yaml", 1, 1, "dosage[0].lessons_per_week", 5),)),
            False,
        ),
        (finding(evidence=()), finding(evidence=()), True),
    ],
)
def test_a_baseline_covers_what_was_known_and_has_not_got_worse(
    known: Any, before: Finding, now: Finding, holds: bool
) -> None:
    [covered] = known(scorecard(before)).cover(scorecard(now)).findings

    assert covered.in_baseline is holds


def test_what_is_gone_is_named_and_what_was_not_screened_is_counted(known: Any) -> None:
    baseline = known(scorecard(finding()), scorecard(finding(), product="Lumen Math"))

    baseline.cover(scorecard(finding("pass")))

    assert list(baseline.fixed()) == ['screen-time of "Lumen Reading" by "Lumen Learning"']
    assert baseline.not_screened() == 1


def test_a_baseline_is_sorted_and_holds_no_place_so_that_moving_things_changes_nothing() -> None:
    one, other = scorecard(finding()), scorecard(finding("undisclosed", rule="sea-approval"), product="A")
    moved = scorecard(finding(evidence=(FromProfile("b.yaml", 99, 1, "dosage[4].minutes", 60),)))

    assert recorded(one, other) == recorded(other, moved)
    assert [entry["product"] for entry in json.loads(recorded(one, other))["findings"]] == [
        "A",
        "Lumen Reading",
    ]


def test_a_baseline_leaves_out_what_a_waiver_covers_what_failed_and_what_is_well() -> None:
    covered = finding(waiver=Waiver("r", "b", TODAY))

    text = recorded(scorecard(covered, finding("error"), finding("pass"), finding("not_applicable")))

    assert json.loads(text) == {"edscreen_baseline": 1, "findings": []}


def test_of_a_product_that_stands_in_two_files_the_graver_finding_is_kept() -> None:
    text = recorded(scorecard(finding(severity="caution")), scorecard(finding(severity="red")))

    [entry] = json.loads(text)["findings"]
    assert entry["severity"] == "red"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "this is no JSON"),
        ("[]", "no baseline of this version"),
        ('{"edscreen_baseline": 2, "findings": []}', "no baseline of this version"),
        ('{"edscreen_baseline": 1, "findings": [{"vendor": "x"}]}', "no baseline of this version"),
        ("[" * 100_000, "this is no"),
        ("\ufeff{}", "no baseline of this version"),
        ('{"edscreen_baseline": ' + "1" * 5_000 + "}", "this is no baseline"),
    ],
)
def test_what_is_no_baseline_is_refused_with_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableBaseline, match=says):
        read_baseline(file)


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBaseline, match="there is no such file"):
        read_baseline(tmp_path / "none.json")
