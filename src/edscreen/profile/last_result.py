"""One result remembered, for questions that several rules ask of the same profile in turn."""

from __future__ import annotations

from functools import wraps
from operator import is_
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def remembers_last(function: Callable[..., Result]) -> Callable[..., Result]:
    """Give the last result again where every argument is the very same object as the last time.

    For pure functions of what cannot change, such as a profile, whose result nobody changes either.
    """
    last: tuple[tuple[object, ...], Result] | None = None

    @wraps(function)
    def remembering(*arguments: object) -> Result:
        nonlocal last
        held = last  # taken once, so that threads never mix one call's arguments with another's result
        if held and len(held[0]) == len(arguments) and all(map(is_, held[0], arguments)):
            return held[1]
        result = function(*arguments)
        last = arguments, result
        return result

    return remembering
