"""The waivers and the baseline of a run: what they cover, what is to be said of them, what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.cli.outputs import Output
from edscreen.screening.baseline import BaselineRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from edscreen.screening.baseline import Baseline
    from edscreen.screening.rule import GetsWorse
    from edscreen.screening.scorecard import Scorecard
    from edscreen.screening.waivers import Waivers


class Covering:
    """What covers the findings of a run."""

    def __init__(
        self,
        waivers: Waivers | None,
        baseline: Baseline | None,
        write_to: Path | None,
        gets_worse: Mapping[str, GetsWorse | None] | None = None,
    ) -> None:
        """Take what covers them, where what is known by now is to be written, and by rule what is worse."""
        self._waivers = waivers
        self._baseline = baseline
        self._write_to = write_to
        self._record = BaselineRecord(gets_worse)

    @property
    def waivers_used(self) -> int:
        """How many waivers cover a finding."""
        return self._waivers.used if self._waivers else 0

    def cover(self, scorecard: Scorecard) -> Scorecard:
        """The scorecard with the findings marked that are covered; waivers come before the baseline."""
        if self._waivers:
            scorecard = self._waivers.cover(scorecard)
        if self._baseline:
            scorecard = self._baseline.cover(scorecard)
        if self._write_to:
            self._record.take(scorecard)
        return scorecard

    def notices(self) -> Iterator[tuple[str, str]]:
        """What is to be said at the end, by kind."""
        if self._waivers:
            yield from self._waivers.notices()
        if self._baseline:
            for gone in self._baseline.fixed():
                yield "baseline_fixed", f"{gone} is in the baseline and is no longer found: write it anew"
            if number := self._baseline.not_screened():
                entries = "1 entry" if number == 1 else f"{number:,} entries"
                yield "baseline_not_screened", f"{entries} of the baseline: no such product was screened"

    def write_baseline(self) -> None:
        """Write what is known by now, where that was asked for.

        Raises:
            FileNotWritten: where that fails; then nothing was changed.
        """
        if self._write_to:
            Output("baseline", self._write_to).write(self._record.text())
