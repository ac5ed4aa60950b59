"""Pages of a report held back until it is known whether they are few enough to show them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_IN_FULL = 20
"""Pages up to which all of them are shown."""


class HeldPages:
    """A few pages, or of many only those that count; memory does not grow with their number."""

    def __init__(self, separator: str) -> None:
        """Begin without a page; `separator` stands between them, and before all where they are many."""
        self._separator = separator
        self._first: list[tuple[str, bool]] = []
        self._counting: Spool | None = None
        self.held = 0

    @property
    def are_many(self) -> bool:
        """Whether there were too many pages to hold them all."""
        return self._counting is not None

    def add(self, page: Callable[[], str], *, counts: bool) -> None:
        """Hold a page, which is made only where it is shown; among many, only one that `counts` is."""
        if self._counting is None and len(self._first) < MOST_IN_FULL:
            self._first.append((page(), counts))
            self.held += 1
            return
        if self._counting is None:
            self._counting = Spool()
            self.held = 0
            for text, counted in self._first:
                if counted:
                    self._keep(text, self._counting)
            self._first.clear()
        if counts:
            self._keep(page(), self._counting)

    def pieces(self) -> Iterator[str]:
        """Give what is held, piece by piece."""
        if self._counting is not None:
            yield from self._counting.pieces()
        for number, (page, _) in enumerate(self._first):
            yield self._separator + page if number else page

    def _keep(self, page: str, spool: Spool) -> None:
        spool.write(self._separator + page)
        self.held += 1
