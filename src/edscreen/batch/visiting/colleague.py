"""A worker as the fetching process sees it: what it was given, and what it could go on with."""

from __future__ import annotations

from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from edscreen.batch.visiting.desk import ToScreen
from edscreen.batch.visiting.room import Room

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from edscreen.batch.items import Item
    from edscreen.batch.visiting.desk import Answered, Outgoing
    from edscreen.batch.visiting.links import Link

_FIRST_GUESS = 0.02  # seconds that a page takes, before any has been seen

_WEIGHT = 1 / 32  # of the page seen last, beside all before it

_MOST_FOR_ONE = 1.0  # seconds; one that takes longer is a rare PDF, and says little of the next


class Colleague:
    """A worker.

    Attributes:
        given: the items that it was given and that are not screened yet, by number.
        turns: what ends the turns that it asked for, by the number of the question.
        room: the places for sites that it reads.
        is_ready: whether it has begun to work.
    """

    def __init__(self, link: Link, at_once: int, heard: Callable[[Colleague, Outgoing | None], None]) -> None:
        """Begin to listen to it.

        Args:
            link: the way to it.
            at_once: sites that it may read at once at most.
            heard: is called with what it sends, and with nothing at its death, on a thread of its own.
        """
        self.given: dict[int, Item] = {}
        self.turns: dict[int, asyncio.Event] = {}
        self.room = Room(at_once, self.seconds_behind)
        self.is_ready = False
        self._has_died = False
        self._link = link
        self._lock = Lock()  # what follows is known to whoever listens and to the event loop
        self._at_work: set[int] = set()
        self._not_begun: dict[int, None] = {}
        self._could_go_on: set[int] = set()
        self._pages: set[int] = set()
        self._heard_at = monotonic()
        self._worked = 0.0
        self._each_takes = _FIRST_GUESS
        self._to_send: SimpleQueue[ToScreen | Answered | None] = SimpleQueue()
        self._threads = (
            Thread(target=self._send_all, daemon=True),
            Thread(target=self._listen, args=(heard,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def give(self, item: Item) -> None:
        """Have an item screened."""
        self.given[item.number] = item
        with self._lock:
            self._at_work.add(item.number)
            self._begin_to_wait()
            self._not_begun[item.number] = None
        self._to_send.put(ToScreen(item))

    def answer(self, item: int, answer: Answered) -> None:
        """Answer what it asked for the sake of an item; this waits for nothing."""
        with self._lock:
            if item not in self._at_work:  # it had no time left to wait, and is done
                return
            self._begin_to_wait()
            if answer.answer is not None:
                self._pages.add(item)
            self._could_go_on.add(item)
        self._to_send.put(answer)

    def heard_of(self, item: int, *, is_done: bool = False) -> None:
        """Take note that it has done what it can for an item for now, or all that there is to do."""
        with self._lock:
            if is_done:
                self._at_work.discard(item)
            self._not_begun.pop(item, None)
            self._could_go_on.discard(item)
            if item in self._pages:
                self._pages.remove(item)
                self._each_takes += (min(self._worked, _MOST_FOR_ONE) - self._each_takes) * _WEIGHT
                self._worked = 0.0

    def seconds_behind(self, others: int) -> float:
        """Seconds until it would come to a page given after so many others; none if it has died."""
        return 0.0 if self._has_died else (len(self._pages) + others) * self._each_takes

    def hangs(self, limit: float) -> bool:
        """Whether it has said nothing for more than so many seconds, though there was something to do."""
        return bool(self._could_go_on or self._not_begun) and monotonic() - self._heard_at > limit

    def suspects(self) -> list[Item]:
        """The items that it could go on with, and the one to be begun next; it has died over one of these."""
        if not self.is_ready:
            return []
        numbers = {*list(self._could_go_on), *list(self._not_begun)[:1]}
        return [item for number, item in self.given.items() if number in numbers]

    def end(self) -> None:
        """End it, at once; whoever listens to it is told."""
        self._link.end()

    def close(self) -> None:
        """Let go of it once it has ended."""
        self._to_send.put(None)
        for thread in self._threads:
            thread.join()
        self._link.close()

    def _begin_to_wait(self) -> None:
        if not (self._could_go_on or self._not_begun):
            self._heard_at = monotonic()

    def _send_all(self) -> None:
        """Send on a thread of its own: a full pipe must hold up neither fetching nor handing out."""
        while (message := self._to_send.get()) is not None:
            self._link.send(message)

    def _listen(self, heard: Callable[[Colleague, Outgoing | None], None]) -> None:
        with suppress(EOFError, OSError):
            while True:
                message = self._link.recv()
                with self._lock:
                    now = monotonic()
                    if self._pages:
                        self._worked += now - self._heard_at
                    self._heard_at = now
                heard(self, message)
        self._has_died = True
        heard(self, None)
