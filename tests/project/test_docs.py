"""README and the pages: their commands run as they stand, and what they show is what is printed."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen import rulekit
from edscreen.report.words import QUESTION
from edscreen.screening.cases import differences, judge, read_cases
from edscreen.screening.rule import INPUTS
from edscreen.screening.rulebook import open_shelf
from edscreen.screening.yaml_rules.operands import OPERATORS, QUANTIFIERS

ROOT = Path(__file__).resolve().parents[2]

if TYPE_CHECKING:
    from scripts import shown_output

    from edscreen.screening.rule import Rule
else:
    spec = importlib.util.spec_from_file_location("shown_output", ROOT / "scripts" / "shown_output.py")
    shown_output = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = shown_output
    spec.loader.exec_module(shown_output)

RULE_BOOKS = ROOT / "docs" / "rule-books.md"
PAGES = shown_output.pages()
RUN = [shown for page in PAGES for shown in shown_output.shown_on(page) if shown.runs]
BROKEN_ON_PURPOSE = "mistaken-rules"
"""The rule book that a page shows to show what is said of mistakes."""
ADDRESS = re.compile(r" *<?https?://\S+")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)")


def place(shown: shown_output.Shown) -> str:
    return f"{shown.page}:{shown.line}"


def visits_demo_site(shown: shown_output.Shown) -> bool:
    return shown_output.DEMO_SITE in shown.command


@pytest.mark.parametrize("page", ["README.md", "docs/reading-a-site.md"])
def test_the_demo_site_is_shown_being_served_and_visited(page: str) -> None:
    shown = shown_output.shown_on(ROOT / page)
    assert [each.served for each in shown if each.served] == ["examples/demo-site"]
    assert any(visits_demo_site(each) for each in shown if each.runs)


@pytest.mark.parametrize("shown", RUN, ids=place)
def test_a_command_runs_and_prints_what_is_shown(shown: shown_output.Shown, tmp_path: Path) -> None:
    shown_output.lay_out(ROOT / shown.page, tmp_path)
    if visits_demo_site(shown):
        with shown_output.demo_site(ROOT / shown.page, tmp_path) as place:
            moved = [[word.replace(shown_output.DEMO_SITE, place) for word in call] for call in shown.runs]
            ran = [shown_output.run(call, tmp_path) for call in moved]
    else:
        ran = [shown_output.run(call, tmp_path) for call in shown.runs]
    printed = "".join(each.printed for each in ran)
    expected = {2} if BROKEN_ON_PURPOSE in shown.command else {0, 1, 3}
    assert all(each.code in expected for each in ran), printed
    if visits_demo_site(shown):
        assert "independent evidence" in " ".join(printed.split())
    if shown.output is not None:
        assert shown.output == printed, "renew it with: python scripts/generate.py"


def test_the_readme_shows_the_scorecard_of_an_example() -> None:
    [shown] = [each for each in RUN if each.page == "README.md" and each.output]
    assert shown.output
    assert "red flag" in shown.output
    assert "edscreen: exit code 1" in shown.output


def test_the_folder_of_examples_holds_a_red_flag(tmp_path: Path) -> None:
    shown_output.lay_out(ROOT / "README.md", tmp_path)
    assert shown_output.run(["check", "examples/"], tmp_path).code == 1


def set_up_commands() -> list[str]:
    shown = shown_output.shown_on(ROOT / "README.md")
    return [each.command for each in shown if "-m pip install" in each.command]


def test_the_first_set_up_command_screens_an_example_and_does_not_look_like_a_failure(tmp_path: Path) -> None:
    first, _ = set_up_commands()
    install, screening = first.split(" && ")
    assert install == "python -m pip install ."
    [call] = shown_output.Shown("README.md", 1, screening, None).runs
    shown_output.lay_out(ROOT / "README.md", tmp_path)
    ran = shown_output.run(call, tmp_path)
    assert ran.code == 0
    assert "red flags" in ran.printed


def test_the_second_set_up_command_is_the_one_that_the_whole_check_runs() -> None:
    _, second = set_up_commands()
    whole_check = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("install --quiet", "install")
    assert second in whole_check


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_to_a_file_of_the_project(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("rule", open_shelf().rules, ids=lambda rule: rule.id)
def test_a_rules_page_names_the_rule_below_its_question_and_fits_into_80_columns(rule: Rule) -> None:
    assert rule.folder
    lines = (rule.folder / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == [
        f"# {rule.title}",
        "",
        f"Rule `{rule.id}`: {QUESTION[rule.severity]}, family `{rule.family}`.",
    ]
    assert [line for line in lines if len(line) > 80 and not ADDRESS.fullmatch(line)] == []


@pytest.mark.parametrize("rule", open_shelf().rules, ids=lambda rule: rule.id)
def test_a_rules_page_tells_its_options_their_defaults_and_where_they_are_set(rule: Rule) -> None:
    assert rule.folder
    page = (rule.folder / "README.md").read_text(encoding="utf-8")
    section = page.partition("\n## Options\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", section, re.MULTILINE))
    defaults = {name: option.default for name, option in rule.options.model_fields.items()}
    assert rows == {
        name: json.dumps(default) if default != () else "none" for name, default in defaults.items()
    }
    assert ("A district's policy may set" in section) is bool(rows)


def rows_below(heading: str, page: Path, *, level: int = 2) -> str:
    """The first column of the first table below a heading."""
    marks = "#" * level
    section = page.read_text(encoding="utf-8").partition(f"\n{marks} {heading}\n")[2].partition("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table
    return "\n".join(row.split(" | ")[0] for row in table[0].splitlines()[2:])


def test_every_argument_that_a_rule_may_name_is_told() -> None:
    told = rows_below("What the function is given", RULE_BOOKS)
    assert re.findall(r"`(\w+)`", told) == list(INPUTS)


def test_every_argument_of_a_declaration_and_of_a_section_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", rows_below("What a rule declares", RULE_BOOKS)))
    assert told == set(inspect.signature(rulekit.rule).parameters)
    arguments = inspect.signature(rulekit.Section).parameters.values()
    bare = [argument.replace(annotation=inspect.Parameter.empty) for argument in arguments]
    assert f"`Section{inspect.Signature(bare)}`" in RULE_BOOKS.read_text(encoding="utf-8")


def test_every_name_that_a_rules_author_may_import_is_told() -> None:
    told = RULE_BOOKS.read_text(encoding="utf-8").replace("@", "")
    assert [name for name in rulekit.__all__ if not re.search(rf"`{name}\b", told)] == []


def test_nothing_is_told_that_the_rulekit_does_not_hold() -> None:
    told = rows_below("What `edscreen.rulekit` holds", RULE_BOOKS)
    names = re.findall(r"`(\w+)(?:\(|`)", told)
    assert [name for name in names if name not in rulekit.__all__] == []


def test_the_worked_rules_pass_the_cases_beside_them(tmp_path: Path) -> None:
    shown_output.lay_out(ROOT / "docs" / "rule-books.md", tmp_path)
    shelf = open_shelf([tmp_path / "our-rules"])
    assert shelf.broken == ()
    assert [rule.id for rule in shelf.books[-1].rules] == ["support-included", "training-hours"]
    for rule in shelf.books[-1].rules:
        cases = read_cases(rule)
        assert {case.expect.outcome for case in cases} == {"pass", "flag", "undisclosed", "not_applicable"}
        assert [differences(case, judge(rule, case)) for case in cases] == [[] for _ in cases]


def test_every_operator_of_a_condition_is_told() -> None:
    told = re.findall(r"`(\w+):", rows_below("Conditions", RULE_BOOKS, level=3))
    assert told == [*OPERATORS, *QUANTIFIERS]
