"""`edscreen rules test` runs cases, shows what differs, and ends in 0, 1 or 2."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def book(tmp_path: Path, root: Path) -> Path:
    """The worked rule book of a district, to be changed."""
    source = root / "examples" / "district-repo" / "our-rules"
    return shutil.copytree(source, tmp_path / "our-rules")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("book")
def test_every_rule_is_named_with_its_cases(edscreen: Run) -> None:
    done = edscreen("rules", "test", "our-rules")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "✓ ai-free-posttest (our-rules): 12 cases as expected",
        "✓ data-agreement-in-force (our-rules): 11 cases as expected",
        "✓ no-money-from-student-data (our-rules): 8 cases as expected",
        "✓ training-included (our-rules): 9 cases as expected",
    ]
    assert done.stderr == "edscreen: exit code 0: 40 cases as expected\n"


def test_without_a_folder_all_installed_books_are_tested(edscreen: Run) -> None:
    done = edscreen("rules", "test", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ screen-time (edscreen_rules): " in done.stdout


@pytest.mark.usefixtures("book")
def test_single_rules_are_tested_by_their_folders(edscreen: Run) -> None:
    done = edscreen("rules", "test", "our-rules/training_included", "our-rules/data_agreement")
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "training-included",
        "data-agreement-in-force",
    ]


def test_what_differs_is_shown(edscreen: Run, book: Path) -> None:
    rule = book / "training_included" / "rule.yaml"
    change(rule, "equals: no", "exists: yes")
    change(rule, "equals: yes", "equals: no")
    done = edscreen("rules", "test", "our-rules/training_included")
    assert done.returncode == 1
    assert done.stderr == "edscreen: exit code 1: 6 cases of 9 not as expected\n"
    assert done.stdout.startswith(
        """\
✗ training-included (our-rules): 6 of 9 cases not as expected
  case 1: training that the price includes passes on the vendor's word
    our-rules/training_included/cases.yaml
    outcome
      expected pass
      got      flag
    message
      expected the words '(hours: 6)'
      got      'The price does not include the training that the product takes;
               its price is not stated.'
    the message is: The price does not include the training that the product
      takes; its price is not stated.
"""
    )


def test_a_rule_that_stops_fails_its_cases_and_not_the_run(edscreen: Run, book: Path) -> None:
    made = edscreen("rules", "new", "stops", "--dir", "our-rules")
    assert made.returncode == 0
    change(book / "stops" / "rule.py", "    support = profile.support\n", "    raise SystemExit(0)\n")
    change(
        book / "stops" / "rule.py",
        "    if support is None",
        "    support = profile.support\n    if support is None",
    )
    done = edscreen("rules", "test", "our-rules")
    assert done.returncode == 1
    assert "    the rule stopped with SystemExit: 0\n" in done.stdout
    assert "✓ training-included" in done.stdout


def test_a_case_that_is_not_valid_fails(edscreen: Run, book: Path) -> None:
    cases = book / "training_included" / "cases.yaml"
    cases.write_text(
        """\
- name: the profile has a mistake
  profile: |
    training: {includd: yes}
  expect: {outcome: pass}
- name: the profile is no YAML
  profile: "training: {"
  expect: {outcome: pass}
- name: there is no such option
  profile: ""
  options: {limit: 3}
  expect: {outcome: undisclosed}
""",
        encoding="utf-8",
    )
    done = edscreen("rules", "test", "our-rules/training_included")
    assert done.returncode == 1
    text = " ".join(done.stdout.split())
    assert 'not valid: training.includd: there is no field "includd" here: did you mean included?' in text
    assert "the profile of this case is not YAML, in its line 1: the bracket" in text
    assert "the rule does not take the option limit" in text


def test_rules_without_cases_are_named(edscreen: Run, book: Path) -> None:
    (book / "training_included" / "cases.yaml").unlink()
    done = edscreen("rules", "test", "our-rules/training_included")
    assert done.returncode == 0
    assert done.stdout.startswith("! training-included (our-rules): no cases: add a file cases.yaml")
    assert done.stderr == "edscreen: exit code 0: without cases: training-included\n"


def test_what_cannot_be_read_is_named_with_its_place(edscreen: Run, book: Path) -> None:
    change(book / "training_included" / "rule.yaml", "equals: no", "equals: 3")
    (book / "data_agreement" / "cases.yaml").write_text(
        "- name: x\n  expect: {outcome: good}\n", encoding="utf-8"
    )
    done = edscreen("rules", "test", "our-rules", "nowhere")
    assert done.returncode == 2
    said = done.stderr.splitlines()
    assert (
        'our-rules/training_included/rule.yaml:24:46: answers[1].when.equals: write yes or no, not "3"'
        in said
    )
    assert "nowhere: this rule book is not there" in said
    assert any(
        line.startswith("our-rules/data_agreement/cases.yaml:2:21: cases[0].expect.outcome: ")
        for line in said
    )
    assert said[-1].startswith("edscreen: exit code 2: 3 mistakes in rules or cases; 20 cases as expected")
    assert "✗ data-agreement-in-force (our-rules): its cases cannot be read\n" in done.stdout


def test_hostile_text_is_text(edscreen: Run, book: Path) -> None:
    cases = book / "training_included" / "cases.yaml"
    cases.write_text(
        '- {name: "\\e]8;;x\\a [bold]", profile: "", expect: {outcome: pass, says: ["\\u202e"]}}\n',
        encoding="utf-8",
    )
    done = edscreen("rules", "test", "our-rules/training_included")
    assert done.returncode == 1
    assert "case 1: \\x1b]8;;x\\x07 [bold]" in done.stdout
    assert done.stdout.replace("\n", "").isprintable()
