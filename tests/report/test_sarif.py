"""The format sarif: valid, clean under Microsoft's validator, and a place in the profile for every result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator

from edscreen.report.as_sarif import SarifWriter
from edscreen.report.run import Ending, Notice, Problem
from edscreen.report.sarif_text import plain, uri_of
from edscreen.rulekit import Answer, Source, passes, rule
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding, Scorecard

    Check = Callable[[str], list[str]]

PROBLEM = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "there is no such field")
ENDING = Ending(
    (Notice("unused_waiver", "the waiver of sea-approval for Old Product was not used"),),
    ExitCode(2, "1 error in profiles, rule books or the call"),
    "policy ./edscreen.yaml (found): 2 rules off, 3 waivers used",
)
SEVERITIES = {
    "broken": "note", "home-page": "red", "independent-research": "red", "outcomes-and-dosage": "red",
    "peers": "caution", "price-stated": "caution", "screen-time": "red", "sea-approval": "red",
    "sea-efficacy": "caution", "training": "caution", "tutors": "note", "version-stated": "note",
}  # fmt: skip


def declared(rule_id: str, severity: Any, folder: Path) -> Rule:
    @rule(
        id=rule_id,
        title=f"The question of {rule_id}",
        family="dosage",
        severity=severity,
        ask_vendor="What do you say?",
        sources=(Source("The founding article", "https://www.news.example/2026/06/30/partnerships"),),
    )
    def judge() -> Answer:
        return passes("It does.", basis="claimed")

    return judge.within(folder)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rule, ...]:
    """The rules of the made-up findings; only the one of screen time has a page."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "README.md").write_text(
        "# How many minutes?\n\n## What it asks\n\nHow many minutes a week is one student\nto spend?\n\n"
        "## Why it matters\n\nMore in `options`.\n",
        encoding="utf-8",
    )
    return tuple(
        declared(name, severity, folder if name == "screen-time" else folder / "none")
        for name, severity in SEVERITIES.items()
    )


