"""The sites that a worker reads at once: more while it keeps up, fewer while pages wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from edscreen.batch.visiting.room import FIRST, LATE, PROMPT, Room

if TYPE_CHECKING:
    from collections.abc import Callable


async def _crowd(room: Room, number: int, change: Callable[[], None]) -> tuple[int, int]:
    """How many of so many guests are in the room at once before a change, and how many after it."""
    inside, leave = 0, asyncio.Event()

    async def visit() -> None:
        nonlocal inside
        async with room:
            inside += 1
            await leave.wait()
            inside -= 1

    guests = [asyncio.create_task(visit()) for _ in range(number)]
    await asyncio.sleep(0)
    before = inside
    change()
    leave.set()
    await asyncio.gather(*guests)
    leave.clear()
    guests = [asyncio.create_task(visit()) for _ in range(number)]
    await asyncio.sleep(0)
    after = inside
    leave.set()
    await asyncio.gather(*guests)
    return before, after


def test_it_grows_while_answers_are_prompt_and_up_to_its_limit() -> None:
    room = Room(FIRST + 5)

    def change() -> None:
        for _ in range(20):
            room.answered_for(PROMPT / 2)

    assert asyncio.run(_crowd(room, 200, change)) == (FIRST, FIRST + 5)


def test_it_shrinks_while_answers_are_late_and_keeps_one_place() -> None:
    room = Room(8)

    def change() -> None:
        for _ in range(20):
            room.answered_for(LATE * 2)

    assert asyncio.run(_crowd(room, 50, change)) == (8, 1)
    assert room.size == 1


def test_it_stays_as_it_is_while_answers_are_neither() -> None:
    room = Room(100)
    assert asyncio.run(_crowd(room, 200, lambda: room.answered_for((PROMPT + LATE) / 2))) == (FIRST, FIRST)


def test_what_was_taken_away_comes_back() -> None:
    room = Room(4)

    def change() -> None:
        for _ in range(3):
            room.answered_for(LATE * 2)
        for _ in range(2):
            room.answered_for(0.0)

    assert asyncio.run(_crowd(room, 9, change)) == (4, 3)
