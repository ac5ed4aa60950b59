"""A waiver to paste into the district's policy, for the answer that a rule gave."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from edscreen.profile.yaml_scalars import WrittenFloat, WrittenInt, plain
from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.screening.worse import deciding, is_amount, is_coverable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.screening.scorecard import Finding, Scorecard

REASON = "FILL IN: why the district accepts this for a while"
BY = "FILL IN: who decided so"

_LONGEST_MESSAGE = 300
_UNQUOTED = re.compile(r"[a-z][a-z0-9-]*")


def waiver_block(scorecards: Iterable[Scorecard], as_of: date) -> str:
    """The waivers, as a part of `edscreen.yaml`, for what can be waived; empty where nothing can.

    Args:
        scorecards: each with the findings to waive.
        as_of: the day from which a waiver holds for a year.
    """
    entries = [
        _entry(scorecard, finding, as_of)
        for scorecard in scorecards
        for finding in scorecard.findings
        if is_coverable(finding)
    ]
    return "".join(["waivers:\n", *entries]) if entries else ""


def _entry(scorecard: Scorecard, finding: Finding, as_of: date) -> str:
    message = shortened(on_one_line(finding.message), _LONGEST_MESSAGE)
    covers = f"severity: {finding.severity}"
    if finding.outcome != "flag":
        covers = f"outcome: {finding.outcome}"
    elif is_amount(value := deciding(finding).value):
        covers += f", value: {_written(_range_text(value) if isinstance(value, dict) else value)}"
    return (
        f"  # {words.outcome(finding)}: {message}\n"
        f"  - rule: {_written(finding.rule)}\n"
        f"    vendor: {_written(scorecard.vendor)}\n"
        f"    product: {_written(scorecard.product)}\n"
        f"    reason: {_written(REASON)}\n"
        f"    by: {_written(BY)}\n"
        f"    expires: {_a_year_after(as_of)}\n"
        f"    covers: {{{covers}}}\n"
    )


def _written(value: str | float) -> str:
    """A value of a profile as it can stand in YAML, on one line; a text is quoted, so that it stays one."""
    if isinstance(value, str):
        is_text_anywhere = (
            plain(value) == value == yaml.safe_load(value) if _UNQUOTED.fullmatch(value) else False
        )
        return value if is_text_anywhere else _dumped(value)
    return value.written if isinstance(value, WrittenInt | WrittenFloat) else repr(value)


def _range_text(ends: dict[str, Any]) -> str:
    """A range that a profile writes out as `{min: 30, max: 40}`, as a policy writes it."""
    low, high = ends.get("min"), ends.get("max")
    if low is None:
        return f"up to {high}"
    return f"{low}+" if high is None else f"{low}-{high}"


def _dumped(text: str) -> str:
    dumped: str = yaml.safe_dump(
        text, default_style='"', allow_unicode=text.isprintable(), width=float("inf")
    )
    return dumped.rstrip("\n")


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February, or the last year that there is
        return date(min(day.year + 1, date.max.year), 2, 28) if day.month == 2 else date.max