@pytest.fixture(scope="module")
def sarif(
    root: Path, report_as: Callable[..., str], rules: tuple[Rule, ...]
) -> Callable[..., dict[str, Any]]:
    """The report read back, once it was found valid."""
    text = (root / "tests/data/sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    schema = Draft4Validator(json.loads(text), format_checker=Draft4Validator.FORMAT_CHECKER)

    def write(*scorecards: Scorecard, ending: Ending = ENDING, **beginning: Any) -> dict[str, Any]:
        text = report_as(SarifWriter, scorecards, (), ending, **{"rules": rules, **beginning})
        log: dict[str, Any] = json.loads(text)
        schema.validate(log)
        return log

    return write


def test_every_outcome(
    report_as: Callable[..., str],
    sarif: Callable[..., dict[str, Any]],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    rules: tuple[Rule, ...],
    same_as_golden: Callable[[str, str], None],
) -> None:
    settings: dict[str, Any] = {"rules": rules, "has_baseline": True}
    written = report_as(SarifWriter, [every_outcome, *covered], [PROBLEM], ENDING, **settings)

    assert sarif(every_outcome, *covered, **settings)["runs"][0]["results"] == results(json.loads(written))
    assert written.isascii()
    same_as_golden(written, "every_outcome.sarif")


def test_the_multitool_has_no_complaint(root: Path, complaints: Check) -> None:
    golden = root / "tests/report/golden/every_outcome.sarif"

    assert complaints(golden.read_text(encoding="utf-8")) == []


def test_the_multitool_would_complain(root: Path, complaints: Check) -> None:
    golden = (root / "tests/report/golden/every_outcome.sarif").read_text(encoding="utf-8")

    assert any("SARIF1004" in each for each in complaints(golden.replace('"uri":"', '"uri":"/')))


def results(log: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


@pytest.mark.parametrize(
    ("outcome", "severity", "kind", "level"),
    [
        ("flag", "red", "fail", "error"),
        ("flag", "caution", "fail", "warning"),
        ("flag", "note", "fail", "note"),
        ("undisclosed", "red", "open", "none"),
        ("unavailable", "red", "review", "none"),
        ("skipped", "caution", "review", "none"),
    ],
)
def test_kind_and_level(
    sarif: Callable[..., dict[str, Any]],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    outcome: str,
    severity: str,
    kind: str,
    level: str,
) -> None:
    [result] = results(sarif(make_scorecard(make_finding(outcome, severity=severity))))

    assert (result["kind"], result["level"]) == (kind, level)
    assert result["properties"]["outcome"] == outcome


@pytest.mark.parametrize("outcome", ["pass", "not_applicable"])
def test_what_is_no_problem_is_no_result(
    sarif: Callable[..., dict[str, Any]],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    outcome: str,
) -> None:
    assert results(sarif(make_scorecard(make_finding(outcome)))) == []


def test_a_result_names_its_rule_by_id_and_place(
    sarif: Callable[..., dict[str, Any]], every_outcome: Scorecard, rules: tuple[Rule, ...]
) -> None:
    log = sarif(every_outcome)

    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert [each["id"] for each in described] == [each.id for each in rules]
    assert {described[each["ruleIndex"]]["id"] == each["ruleId"] for each in results(log)} == {True}


def test_a_rule_is_described_by_its_own_page(sarif: Callable[..., dict[str, Any]]) -> None:
    described = {each["id"]: each for each in sarif()["runs"][0]["tool"]["driver"]["rules"]}

    screen_time = described["screen-time"]
    assert screen_time["name"] == "ScreenTime"
    assert screen_time["fullDescription"]["text"] == "How many minutes a week is one student to spend?"
    assert screen_time["help"]["markdown"].startswith("# How many minutes?\n")
    assert screen_time["helpUri"] == "https://www.news.example/2026/06/30/partnerships"
    assert screen_time["defaultConfiguration"] == {"level": "error"}
    assert "security-severity" not in screen_time["properties"], "no finding is about security"
    assert described["training"]["help"]["text"].endswith("Ask the vendor: What do you say?")


def test_every_result_has_a_place_in_the_profile(
    sarif: Callable[..., dict[str, Any]],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    shown = FromProfile("vendors/lumen.yaml", 12, 14, "dosage[0].minutes", 60)
    more = FromProfile("vendors/lumen.yaml", 13, 10, "dosage[0].per", "week")
    scorecard = make_scorecard(
        make_finding("flag", evidence=(shown, more)), make_finding("unavailable", "home-page"), line=7
    )

    flag, unavailable = results(sarif(scorecard))

    assert place(flag["locations"][0]) == ("vendors/lumen.yaml", 12, 14)
    assert place(flag["relatedLocations"][0]) == ("vendors/lumen.yaml", 13, 10)
    assert flag["relatedLocations"][0]["message"]["text"] == 'dosage[0].per: "week"'
    assert place(unavailable["locations"][0]) == ("vendors/lumen.yaml", 7, 1)


def place(location: dict[str, Any]) -> tuple[str, int, int]:
    physical = location["physicalLocation"]
    region = physical["region"]
    return physical["artifactLocation"]["uri"], region["startLine"], region["startColumn"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("vendors/lumen.yaml", "vendors/lumen.yaml"),
        ("./vendors/lumen.yaml", "vendors/lumen.yaml"),
        ("vendors/../lumen.yaml", "lumen.yaml"),
        ("../vendors/lumen.yaml", "../vendors/lumen.yaml"),
        ("our vendors/50% off: été.yaml", "our%20vendors/50%25%20off%3A%20%C3%A9t%C3%A9.yaml"),
        ("http:evil.yaml", "http%3Aevil.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/srv/vendors/a b.yaml", "file:///srv/vendors/a%20b.yaml"),
        ("C:/vendors/a b.yaml", "file:///C:/vendors/a%20b.yaml"),
        ("//server/share/a.yaml", "file://server/share/a.yaml"),
    ],
)
def test_a_file_s_address(file: str, uri: str) -> None:
    assert uri_of(file) == uri


def test_what_covers_a_finding_suppresses_it(
    sarif: Callable[..., dict[str, Any]], covered: tuple[Scorecard, ...]
) -> None:
    found = results(sarif(*covered, has_baseline=True))

    by_rule = {(each["properties"]["product"], each["ruleId"]): each for each in found}
    waived = by_rule["Lumen Reading", "sea-approval"]
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Waived until 30 June 2027 by superintendent's office: "
            "board-approved pilot in two schools",
        }
    ]
    assert waived["level"] == "error", "a waiver changes nothing about what was found"
    assert waived["baselineState"] == "new"
    assert by_rule["Lumen Reading", "price-stated"]["baselineState"] == "unchanged"
    assert by_rule["Lumen Math", "screen-time"]["suppressions"] == []


def test_without_a_baseline_nothing_is_new(
    sarif: Callable[..., dict[str, Any]], every_outcome: Scorecard
) -> None:
    assert not any("baselineState" in each for each in results(sarif(every_outcome)))


def test_fingerprints_are_the_findings_own(
    sarif: Callable[..., dict[str, Any]],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    [result] = results(sarif(make_scorecard(make_finding("flag", fingerprint="ab" * 32))))

    assert result["partialFingerprints"] == {"edscreen/v1": "ab" * 32}


def test_what_cannot_be_read_and_rules_that_fail_are_notifications(
    report_as: Callable[..., str], every_outcome: Scorecard, rules: tuple[Rule, ...]
) -> None:
    log = json.loads(report_as(SarifWriter, [every_outcome], [PROBLEM], ENDING, rules=rules))
    [invocation] = log["runs"][0]["invocations"]

    problem, failed = invocation["toolExecutionNotifications"]
    assert place(problem["locations"][0]) == ("vendors/bad.yaml", 3, 9)
    assert problem["message"]["text"] == "dosage[0].minuts: there is no such field"
    assert failed["associatedRule"] == {"id": "broken", "index": 0}
    assert [each["level"] for each in invocation["toolConfigurationNotifications"]] == ["note", "warning"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (2, True)


def test_a_run_that_screened_nothing_was_no_success(sarif: Callable[..., dict[str, Any]]) -> None:
    [invocation] = sarif()["runs"][0]["invocations"]

    assert invocation["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a report](https://evil.example)", "[a report] (https://evil.example)"),
        ("dosage[0].minutes", "dosage[0].minutes"),
        ("two\nlines \x1b[31m", "two lines \\x1b[31m"),
    ],
)
def test_text_is_no_link(text: str, shown: str) -> None:
    assert plain(text) == shown
