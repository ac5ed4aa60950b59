"""Two rules with options, and policies read for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import Field, field_validator

from edscreen.profile.fields import Grades  # noqa: TC001 - read when the model is built
from edscreen.screening.answers import Answer, passes
from edscreen.screening.policy.in_force import InForce, put_in_force
from edscreen.screening.policy.reading import PolicyFile, PolicyPath, read_policy
from edscreen.screening.rule import Options, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.typed_files import FileMistake


class Limit(Options):
    """A limit for some students."""

    flag_at: float = Field(gt=0, description="Minutes that are flagged.")
    grades: Grades | None = Field(None, description="Only for these grades.")


class TimeOptions(Options):
    """Options of `screen-time`."""

    flag_at: float = Field(45, gt=0, description="Minutes that are flagged.")
    limits: tuple[Limit, ...] = Field((), description="Other limits for some students.")
    whole: int = Field(3, ge=0, description="A whole number.")
    since: date = Field(date(2026, 1, 1), description="A day.")

    @field_validator("whole")
    @classmethod
    def _is_no_dozen(cls, whole: int) -> int:
        if whole == 12:
            raise ValueError("a dozen is too many")
        return whole


@rule(
    id="screen-time",
    title="How long does it keep a student at a screen?",
    family="dosage",
    severity="red",
    options=TimeOptions,
    ask_vendor="How long?",
    sources=(),
)
def screen_time() -> Answer:
    return passes("Not long.", basis="claimed")


@rule(
    id="sea-approval",
    title="Has a state approved it?",
    family="approvals",
    severity="caution",
    ask_vendor="Which state?",
    sources=(),
)
def sea_approval() -> Answer:
    return passes("One has.", basis="claimed")


RULES: tuple[Rule, ...] = (screen_time, sea_approval)

Read = "Callable[..., PolicyFile | tuple[FileMistake, ...]]"
PutInForce = "Callable[..., InForce | list[str]]"


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return RULES


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., PolicyFile | tuple[FileMistake, ...]]:
    def reading(text: str, *, found: bool = True) -> PolicyFile | tuple[FileMistake, ...]:
        file = tmp_path / "edscreen.yaml"
        file.write_text(f"edscreen_policy: 1\n{text}", encoding="utf-8")
        return read_policy(PolicyPath(file, "edscreen.yaml", found))

    return reading


@pytest.fixture
def in_force(read: Callable[..., PolicyFile | tuple[FileMistake, ...]]) -> Callable[..., InForce | list[str]]:
    def putting(text: str, *, found: bool = True, rules_missing: bool = False) -> InForce | list[str]:
        policy = read(text, found=found)
        if not isinstance(policy, PolicyFile):
            return [str(mistake) for mistake in policy]
        fitted = put_in_force(policy, RULES, rules_missing=rules_missing)
        return fitted if isinstance(fitted, InForce) else [str(mistake) for mistake in fitted]

    return putting
