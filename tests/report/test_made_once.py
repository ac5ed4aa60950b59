"""What several outputs need of one product is made once."""

from __future__ import annotations

from edscreen.report.made_once import made_once


def test_the_same_two_things_are_not_made_again() -> None:
    made: list[tuple[list[int], list[int]]] = []

    @made_once
    def pair(first: list[int], second: list[int]) -> tuple[list[int], list[int]]:
        made.append((first, second))
        return made[-1]

    one, other, alike = [1], [2], [1]
    assert pair(one, other) is pair(one, other)
    assert len(made) == 1
    assert pair(alike, other)[0] is alike
    assert pair(one, other) is made[2]
    assert len(made) == 3
