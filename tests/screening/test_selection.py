"""Rules are chosen by id, pattern and family."""

from __future__ import annotations

import pytest

from edscreen.screening.answers import Answer, passes
from edscreen.screening.rule import Rule, rule
from edscreen.screening.selection import select


def _rule(name: str, family: str) -> Rule:
    @rule(id=name, title="?", family=family, severity="red", ask_vendor="?", sources=())
    def judge() -> Answer:
        return passes("Yes.", basis="claimed")

    return judge


RULES = [
    _rule("sea-approval", "approvals"),
    _rule("sea-efficacy", "approvals"),
    _rule("screen-time", "dosage"),
]


@pytest.mark.parametrize(
    ("chosen", "ignored", "kept"),
    [
        ([], [], ["sea-approval", "sea-efficacy", "screen-time"]),
        (["screen-time"], [], ["screen-time"]),
        (["sea-*"], [], ["sea-approval", "sea-efficacy"]),
        (["approvals"], ["sea-efficacy"], ["sea-approval"]),
        ([], ["s*"], []),
        (["screen-time", "sea-approval"], [], ["sea-approval", "screen-time"]),
    ],
)
def test_select_and_ignore(chosen: list[str], ignored: list[str], kept: list[str]) -> None:
    selection = select(RULES, chosen, ignored)

    assert [rule.id for rule in selection.rules] == kept
    assert selection.deselected == tuple(rule.id for rule in RULES if rule.id not in kept)
    assert selection.unknown == ()


def test_a_name_that_fits_nothing_gets_a_suggestion() -> None:
    assert select(RULES, ["screentime"], []).unknown == (
        "no rule or family is named 'screentime': did you mean 'screen-time'?",
    )


def test_a_name_like_nothing_known_is_named_alone() -> None:
    assert select(RULES, [], ["weather"]).unknown == ("no rule or family is named 'weather'",)
