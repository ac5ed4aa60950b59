"""The sites that a worker reads at once: as many as it keeps up with, however many hosts are dead."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from edscreen.batch.visiting import room as rooms
from edscreen.batch.visiting.room import ARRIVES_WITHIN, MOST_BEHIND, Room

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

PAGE = MOST_BEHIND / 20  # seconds that a page takes the worker, so that 20 may wait for it


class _Hall:
    """A room, the clock it looks at, and those who want a place in it."""

    def __init__(self, most: int) -> None:
        self.at_worker = 0
        self.now = 1_000.0
        self.inside: list[int] = []
        self.room = Room(most, lambda others: (self.at_worker + others) * PAGE)
        self._leave: dict[int, asyncio.Event] = {}

    async def visit(self, item: int) -> None:
        self._leave[item] = asyncio.Event()
        async with self.room.place(item):
            self.inside.append(item)
            await self._leave[item].wait()
        self.inside.remove(item)

    async def settles(self) -> None:
        """Wait until whoever may enter has entered."""
        before = -1
        while before != len(self.inside):
            before = len(self.inside)
            await asyncio.sleep(rooms._LOOK_AGAIN * 3)  # noqa: SLF001 - as often as the room looks

    def leave(self, *items: int) -> None:
        for item in items:
            self._leave[item].set()


@asynccontextmanager
async def _hall(monkeypatch: pytest.MonkeyPatch, most: int, guests: int) -> AsyncIterator[_Hall]:
    hall = _Hall(most)
    monkeypatch.setattr(rooms, "monotonic", lambda: hall.now)
    async with asyncio.TaskGroup() as tasks:
        visits = [tasks.create_task(hall.visit(item)) for item in range(guests)]
        await hall.settles()
        yield hall
        for visit in visits:
            visit.cancel()


def _in_the_hall(monkeypatch: pytest.MonkeyPatch, most: int = 256) -> list[list[int]]:
    """Who is inside at first, when the first pages came, when they were read, and when more would come."""
    seen = []

    async def watch() -> None:
        async with _hall(monkeypatch, most, guests=60) as hall:
            seen.append(sorted(hall.inside))
            for item in range(10):
                hall.room.came(item)
            hall.at_worker = 10
            await hall.settles()
            seen.append(sorted(hall.inside))
            hall.at_worker = 0
            await hall.settles()
            seen.append(sorted(hall.inside))
            hall.now += ARRIVES_WITHIN + 1
            await hall.settles()
            seen.append(sorted(hall.inside))

    asyncio.run(watch())
    return seen


def test_pages_on_their_way_and_pages_that_wait_bound_what_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    first, arrived, read, silent = _in_the_hall(monkeypatch)
    assert first == list(range(21))
    assert arrived == first  # those that wait for the worker count as when they were on their way
    assert read == list(range(31))  # ten have been read: ten more may come
    assert silent == list(range(52))  # those that have not come by now are dead or slow, and count no more


def test_there_are_never_more_than_there_are_places(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, silent = _in_the_hall(monkeypatch, most=25)
    assert silent == list(range(25))


def test_who_leaves_makes_room_and_the_first_who_waits_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    async def watch() -> None:
        async with _hall(monkeypatch, most=4, guests=7) as hall:
            assert hall.inside == [0, 1, 2, 3]
            hall.leave(1, 2)
            await hall.settles()
            assert hall.inside == [0, 3, 4, 5]

    asyncio.run(watch())


def test_while_a_worker_is_behind_no_site_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    async def watch() -> None:
        async with _hall(monkeypatch, most=256, guests=0) as hall:
            hall.at_worker = 100
            visit = asyncio.create_task(hall.visit(0))
            await hall.settles()
            assert hall.inside == []
            hall.at_worker = 20
            await hall.settles()
            assert hall.inside == [0]
            visit.cancel()

    asyncio.run(watch())
