"""The report for people, property by property; its looks are in golden/."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from edscreen.profile.documents import Document, read_documents
from edscreen.profile.models import Prepared, Price
from edscreen.report import finding_words, words
from edscreen.report.as_text import TextWriter
from edscreen.report.run import Beginning, Problem
from edscreen.report.terminal import Terminal
from edscreen.rulekit import Answer, Profile, Section, flags, passes, rule
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.scorecard import FromProfile, Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

ESCAPE = "\x1b"
PLACE = re.compile(r"\w:\d+:\d+|https?://")

any_text = st.text(st.characters(exclude_categories=()), max_size=120)
any_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=5,
)
encodings = st.sampled_from(["utf-8", "cp437", "ascii"])
outcomes = st.sampled_from(sorted(words.OUTCOME))
anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def foreign(draw: st.DrawFn) -> dict[str, Any]:
    """Everything of a finding that someone else may have written."""
    reply = Reply(draw(any_text), date(2026, 1, 2), draw(any_text), draw(any_text))
    evidence = FromProfile("vendor.yaml", 1, 2, draw(any_text), draw(any_value))
    return {
        "title": draw(any_text),
        "message": draw(any_text),
        "ask_vendor": draw(any_text),
        "evidence": (evidence,),
        "reply": reply,
    }


@anything
@given(
    outcome=outcomes,
    written=foreign(),
    names=st.tuples(any_text, any_text, any_text),
    columns=st.integers(40, 120),
)
def test_no_line_is_wider_than_the_page_but_for_places(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    outcome: str,
    written: dict[str, Any],
    names: tuple[str, str, str],
    columns: int,
) -> None:
    vendor, product, version = names
    card = make_scorecard(
        make_finding(outcome, **written),
        vendor=vendor,
        product=product,
        product_version=version,
        prepared=Prepared.model_construct(by=vendor, role=None, on=None),
        price=Price.model_construct(per_student_usd=1.0, per=product, includes=version, quoted_on=None),
    )
    for line in report([card, card], Terminal(columns)).splitlines():
        assert cell_len(line) <= columns or PLACE.search(line), line


@anything
@given(outcome=outcomes, written=foreign(), name=any_text, encoding=encodings)
def test_nothing_that_a_terminal_acts_upon_comes_out(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    outcome: str,
    written: dict[str, Any],
    name: str,
    encoding: str,
) -> None:
    written["evidence"] += (FromProfile(name, 1, 1, "a", 1),)
    card = make_scorecard(make_finding(outcome, **written), vendor=name, product=name, profile=name)
    text = report([card, card], Terminal(encoding=encoding))
    assert text.replace("\n", "").isprintable()
    text.encode(encoding)


@anything
@given(written=foreign())
def test_colours_change_no_word(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    written: dict[str, Any],
) -> None:
    card = make_scorecard(make_finding("flag", **written))
    plain, coloured = report([card]), report([card], Terminal(colours=True))
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert ESCAPE in coloured


def test_the_verdict_comes_first_and_the_closing_sentence_last(
    report: Callable[..., str], every_outcome: Scorecard
) -> None:
    text = report([every_outcome], Terminal(width=120))
    assert text.startswith("✗ 1 red flag; 2 red-flag questions without an answer: ")
    assert text.endswith(f"\n{words.CLOSING}\n")
    assert text.count(words.CLOSING) == 1


VERDICTS = {
    "No red flag found in 2 of 2 red-flag questions; 2 answers rest on the vendor's word alone": "pass pass",
    "No red flag found in 1 of 2 red-flag questions; 1 red-flag question not answered yet; "
    "1 answer rests on the vendor's word alone": "pass undisclosed",
    "No red flag found in 1 of 3 red-flag questions; 2 red-flag questions without an answer: "
    "1 where we could not look, 1 not looked at in this run; "
    "1 answer rests on the vendor's word alone": "pass unavailable skipped",
    "None of 2 red-flag questions answered; 1 where edscreen failed, 1 not answered yet": "undisclosed error",
    "The one red-flag question is not answered; 1 not looked at in this run": "skipped",
    "1 red flag; 1 red-flag question not answered yet; "
    "1 answer rests on the vendor's word alone": "flag undisclosed not_applicable",
    "2 red flags; 2 answers rest on the vendor's word alone": "flag flag",
    "Not screened for red flags: no red-flag question applies to this product": "not_applicable",
    "Not screened for red flags: no red-flag question was asked in this run": "",
}


@pytest.mark.parametrize(("verdict", "outcomes"), VERDICTS.items())
def test_a_verdict_in_words(
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    verdict: str,
    outcomes: str,
) -> None:
    findings = [make_finding(outcome, f"rule-{number}") for number, outcome in enumerate(outcomes.split())]
    assert words.verdict(make_scorecard(*findings)) == verdict


def test_a_softened_flag_leaves_no_red_flag_and_is_counted_as_a_caution(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    softened = make_finding("flag", severity="caution", question="red", basis="documented")
    assert words.verdict(make_scorecard(softened)) == (
        "No red flag found in 1 of 1 red-flag question; 1 caution"
    )


@pytest.mark.parametrize(
    ("stated", "role", "shown"),
    [
        (
            {"by": "purchasing office", "role": "district", "on": "2026-11-02"},
            "district",
            "by purchasing office (district), 2 November 2026",
        ),
        ({"role": "agency"}, "agency", "by the agency"),
        (
            {"by": "M. Ortiz"},
            None,
            "by M. Ortiz (role not stated: counts as the vendor's word)",
        ),
        (None, None, "by someone not named (role not stated: counts as the vendor's word)"),
        (
            {"by": "us", "role": "district"},
            "vendor",
            "by us (counts as the vendor's word by --prepared-by)",
        ),
        (
            {"by": "Sales team", "role": "vendor"},
            "district",
            "by Sales team (filled in for the vendor; counts as the district's word by --prepared-by)",
        ),
        (None, "district", "by someone not named (counts as the district's word by --prepared-by)"),
    ],
)
def test_the_head_says_who_prepared_the_profile_and_whose_word_it_is(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    stated: dict[str, str] | None,
    role: str | None,
    shown: str,
) -> None:
    prepared = stated and Prepared.model_validate(stated)
    card = make_scorecard(make_finding("pass"), prepared=prepared, role=role)
    assert f"\n  Prepared   {shown}\n" in report([card], Terminal(width=120))


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (
            {"per_student_usd": 12.5, "per": "year", "quoted_on": "2026-10-20"},
            "$12.50 per student per year, quoted on 20 October 2026",
        ),
        (
            {
                "per_student_usd": 1200,
                "per": "per semester",
                "includes": "reports",
                "quoted_on": "2026-10-20",
            },
            "$1,200.00 per student per semester, quoted on 20 October 2026; includes reports",
        ),
        ({"per_student_usd": 0}, "$0.00 per student"),
        ({"includes": "reports"}, "not stated; includes reports"),
    ],
)
def test_the_head_shows_the_price_as_it_is_stated(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    stated: dict[str, object],
    shown: str,
) -> None:
    card = make_scorecard(make_finding("pass"), price=Price.model_validate(stated))
    assert f"\n  Price      {shown}\n" in report([card], Terminal(width=120))


def test_a_profile_without_a_price_has_no_line_for_it(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    assert "Price" not in report([make_scorecard(make_finding("pass"))])


def test_an_address_is_neither_cut_nor_broken(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    address = "https://www.lumen.example/" + "evidence/" * 30
    finding = make_finding(
        "flag",
        message=f"It says so at {address} and nowhere else.",
        evidence=(FromProfile("v.yaml", 1, 1, "studies[0].url", address),),
        reply=Reply("see there", None, None, address),
    )
    assert report([make_scorecard(finding)]).count(address) == 3


def test_a_path_is_neither_cut_nor_broken(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    path = "Bids and proposals/" * 8 + "the vendor.yaml"
    finding = make_finding("flag", evidence=(FromProfile(path, 7, 3, "dosage", []),))
    text = report([make_scorecard(finding, profile=path)])
    assert f"  Profile    {path}\n" in text
    assert f"    {path}:7:3\n" in text


def test_a_long_value_is_shortened_and_a_long_reply_says_so(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    finding = make_finding(
        "flag",
        evidence=(FromProfile("v.yaml", 1, 1, "note", "word " * 1000),),
        reply=Reply("word " * 1000, None, None, None),
    )
    text = report([make_scorecard(finding)])
    assert text.count("word") < 400
    assert "(5,000 characters in all, in the profile)" in text


def test_a_line_break_in_a_name_starts_no_line_of_its_own(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    card = make_scorecard(make_finding("pass"), vendor="Lumen\n\n✓ No red flag found")
    assert "  Vendor     Lumen ✓ No red flag found\n" in report([card])


UNREADABLE = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "unknown")
BROKEN = Problem("invalid_rule_book", "ours/rule.py", 1, 1, "", "does not load")


@pytest.mark.parametrize(
    ("problems", "reasons"),
    [
        ([UNREADABLE, UNREADABLE], "1 profile could not be read"),
        ([BROKEN], "1 part of the rule books could not be used"),
        (
            [UNREADABLE, BROKEN],
            "1 profile could not be read and 1 part of the rule books could not be used",
        ),
    ],
)
def test_where_nothing_was_screened_one_sentence_says_why(
    report: Callable[..., str], problems: list[Problem], reasons: str
) -> None:
    text = report([], Terminal(160), problems)
    assert (
        text
        == f"※ No product was screened: {reasons}, as the messages beside this report say.\n{words.CLOSING}\n"
    )


def test_a_mistake_in_another_file_is_no_profile_that_was_not_screened(
    report: Callable[..., str], every_outcome: Scorecard
) -> None:
    others = [replace(UNREADABLE, kind=f"invalid_{noun}") for noun in ("policy", "baseline")]

    text = report([every_outcome], Terminal(160), others)

    assert "※ The baseline could not be read, so nothing counts as known.\n" in text
    assert "profile could not be read" not in text


def test_where_nothing_was_asked_for_one_sentence_says_so(report: Callable[..., str]) -> None:
    assert report([], Terminal(160)) == f"※ No product was screened.\n{words.CLOSING}\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"measure": "MAP", "growth": 4}, "outcomes (2 fields)"),
        ({"measure": "MAP"}, "outcomes (1 field)"),
        ([{"measure": "MAP"}, {"measure": "STAR"}], "outcomes (2 entries)"),
        ([{}], "outcomes (1 entry)"),
        (["reading", "math"], 'outcomes: ["reading", "math"]'),
        ([], "outcomes: []"),
        ({}, "outcomes: {}"),
        (0, "outcomes: 0"),
        (None, "outcomes (left out)"),
    ],
)
def test_evidence_that_holds_others_in_turn_is_counted_and_any_other_shown(
    report: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    value: object,
    shown: str,
) -> None:
    finding = make_finding("flag", evidence=(FromProfile("v.yaml", 4, 2, "outcomes", value),))
    assert f"    v.yaml:4:2  {shown}\n" in report([make_scorecard(finding)])


def test_long_lists_keep_only_a_row_of_each_scorecard(
    report: Callable[..., str], every_outcome: Scorecard
) -> None:
    report([every_outcome])  # what is loaded once does not count
    writer = TextWriter(lambda _text: None, Terminal())
    writer.begin(Beginning("1.2.3", date(2026, 11, 21), "red", (), ()))
    tracemalloc.start()
    try:
        for number in range(300):
            writer.scorecard(replace(every_outcome, product=f"Product {number}"))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept / 300 < 1500


@rule(
    id="states-minutes",
    title="Minutes are stated",
    family="dosage",
    severity="red",
    ask_vendor="How many minutes?",
    sources=(),
    section=Section("dosage", "how much use it takes"),
)
def states_minutes(profile: Profile) -> Answer:
    assert profile.dosage
    dosage = profile.dosage[0]
    path = ("dosage", 0, "minutes")
    if dosage.minutes is None:
        raise ValueError("a rule that fails")
    return (flags if dosage.weeks else passes)("It is what it is.", path, basis="claimed")


@pytest.mark.parametrize(
    ("dosage", "expected"),
    [
        ("dosage: [{minutes: 30-40}]", '    lumen.yaml:4:20  dosage[0].minutes: "30-40"\n'),
        ("dosage: [{minutes: 60, weeks: 8}]", "✗ 1 red flag; 1 answer rests on the vendor's word alone\n"),
        ("dosage: [{weeks: 8}]", "EDSCREEN FAILED HERE (1): says nothing about the vendor\n"),
        ("", "    lumen.yaml:1:1  dosage (left out)\n"),
    ],
)
def test_a_file_through_the_engine(
    report: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dosage: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lumen.yaml").write_text(
        f"edscreen: 1\nvendor: {{name: Lumen Learning}}\nproduct: {{name: Lumen Reading}}\n{dosage}\n",
        encoding="utf-8",
    )
    [document] = read_documents(["lumen.yaml"])
    assert isinstance(document, Document)
    card = Engine([states_minutes], Settings(as_of=date(2026, 11, 21))).screen(document)
    assert expected in report([card])


@pytest.mark.parametrize(
    ("cell", "path", "said"),
    [
        ((1, 1), "home_page", "w.xlsx: home_page (the workbook does not ask for it)"),
        ((4, 3), "product.version", "w.xlsx, sheet Product, cell C4: product.version (left out)"),
    ],
)
def test_what_a_workbook_does_not_ask_is_not_said_to_be_left_out_in_a_cell(
    cell: tuple[int, int], path: str, said: str
) -> None:
    evidence = FromProfile("w.xlsx", *cell, path, None, "Product")
    assert f"{finding_words.place(evidence)}: {finding_words.stated(evidence)}" == said
