"""What a worker that reads sites died of: what it said before counts, however busy the run is."""

from __future__ import annotations

import asyncio
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any

from edscreen.batch.items import Item
from edscreen.batch.runner import Lost
from edscreen.batch.visiting.colleague import Colleague
from edscreen.batch.visiting.desk import Asked, IsReady, ToScreen
from edscreen.batch.visiting.site_runner import SiteRunner
from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from edscreen.batch.visiting.links import Link

ITEMS = [Item(number, f"row {number}", b"edscreen: 1\n", f"{number}.yaml") for number in (1, 2, 3)]


class _Scripted:
    """The way to a worker that asks for the sake of the first two items, and dies over the third."""

    def __init__(self) -> None:
        self._given: SimpleQueue[object] = SimpleQueue()
        self._says = [IsReady(), *(Asked(n, n, "turn", [f"vendor-{n}.example"]) for n in (1, 2))]

    def send(self, message: Any, /) -> None:
        self._given.put(message)

    def recv(self) -> Any:
        if len(self._says) == 3:
            while not isinstance(last := self._given.get(), ToScreen) or last.item != ITEMS[-1]:
                pass
        if not self._says:
            raise EOFError
        return self._says.pop(0)

    def end(self) -> None:
        pass

    def close(self) -> None:
        pass


class _OneWorker:
    number = 1

    def __init__(self) -> None:
        self._links: list[Link] = [_Scripted()]

    def look(self, ready: Callable[[Link], object]) -> None:
        while self._links:
            ready(self._links.pop())

    def stop(self) -> None:
        pass


def test_what_it_asked_just_before_its_death_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    death_is_judged = Event()
    answer, suspects = SiteRunner._answer, Colleague.suspects  # noqa: SLF001 - what runs in the event loop

    async def answer_late(*asked: Any) -> None:
        """Come to a question as late as a busy event loop does."""
        await asyncio.to_thread(death_is_judged.wait, 60)
        await answer(*asked)

    def suspects_then_go_on(dead: Colleague) -> list[Item]:
        found = suspects(dead)
        death_is_judged.set()
        return found

    monkeypatch.setattr(SiteRunner, "_answer", answer_late)
    monkeypatch.setattr(Colleague, "suspects", suspects_then_go_on)
    runner = SiteRunner(_OneWorker(), 4, Fetcher(FetchSettings()))
    try:
        lost = next(runner.results([ITEMS]))
    finally:
        death_is_judged.set()
        runner.stop()
    assert isinstance(lost, Lost)
    assert [item.number for item in lost.items] == [3]
