"""A result is remembered for the very same arguments, once."""

from __future__ import annotations

from edscreen.profile.last_result import remembers_last


def test_the_same_objects_get_the_same_result_and_equal_ones_do_not() -> None:
    asked = []

    @remembers_last
    def doubled(values: list[int]) -> list[int]:
        asked.append(values)
        return [2 * value for value in values]

    first, equal = [1, 2], [1, 2]

    assert doubled(first) is doubled(first)
    assert doubled(equal) == [2, 4]
    assert doubled(first) == [2, 4]
    assert asked == [first, equal, first]
    assert [values is first for values in asked] == [True, False, True]
