"""Every kind of mistake in a `rule.yaml` has its sentence, with its place; see golden/."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.rule import AppliesTo, Rule, Section, Source
from edscreen.screening.yaml_rules.loading import load_rule

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
ANSWERS = "answers:\n  - {flag: A., when: {field: training.included, equals: no}}\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.yaml")))
def test_a_mistake_is_told_with_its_place_and_what_to_write(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GOLDEN)
    expected = GOLDEN / f"{name}.txt"
    loaded = load_rule(Path(f"{name}.yaml"))
    assert isinstance(loaded, tuple)
    said = "".join(f"{mistake}\n" for mistake in loaded)
    if os.environ.get("EDSCREEN_RENEW_GOLDEN"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    assert said


def test_a_rule_declares_what_one_in_python_does(load: Callable[..., Rule]) -> None:
    declared = """
section: {name: studies, words: what was studied, also_in: [reviews], stands_in: outcomes.study}
applies_to: {categories: [platform], students_use: no}
silence_flags: yes
left_out: not_applicable
empty: undisclosed
settled_by: The offer, with its price.
"""
    rule = load(declared + ANSWERS)
    assert (rule.id, rule.title, rule.family, rule.severity) == ("own-question", "Is it so?", "own", "red")
    assert rule.section == (Section("studies", "what was studied", ("reviews",), "outcomes.study"),)
    assert rule.applies_to == AppliesTo(frozenset({"platform"}), students_use=False)
    assert (rule.silence_flags, rule.left_out, rule.empty) == (True, "not_applicable", "undisclosed")
    assert rule.settled_by == "The offer, with its price."
    assert rule.sources == (Source("The handbook", "https://district.example/handbook"),)


def test_what_is_left_out_is_as_in_python(load: Callable[..., Rule]) -> None:
    rule = load(ANSWERS)
    assert rule.applies_to == AppliesTo()
    assert (rule.section, rule.silence_flags, rule.left_out, rule.empty) == ((), False, "undisclosed", "flag")
    assert rule.settled_by == ""


def test_more_conditions_than_anyone_needs_are_one_mistake(tmp_path: Path) -> None:
    one = "{field: training.included, equals: no}"
    file = tmp_path / "rule.yaml"
    text = (
        (GOLDEN / "field_missing.yaml")
        .read_text(encoding="utf-8")
        .replace("{equals: no}", f"{{or: [{', '.join([one] * 5000)}]}}")
    )
    file.write_text(text, encoding="utf-8")
    loaded = load_rule(file)
    assert isinstance(loaded, tuple)
    [mistake] = loaded
    assert mistake.message == "a rule has 200 conditions at most: make several rules of it"
