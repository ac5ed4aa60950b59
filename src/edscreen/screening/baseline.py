"""A baseline: the findings that were known on a day, so that only new ones and worse ones count."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from edscreen.profile.quoting import shown
from edscreen.profile.sources import Unreadable, read_bytes
from edscreen.profile.words import same_words
from edscreen.screening.answers import Outcome, Severity
from edscreen.screening.worse import Deciding, deciding, is_coverable, is_graver, is_worse_value

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from edscreen.screening.rule import GetsWorse
    from edscreen.screening.scorecard import Finding, Scorecard

MAX_BYTES = 256 * 1024 * 1024
"""The largest baseline that is read, in bytes: some hundred thousand products'."""

ANSWERED_WELL: tuple[Outcome, ...] = ("pass", "not_applicable")
"""The outcomes with which a known finding is gone."""

_Key = tuple[str, str, str]


class Known(BaseModel):
    """A finding that was known: keyed by vendor, product and rule, never by a place in a file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    vendor: str
    product: str
    rule: str
    outcome: Outcome
    severity: Severity
    field: str = ""
    value: Any = None
    """The amount that decides a flag, of rules that say which way it gets worse."""

    @property
    def key(self) -> _Key:
        """What it is known by; case and spaces of names make no difference."""
        return same_words(self.vendor), same_words(self.product), self.rule


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    edscreen_baseline: Literal[1]
    findings: list[Known]


class UnreadableBaseline(Exception):
    """A baseline that cannot be read.

    Attributes:
        line: line of the mistake, counted from 1.
        column: column in characters, counted from 1.
    """

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Baseline:
    """The known findings, and which of them are still there."""

    def __init__(self, known: list[Known], gets_worse: Mapping[str, GetsWorse | None] | None = None) -> None:
        """Take what was known.

        Args:
            known: the findings.
            gets_worse: by rule, the way in which the number that decides gets worse.
        """
        self._known = {entry.key: entry for entry in known}
        self._gets_worse = gets_worse or {}
        self._fixed: list[str] = []
        self._screened: set[tuple[str, str]] = set()

    def cover(self, scorecard: Scorecard) -> Scorecard:
        """The scorecard with the findings marked that were known and have not got worse."""
        self.follow(
            scorecard.vendor,
            scorecard.product,
            (finding.rule for finding in scorecard.findings if finding.outcome in ANSWERED_WELL),
        )
        vendor, product = same_words(scorecard.vendor), same_words(scorecard.product)
        findings = []
        for finding in scorecard.findings:
            known = self._known.get((vendor, product, finding.rule))
            if known is not None and finding.waiver is None and self._holds(known, finding):
                finding = finding._replace(in_baseline=True)  # noqa: PLW2901 - the same finding, marked
            findings.append(finding)
        return replace(scorecard, findings=tuple(findings))

    def follow(self, vendor: str, product: str, answered_well: Iterable[str]) -> None:
        """Take note that a product was screened.

        Args:
            vendor: the vendor's name.
            product: the product's name.
            answered_well: the rules on which nothing is left to cover; see `ANSWERED_WELL`.
        """
        whose, what = same_words(vendor), same_words(product)
        self._screened.add((whose, what))
        for rule in answered_well:
            if (whose, what, rule) in self._known:
                self._fixed.append(f"{rule} of {shown(product)} by {shown(vendor)}")

    def anew(self) -> Baseline:
        """The same findings, for another run, of which nothing was screened yet."""
        return Baseline(list(self._known.values()), self._gets_worse)

    def fixed(self) -> Iterator[str]:
        """The known findings that are gone, as `rule of product by vendor`."""
        yield from self._fixed

    def not_screened(self) -> int:
        """How many known findings are of products that this run did not screen."""
        return sum(1 for vendor, product, _ in self._known if (vendor, product) not in self._screened)

    def _holds(self, known: Known, finding: Finding) -> bool:
        if not is_coverable(finding):
            return False
        if is_graver((finding.outcome, finding.severity), (known.outcome, known.severity)):
            return False
        if finding.outcome != "flag":
            return True
        if not (gets_worse := self._gets_worse.get(finding.rule)):
            return True
        now = deciding(finding)
        return now.field == known.field and not is_worse_value(now.value, known.value, gets_worse)


class BaselineRecord:
    """Collects the findings of a run for `--write-baseline`."""

    def __init__(self, gets_worse: Mapping[str, GetsWorse | None] | None = None) -> None:
        """Begin with nothing known.

        Args:
            gets_worse: by rule, the way in which the number that decides gets worse. Of other rules no value
                is kept: what is cited first may change without any change of the answer.
        """
        self._gets_worse = gets_worse or {}
        self._known: dict[_Key, Known] = {}

    def take(self, scorecard: Scorecard) -> None:
        """Take the flags and open questions; what a waiver covers stays the waiver's, and ends with it."""
        for finding in scorecard.findings:
            if finding.waiver is not None or not is_coverable(finding):
                continue
            counts = finding.outcome == "flag" and self._gets_worse.get(finding.rule)
            found = deciding(finding) if counts else Deciding("", None)
            known = Known(
                vendor=scorecard.vendor,
                product=scorecard.product,
                rule=finding.rule,
                outcome=finding.outcome,
                severity=finding.severity,
                field=found.field,
                value=found.value,
            )
            earlier = self._known.get(known.key)
            if earlier is None or is_graver(
                (known.outcome, known.severity), (earlier.outcome, earlier.severity)
            ):
                self._known[known.key] = known

    def lines(self) -> Iterator[str]:
        """Each finding as JSON, sorted by vendor, product and rule."""
        for key in sorted(self._known):
            yield json.dumps(self._known[key].model_dump(mode="json"), default=str)

    def text(self) -> str:
        """The baseline as JSON, a finding a line."""
        return "".join(baseline_text(self.lines()))


def baseline_text(lines: Iterable[str]) -> Iterator[str]:
    """Yield a baseline in pieces.

    Args:
        lines: its findings, as `BaselineRecord.lines` gives them.
    """
    yield '{\n  "edscreen_baseline": 1,\n  "findings": ['
    separator = ""
    for line in lines:
        yield f"{separator}\n    {line}"
        separator = ","
    yield "\n  ]\n}\n" if separator else "]\n}\n"


def read_baseline(
    path: str | os.PathLike[str], gets_worse: Mapping[str, GetsWorse | None] | None = None
) -> Baseline:
    """Read what `--write-baseline` wrote.

    Raises:
        UnreadableBaseline: the file cannot be read, or is none.
    """
    try:
        data = read_bytes(path, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise UnreadableBaseline(f"it is larger than {MAX_BYTES // 1024**2} MiB, the most that is read")
        file = _File.model_validate(json.loads(data.decode("utf-8-sig")))
    except Unreadable as error:
        raise UnreadableBaseline(error.message) from None
    except json.JSONDecodeError as error:
        raise UnreadableBaseline(
            f"this is no JSON ({error.msg}): write the baseline anew with --write-baseline",
            error.lineno,
            error.colno,
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableBaseline(
            f"this is no baseline of this version ({shown(where)}: {first['msg']}): "
            "write it anew with --write-baseline"
        ) from None
    except (ValueError, RecursionError):  # no text, a number of thousands of digits, or a deep nesting
        raise UnreadableBaseline("this is no baseline: write it anew with --write-baseline") from None
    return Baseline(file.findings, gets_worse)
