"""How far a run over a list has come: a bar at a terminal, one plain line every half minute elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Self

from edscreen.report.escaping import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from edscreen.batch.screened import Screened
    from edscreen.cli.batch_bar import ProgressBar
    from edscreen.cli.talk import Talk

_VERDICTS = {
    "flagged": "flagged",
    "incomplete": "with open questions",
    "clear": "clear",
    "not_screened": "not judged",
}
PAUSE = 30.0
"""Seconds between two lines where there is no terminal."""

_LONG = 5.0
"""Seconds for which a host is waited for before it is named."""
_SLOWEST = 3
"""Hosts that are named at most."""
_HOST_LENGTH = 30
_QUICK = 10.0
_MINUTE = 60.0


def nothing_is_waited_for(_most: int) -> Mapping[str, float]:
    """What is waited for where no site is read."""
    return {}


class Progress:
    """Tells those who watch how far a run has come."""

    def __init__(
        self,
        talk: Talk,
        total: int,
        done: int,
        verdicts: Mapping[str, int],
        errors: int,
        waits: Callable[[int], Mapping[str, float]] = nothing_is_waited_for,
    ) -> None:
        """Begin with what a run taken up again has done before.

        Args:
            talk: speaks to those who watch.
            total: how many items the list holds.
            done: how many of them are done.
            verdicts: how many products there are of each verdict so far.
            errors: how many errors there are so far.
            waits: tells for how many seconds the hosts are waited for now that are waited for longest, the
                longest first, at most so many.
        """
        self._talk = talk
        self._total = total
        self._done = self._began_with = done
        self._verdicts = Counter(verdicts)
        self._errors = errors
        self._waits = waits
        self._began = monotonic()
        self._over = Event()
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._bar = self._begun_bar() if is_terminal and not talk.quiet else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
            self._show()
        else:
            Thread(target=self._tell, daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._bar:
            self._bar.stop()

    def take(self, results: Sequence[Screened]) -> None:
        """Count what came of some items."""
        self._done += len(results)
        for screened in results:
            self._verdicts.update(rows.columns["verdict"] for rows in screened.scorecards)
            self._errors += len(screened.errors)
        self._show()

    def _show(self) -> None:
        if self._bar:
            self._bar.show(self._done)

    def _begun_bar(self) -> ProgressBar:
        from edscreen.cli.batch_bar import ProgressBar

        return ProgressBar(
            self._total,
            self._done,
            lambda: rate_in_words(self._per_second),
            lambda: (self._found(), self._slowest()),
        )

    def _tell(self) -> None:
        """Say from time to time how far it has come, also while nothing is done because a site is slow."""
        while not self._over.wait(PAUSE):
            self._talk.notice(self._line())

    @property
    def _per_second(self) -> float:
        return (self._done - self._began_with) / max(monotonic() - self._began, 0.001)

    def _line(self) -> str:
        told = [f"{self._done:,} of {self._total:,}"]
        if rate := self._per_second:
            left = (self._total - self._done) / rate / _MINUTE
            told += [
                rate_in_words(rate),
                f"about {left:,.0f} min left" if left > 1 else "less than a minute left",
            ]
        return "; ".join(filter(None, (", ".join(told), self._found(), self._slowest())))

    def _found(self) -> str:
        told = [
            f"{self._verdicts[verdict]:,} {words}"
            for verdict, words in _VERDICTS.items()
            if self._verdicts[verdict]
        ]
        return ", ".join([*told, *([f"{self._errors:,} not screened"] if self._errors else [])])

    def _slowest(self) -> str:
        """The hosts that are waited for longest; empty where none is waited for long."""
        longest = self._waits(_SLOWEST).items()
        told = [f"{shortened_host(host)} {seconds:.0f} s" for host, seconds in longest if seconds >= _LONG]
        return f"waiting for {', '.join(told)}" if told else ""


def shortened_host(host: str) -> str:
    """A host's name as it can be shown, at most so long that three of them fit on a line."""
    shown = visible(host)
    # What tells hosts apart that anybody can make up stands at the end.
    return shown if len(shown) <= _HOST_LENGTH else f"...{shown[3 - _HOST_LENGTH :]}"


def rate_in_words(per_second: float) -> str:
    """How many a second, or a minute where that says more: `0.3 a second` is hard to picture."""
    if per_second >= _QUICK:
        return f"{per_second:,.0f} a second"
    if per_second >= 1:
        return f"{per_second:.1f} a second"
    return f"{per_second * _MINUTE:.0f} a minute" if per_second else ""
