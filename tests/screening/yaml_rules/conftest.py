"""Rules as data, and profiles for them to judge."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.registries.bundle import Registries
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.rule import Rule
from edscreen.screening.yaml_rules.loading import load_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.documents import Document
    from edscreen.screening.scorecard import Finding

HEAD = """\
edscreen_rule: 1
id: own-question
title: Is it so?
family: own
severity: red
ask_vendor: Is it so?
sources: [{title: The handbook, url: "https://district.example/handbook"}]
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Rule]:
    """Load a rule of which only the answers, and what is unlike the usual, are given."""

    def read(text: str, head: str = HEAD) -> Rule:
        file = tmp_path / "rule.yaml"
        file.write_text(head + text, encoding="utf-8")
        loaded = load_rule(file)
        assert isinstance(loaded, Rule), "\n".join(map(str, loaded))
        return loaded

    return read


@pytest.fixture
def answer(load: Callable[..., Rule], document: Callable[[str], Document]) -> Callable[..., Finding]:
    """Judge a profile by a rule of which only the answers are given."""

    def judge(rule: str, profile: str, role: str = "district") -> Finding:
        settings = Settings(date(2026, 11, 21), registries=Registries.load())
        read = document(f"prepared: {{role: {role}}}\n{profile}")
        [finding] = Engine([load(rule)], settings).screen(read).findings
        return finding

    return judge


@pytest.fixture
def holds(answer: Callable[..., Finding]) -> Callable[..., bool | None]:
    """Whether a condition holds of a profile; None where the profile leaves it open."""

    def judge(condition: str, profile: str, role: str = "district") -> bool | None:
        rule = f"answers:\n  - flag: It is.\n    when: {condition}\n  - {{flag: Not so., softer: yes}}\n"
        finding = answer(rule, profile, role)
        return None if finding.outcome == "undisclosed" else finding.severity == "red"

    return judge
