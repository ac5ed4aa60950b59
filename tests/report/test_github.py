"""Annotations of a GitHub workflow, as its runner reads them."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edscreen.report.as_github import GithubWriter
from edscreen.report.run import Beginning, Notice, Problem
from edscreen.report.words import CLOSING
from edscreen.screening.scorecard import FromProfile, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Ending
    from edscreen.screening.scorecard import Finding, Scorecard

BAD = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "unknown key: 'minuts'")

anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
any_text = st.text(st.characters(exclude_categories=()), max_size=80)


class Command(NamedTuple):
    """What the runner makes of a line."""

    name: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Command:
    """Read a line as the runner does: `::name key=value,key=value::message`."""
    assert line.startswith("::")
    head, separator, message = line[2:].partition("::")
    assert separator
    name, _, rest = head.partition(" ")
    pairs = (pair.partition("=") for pair in rest.split(",") if pair)
    properties = {}
    for key, equals, value in pairs:
        assert equals, line
        properties[key] = _unescaped(value.replace("%3A", ":").replace("%2C", ","))
    return Command(name, properties, _unescaped(message))


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@pytest.fixture(scope="session")
def github(report_as: Callable[..., str]) -> Callable[..., str]:
    return partial(report_as, GithubWriter)


def test_several_products_with_waivers_baseline_and_policy(
    github: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    policy_used: Ending,
    same_as_golden: Callable[[str, str], None],
) -> None:
    text = github([every_outcome, *covered], [BAD], policy_used)
    same_as_golden(text, "several_products.github.txt")


def test_only_what_cannot_be_read_is_an_error(
    github: Callable[..., str], every_outcome: Scorecard, covered: tuple[Scorecard, ...]
) -> None:
    commands = [read(line) for line in github([every_outcome, *covered], [BAD]).splitlines()]
    errors = [command for command in commands if command.name == "error"]
    assert errors == [
        Command(
            "error",
            {"file": "vendors/bad.yaml", "line": "3", "col": "9", "title": "A profile cannot be read"},
            "dosage[0].minuts: unknown key: 'minuts'",
        )
    ]
    assert {command.name for command in commands} == {"error", "warning", "notice"}


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("unreadable_profile", "A profile cannot be read"),
        ("invalid_rule_book", "A rule book cannot be used"),
        ("invalid_policy", "The district's policy cannot be used"),
        ("unreadable_policy", "The district's policy cannot be used"),
        ("invalid_baseline", "The baseline cannot be read"),
        ("unreadable_site_file", "The saved page cannot be read"),
    ],
)
def test_an_error_is_called_by_the_kind_of_file_it_is_in(
    github: Callable[..., str], kind: str, title: str
) -> None:
    first, *_ = github([], [replace(BAD, kind=kind)]).splitlines()
    assert read(first).properties["title"] == title


def level_of(finding: Finding, github: Callable[..., str], card: Scorecard, fail_on: str) -> str | None:
    """The level of a finding's annotation; None where it makes none."""
    for line in github([card], fail_on=fail_on).splitlines():
        if f"({finding.rule})" in (command := read(line)).message:
            return command.name
    return None


@pytest.mark.parametrize(
    ("outcome", "severity", "fail_on", "level"),
    [
        ("flag", "red", "red", "warning"),
        ("flag", "red", "never", "warning"),
        ("flag", "caution", "red", "warning"),
        ("flag", "note", "red", "notice"),
        ("flag", "note", "note", "notice"),
        ("undisclosed", "red", "red", "warning"),
        ("undisclosed", "red", "never", "warning"),
        ("undisclosed", "caution", "red", "notice"),
        ("undisclosed", "caution", "caution", "warning"),
        ("unavailable", "red", "red", "warning"),
        ("skipped", "note", "red", "notice"),
        ("error", "red", "red", "warning"),
        ("pass", "red", "red", None),
        ("not_applicable", "red", "red", None),
    ],
)
def test_levels(
    github: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    outcome: str,
    severity: str,
    fail_on: str,
    level: str | None,
) -> None:
    finding = make_finding(outcome, severity=severity)
    assert level_of(finding, github, make_scorecard(finding), fail_on) == level
    if outcome in {"flag", "undisclosed", "unavailable", "skipped"}:
        waiver = Waiver("a pilot", "the board", date(2027, 1, 1))
        for accepted in (finding._replace(waiver=waiver), finding._replace(in_baseline=True)):
            assert level_of(accepted, github, make_scorecard(accepted), fail_on) == "notice"


def test_red_flags_come_at_once_and_before_all_other_warnings(
    every_outcome: Scorecard, covered: tuple[Scorecard, ...]
) -> None:
    lines: list[str] = []
    writer = GithubWriter(lines.append)
    writer.begin(Beginning("1.2.3", date(2026, 11, 21), "red", (), ()))
    for card in (every_outcome, *covered):
        writer.scorecard(card)
    assert [read(line).properties["file"] for line in lines] == [
        "vendors/lumen.yaml",
        "vendors/lumen-math.yaml",
    ]


def test_a_run_with_more_than_github_shows_says_where_the_rest_is(
    github: Callable[..., str], every_outcome: Scorecard
) -> None:
    cards = [replace(every_outcome, product=f"Product {number}") for number in range(12)]
    commands = [read(line) for line in github(cards).splitlines()]
    [summary] = [command for command in commands if command.message.endswith(CLOSING)]
    assert commands.index(summary) == 12 * 5  # the first of the notices
    assert "60 warnings, 36 notices: all of them stand in the step's log" in summary.message


@pytest.mark.parametrize(("profile", "file"), [("./a,b: 50%.yaml", "a,b: 50%.yaml"), ("<stdin>", None)])
def test_files_as_github_finds_them(
    github: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    profile: str,
    file: str | None,
) -> None:
    card = make_scorecard(make_finding("flag"), profile=profile, line=7)
    command = read(github([card]).splitlines()[0])
    assert (command.properties.get("file"), command.properties["line"]) == (file, "7")


@anything
@given(
    text=any_text | st.sampled_from(["::error::x", "##[error]x", "%0A::error::x", "a,file=b::c", "\r\n::"])
)
def test_no_words_make_a_command_of_their_own(
    github: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    policy_used: Ending,
    text: str,
) -> None:
    waiver = Waiver(text, text, date(2027, 1, 1))
    evidence = (FromProfile(text, 1, 2, text, text),)
    card = make_scorecard(
        make_finding("flag", title=text, message=text, ask_vendor=text, evidence=evidence),
        make_finding("flag", "other", title=text, message=text, waiver=waiver),
        product=text,
        profile=text,
    )
    problem = replace(BAD, profile=text, path=text, message=text)
    ending = replace(policy_used, notices=(Notice("x", text),), policy=text)
    output = github([card], [problem], ending)
    lines = output.split("\n")
    assert len(lines) == 6
    assert lines.pop() == ""
    assert all(line.isprintable() for line in lines)
    assert "##[" not in output
    assert [read(line).name for line in lines] == ["error", "warning", "notice", "notice", "notice"]
    for line in lines:
        assert set(read(line).properties) <= {"file", "line", "col", "title"}


def test_memory_does_not_grow_with_a_long_list(every_outcome: Scorecard) -> None:
    writer = GithubWriter(lambda _text: None)
    writer.begin(Beginning("1.2.3", date(2026, 11, 21), "red", (), ()))
    tracemalloc.start()
    try:
        for _ in range(1000):
            writer.scorecard(every_outcome)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 3_000_000
