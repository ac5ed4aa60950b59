"""How far a run over a list has come: a bar at a terminal, one plain line every half minute elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress as Bar

    from edscreen.batch.screened import Screened
    from edscreen.cli.talk import Talk

_VERDICTS = {"flagged": "flagged", "incomplete": "incomplete", "clear": "clear", "not_screened": "not judged"}
PAUSE = 30.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """Tells those who watch how far a run has come."""

    def __init__(self, talk: Talk, total: int, done: int) -> None:
        """Begin with `done` items of `total`."""
        self._talk = talk
        self._total = total
        self._done = done
        self._began_with = done
        self._verdicts: Counter[str] = Counter()
        self._errors = 0
        self._began = self._told = monotonic()
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._bar = _bar(total, done) if is_terminal and not talk.quiet else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def take(self, results: Sequence[Screened]) -> None:
        """Count what came of some items."""
        self._done += len(results)
        for screened in results:
            self._verdicts.update(rows.columns["verdict"] for rows in screened.scorecards)
            self._errors += len(screened.errors)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=self._done, found=self._found())
        elif monotonic() - self._told >= PAUSE:
            self._told = monotonic()
            self._talk.notice(self._line())

    def _line(self) -> str:
        rate = (self._done - self._began_with) / max(monotonic() - self._began, 0.001)
        left = (self._total - self._done) / rate if rate else 0
        return (
            f"{self._done:,} of {self._total:,} rows, {rate:,.0f} a second,"
            f" about {max(round(left / 60), 1)} min left; {self._found()}"
        )

    def _found(self) -> str:
        told = [
            f"{self._verdicts[verdict]:,} {words}"
            for verdict, words in _VERDICTS.items()
            if self._verdicts[verdict]
        ]
        return ", ".join([*told, *([f"{self._errors:,} not screened"] if self._errors else [])])


def _bar(total: int, done: int) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[found]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=total, completed=done, found="")
    return bar
