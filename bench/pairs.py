"""Times two things in turn, A B A B ..., and tells their ratio pair by pair."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def in_turn(measures: Sequence[Callable[[], float]], rounds: int) -> list[list[float]]:
    """Take each measure once in every round, after one round that does not count; one list a measure."""
    for measure in measures:
        measure()
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [list(column) for column in zip(*taken, strict=True)]


def spread(values: Sequence[float], unit: str = "s") -> str:
    """Median, lowest and highest of some values."""
    return f"{median(values):.3f} {unit} ({min(values):.3f} to {max(values):.3f})"


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """The ratio of each pair."""
    return [first / second for first, second in zip(above, below, strict=True)]
