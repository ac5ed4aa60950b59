"""A worker as the fetching process sees it: what it was given, and what it could go on with."""

from __future__ import annotations

from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from edscreen.batch.visiting.desk import Answered, ToScreen
from edscreen.batch.visiting.room import Room

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from edscreen.batch.items import Item
    from edscreen.batch.visiting.desk import Outgoing
    from edscreen.batch.visiting.links import Link


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
        self.room = Room(at_once)
        self.is_ready = False
        self._link = link
        self._could_go_on: dict[int, float] = {}
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
        self._send(item.number, ToScreen(item))

    def answer(self, item: int, answer: Answered) -> None:
        """Answer what it asked for the sake of an item; this waits for nothing."""
        self._send(item, answer)

    def heard_of(self, item: int) -> float:
        """Take note that it has done what it can for an item for now; give the seconds that it took."""
        now = monotonic()
        return now - self._could_go_on.pop(item, now)

    def hangs(self, limit: float) -> bool:
        """Whether it could have gone on with an item for more than so many seconds."""
        now = monotonic()
        return now - min(list(self._could_go_on.values()), default=now) > limit

    def suspects(self) -> list[Item]:
        """The items that it could go on with; where it has died, it was over one of them, if it had begun."""
        if not self.is_ready:
            return []
        return [item for number, item in self.given.items() if number in self._could_go_on]

    def end(self) -> None:
        """End it, at once; whoever listens to it is told."""
        self._link.end()

    def close(self) -> None:
        """Let go of it once it has ended."""
        self._to_send.put(None)
        for thread in self._threads:
            thread.join()
        self._link.close()

    def _send(self, item: int, message: ToScreen | Answered) -> None:
        self._could_go_on[item] = monotonic()
        self._to_send.put(message)

    def _send_all(self) -> None:
        """Send on a thread of its own: a full pipe must hold up neither fetching nor handing out."""
        while (message := self._to_send.get()) is not None:
            self._link.send(message)

    def _listen(self, heard: Callable[[Colleague, Outgoing | None], None]) -> None:
        with suppress(EOFError, OSError):
            while True:
                heard(self, self._link.recv())
        heard(self, None)
