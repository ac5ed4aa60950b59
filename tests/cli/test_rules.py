"""`edscreen rules list` and `edscreen rules explain`, as a shell runs them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

RULE = """
from edscreen.rulekit import AppliesTo, Answer, Field, Options, Profile, passes, rule

class VersionOptions(Options):
    at_least: int = Field(2, description="How many parts a version must have.")
    grades: tuple[str, ...] = ("K", "1")

@rule(
    id="states-a-version",
    title="Is a version [bold]stated[/]? \\x1b[2J",
    family="product",
    severity="note",
    ask_vendor="Which version?",
    sources=(),
    options=VersionOptions,
    applies_to=AppliesTo(categories=frozenset({"platform", "core"}), students_use=False),
)
def states_a_version(profile: Profile) -> Answer:
    return passes("It is.", ("product", "version"), basis="claimed")
"""
CASES = """
- {name: it is stated, profile: "product: {name: X, version: 1}", expect: {outcome: pass}}
- {name: at the limit, profile: "", expect: {outcome: pass}, covers: [boundary]}
- {name: not yet, profile: "", expect: {outcome: undisclosed}, covers: [boundary, empty]}
"""
PAGE = (
    "# States a version\n\nSee [this](https://www.news.example/a).\tCodes \x1b]8;;x\x07 \u202e are shown.\n"
)


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """A district's own rule book with one rule."""
    folder = tmp_path / "our-rules" / "states_a_version"
    folder.mkdir(parents=True)
    for name, text in (("rule.py", RULE), ("cases.yaml", CASES), ("README.md", PAGE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("own_rules")
def test_the_list_names_every_rule_its_book_and_what_its_cases_cover(edscreen: Run) -> None:
    done = edscreen("rules", "list", "--rules-dir", "our-rules")
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(done.stdout.split())
    assert "Red-flag questions: a flag is a reason to walk away independent-research: " in text
    assert "rule book edscreen_rules 0." in text
    assert (
        "Notes: a flag is worth knowing states-a-version: Is a version [bold]stated[/]? \\x1b[2J "
        "family product; rule book our-rules asked of core and platform products "
        "checked by 3 test cases: 1 not answered yet, 2 answered well; "
        "among them 2 at a limit and 1 with a section given empty"
    ) in text
    assert all(line.isprintable() and len(line) <= 80 for line in done.stdout.splitlines())


@pytest.mark.usefixtures("own_rules")
def test_a_program_reads_the_same_list_as_json(edscreen: Run) -> None:
    done = edscreen("rules", "list", "--rules-dir", "our-rules", "--format", "json")
    assert done.returncode == 0
    assert done.stdout.isascii()
    rules = json.loads(done.stdout)["rules"]
    severities = [rule["severity"] for rule in rules]
    assert severities == sorted(severities, key=["red", "caution", "note"].index)
    assert {rule["rule_book"]["name"] for rule in rules} == {"edscreen_rules", "our-rules"}
    assert rules[-1] == {
        "id": "states-a-version",
        "title": "Is a version [bold]stated[/]? \x1b[2J",
        "family": "product",
        "severity": "note",
        "applies_to": {"categories": ["core", "platform"], "students_use": False},
        "options": [
            {"name": "at_least", "default": 2, "description": "How many parts a version must have."},
            {"name": "grades", "default": ["K", "1"], "description": None},
        ],
        "rule_book": {"name": "our-rules", "version": None},
        "cases": {
            "total": 3,
            "outcomes": {"undisclosed": 1, "pass": 2},
            "covers": {"boundary": 2, "empty": 1},
        },
    }


def test_cases_that_cannot_be_read_are_named_and_the_rest_is_listed(edscreen: Run, own_rules: Path) -> None:
    (own_rules / "cases.yaml").write_text("- {name: no more than that}\n", encoding="utf-8")
    done = edscreen("rules", "list", "--rules-dir", "our-rules")
    assert done.returncode == 2
    assert done.stderr == (
        "our-rules/states_a_version/cases.yaml:1:3: cases[0].profile: is missing: add it, like profile: "
        "| (and the profile's text below it)\n"
        "our-rules/states_a_version/cases.yaml:1:3: cases[0].expect: is missing: add it, like expect: "
        "{outcome: pass}\n"
    )
    assert "Traceback" not in done.stderr
    assert "states-a-version" in done.stdout
    assert "its test cases cannot be read" in done.stdout


def test_a_rule_for_no_product_and_without_cases_is_listed_as_such(edscreen: Run, own_rules: Path) -> None:
    text = RULE.replace('{"platform", "core"}', "()")
    (own_rules / "rule.py").write_text(text, encoding="utf-8")
    (own_rules / "cases.yaml").unlink()
    done = edscreen("rules", "list", "--rules-dir", "our-rules")
    assert done.returncode == 0
    assert "    asked of no products\n    no test cases\n" in done.stdout


def test_a_broken_rule_is_named_and_the_rest_is_listed(edscreen: Run, own_rules: Path) -> None:
    (own_rules / "rule.py").write_text("raise ValueError('\\x1b[2J no')\n", encoding="utf-8")
    done = edscreen("rules", "list", "--rules-dir", "our-rules")
    assert done.returncode == 2
    assert (
        "our-rules/states_a_version/rule.py:1:1: this rule cannot be used: ValueError: \\x1b[2J no"
        in done.stderr
    )
    assert "independent-research" in done.stdout


def test_a_rule_book_that_is_not_there_is_said(edscreen: Run) -> None:
    done = edscreen("rules", "explain", "screen-time", "--rules-dir", "our-rules")
    assert done.returncode == 2
    assert done.stderr == "our-rules: this rule book is not there\n"
    assert done.stdout


def test_a_page_goes_into_a_pipe_as_it_was_written(edscreen: Run, root: Path) -> None:
    done = edscreen("rules", "explain", "screen-time")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (root / "rules" / "screen_time" / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("own_rules")
def test_a_hostile_page_is_shown_as_text(edscreen: Run) -> None:
    done = edscreen("rules", "explain", "states-a-version", "--rules-dir", "our-rules")
    assert done.returncode == 0
    assert "\\x1b]8;;x\\x07 \\u202e are shown." in done.stdout
    assert done.stdout.replace("\n", "").isprintable()


@pytest.mark.usefixtures("own_rules")
def test_a_page_is_laid_out_for_a_terminal(edscreen: Run) -> None:
    done = edscreen(
        "rules",
        "explain",
        "states-a-version",
        "--rules-dir",
        "our-rules",
        env={**os.environ, "FORCE_COLOR": "1"},
    )
    assert "\x1b[1" in done.stdout
    assert "# States a version" not in done.stdout
    assert "https://www.news.example/a" in done.stdout
    assert "\x1b]" not in done.stdout
    assert "\x07" not in done.stdout


@pytest.mark.parametrize(
    ("rule_id", "said"),
    [
        ("sceen-time", "no rule is named \"sceen-time\": did you mean 'screen-time'?"),
        ("zzz\x1b[2J", "no rule is named \"zzz\\x1b[2J\": 'edscreen rules list' shows them all"),
    ],
)
def test_an_unknown_rule_is_told_from_a_known_one(edscreen: Run, rule_id: str, said: str) -> None:
    done = edscreen("rules", "explain", rule_id)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"edscreen rules explain: {said}\n"


def test_a_rule_without_a_page_is_said(edscreen: Run, own_rules: Path) -> None:
    (own_rules / "README.md").unlink()
    done = edscreen("rules", "explain", "states-a-version", "--rules-dir", "our-rules")
    assert done.returncode == 2
    assert "the rule 'states-a-version' has no page" in done.stderr


@pytest.mark.parametrize("subcommand", ["list", "explain", "test", "new"])
def test_help_shows_an_example(edscreen: Run, subcommand: str) -> None:
    done = edscreen("rules", subcommand, "--help")
    assert done.returncode == 0
    assert f"edscreen rules {subcommand}" in done.stdout.split("Example:")[1]
