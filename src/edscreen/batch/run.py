"""One run over a list: takes items, has them screened, records what came of each."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from edscreen.batch.items import SetAside
from edscreen.batch.runner import Lost
from edscreen.batch.screened import only_problem
from edscreen.report.run import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from edscreen.batch.folder import RunFolder
    from edscreen.batch.items import Item, Listed
    from edscreen.batch.lists.listing import Listing
    from edscreen.batch.runner import Returned, Runner
    from edscreen.batch.screened import Screened

CHUNK = 50
"""Items that a worker is given at once: many enough that handing them over costs next to nothing."""

ATTEMPTS = 3
"""So often is an item tried whose worker dies or hangs."""


class Run:
    """A run in the making."""

    def __init__(
        self,
        listing: Listing,
        folder: RunFolder,
        runner: Runner,
        recorded: Callable[[Sequence[Screened]], None],
    ) -> None:
        """Say what is screened, where that is recorded, what does the work, and who is told of it."""
        self._listing = listing
        self._folder = folder
        self._ledger = folder.ledger
        self._runner = runner
        self._recorded = recorded
        self._again: deque[Item] = deque()

    def screen_all(self) -> None:
        """Screen what is not done yet."""
        chunks = self._chunks()
        for returned in self._runner.results(chunks):
            self._take(returned)
        while self._again:  # what was lost when the list had already come to its end
            for returned in self._runner.results(self._left_over()):
                self._take(returned)

    def _take(self, returned: Returned) -> None:
        if not isinstance(returned, Lost):
            self._folder.record(returned)
            self._recorded(returned)
        elif len(returned.items) > 1:
            self._again.extend(returned.items)  # one of them did it: each is tried alone
        else:
            self._try_again(returned.items[0], returned.why)

    def _try_again(self, item: Item, why: str) -> None:
        if self._ledger.failed(item.number) < ATTEMPTS:
            self._again.append(item)
            return
        message = f"it was given up after {ATTEMPTS} attempts: {why}; this says nothing about the vendor"
        line = 1 if isinstance(item.content, bytes) else item.number
        screened = [only_problem(item.number, Problem("given_up", item.shown, line, 1, "", message))]
        self._folder.record(screened, given_up=True)
        self._recorded(screened)

    def _chunks(self) -> Iterator[Sequence[Item]]:
        every = self._listing.items()
        while several := list(islice(every, CHUNK)):
            yield from self._left_over()
            left = self._not_done(several)
            self._ledger.claim(left)
            self._set_aside([each for each in left if isinstance(each, SetAside)])
            if to_screen := [each for each in left if not isinstance(each, SetAside)]:
                yield to_screen

    def _left_over(self) -> Iterator[Sequence[Item]]:
        while self._again:
            yield [self._again.popleft()]

    def _not_done(self, items: list[Listed]) -> list[Listed]:
        if self._folder.taken_up is None:
            return items
        finished = self._ledger.finished(items)
        return [item for item in items if item.number not in finished]

    def _set_aside(self, items: Sequence[SetAside]) -> None:
        screened = [only_problem(item.number, item.problem) for item in items]
        if screened:
            self._folder.record(screened)
            self._recorded(screened)
