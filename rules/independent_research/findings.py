"""What a study's findings say: a positive student result, none, or nothing that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from edscreen.rulekit import shown

from .outcomes import is_of_adults

if TYPE_CHECKING:
    from edscreen.rulekit import Finding, Path, Study


SIGNIFICANT_UP_TO = 0.05
"""The largest p-value that is not stated to be insignificant."""


class Result(NamedTuple):
    """What the findings of a study come to.

    Attributes:
        kind: `positive`, `none`, `not_of_students` or `unknown`.
        words: the deciding finding in words.
        leaf: where it stands below the study.
    """

    kind: Literal["positive", "none", "not_of_students", "unknown"]
    words: str
    leaf: Path


def of(study: Study) -> Result:
    """Read the findings: the first positive one decides, then one whose direction is not stated."""
    open_finding: Path | None = None
    of_adults: Path | None = None
    stated: list[tuple[int, Finding]] = []
    for index, finding in enumerate(study.findings or ()):
        if finding.outcome and is_of_adults(finding.outcome):
            of_adults = of_adults or ("findings", index, "outcome")
        elif _is_insignificant(finding):
            stated.append((index, finding))
        elif finding.effect_size is None:
            if finding.significant or finding.p_value is not None:
                open_finding = open_finding or ("findings", index)
        elif finding.effect_size > 0:
            return Result("positive", _in_words(finding), ("findings", index, "effect_size"))
        else:
            stated.append((index, finding))
    if open_finding:
        return Result("unknown", "whether its result favours the product (an effect size)", open_finding)
    if not stated and of_adults:
        words = "its findings are of teachers, parents or other adults, none of students"
        return Result("not_of_students", words, of_adults)
    if not stated:
        return Result("unknown", "what it found (effect sizes)", ("findings",))
    index, finding = stated[0]
    return Result("none", _in_words(finding), ("findings", index, _telling_field(finding)))


def _is_insignificant(finding: Finding) -> bool:
    return finding.significant is False or (finding.p_value or 0) > SIGNIFICANT_UP_TO


def _telling_field(finding: Finding) -> str:
    if finding.significant is False:
        return "significant"
    return "p_value" if (finding.p_value or 0) > SIGNIFICANT_UP_TO else "effect_size"


def _in_words(finding: Finding) -> str:
    parts = [f"effect size {finding.effect_size:g}"] if finding.effect_size is not None else []
    if finding.p_value is not None:
        parts.append(f"p {finding.p_value:g}")
    if finding.significant is False:
        parts.append("not significant")
    outcome = f"{shown(finding.outcome)}: " if finding.outcome else ""
    return outcome + ", ".join(parts)
