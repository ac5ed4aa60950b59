"""What goes into a Markdown report of limited length: what is most important, in whole pieces."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LEVELS = range(4)
"""How soon a piece is shown where there is little room, the most important first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A construct that is shown whole or not at all.

    Attributes:
        level: one of `LEVELS`.
        heading: the heading under which it stands, shown once for all pieces that share it.
        text: the construct, without a line break at its end.
        answers: how many findings it holds.
    """

    level: int
    heading: str
    text: str
    answers: int = 1


@dataclass(order=True, frozen=True, slots=True)
class Chapter:
    """What there is to show of one product.

    Attributes:
        rank: how important it is, the smallest first; no two are equal.
        head: what stands above its pieces.
        pieces: its pieces, in the order in which they are shown.
    """

    rank: tuple[int, ...]
    head: str = field(compare=False)
    pieces: tuple[Piece, ...] = field(compare=False)

    @property
    def least(self) -> int:
        """Characters that its head takes with its first piece."""
        return len(self.head) + (len(self.pieces[0].text) if self.pieces else 0)


class Kept:
    """The most important chapters of any number, as many as could be shown in part within a limit."""

    def __init__(self, limit: int) -> None:
        """Begin without a chapter; `limit` counts characters."""
        self.chapters: list[Chapter] = []
        self.dropped = 0
        self._room = limit

    def offer(self, rank: tuple[int, ...], make: Callable[[], Chapter]) -> None:
        """Keep what `make` gives, if it is more important than what would have to go for it."""
        if self.dropped and rank > self.chapters[-1].rank:
            self.dropped += 1
            return
        chapter = make()
        insort(self.chapters, chapter)
        self._room -= chapter.least
        while self._room < 0 and len(self.chapters) > 1:
            self._room += self.chapters.pop().least
            self.dropped += 1


@dataclass(slots=True)
class Shown:
    """What was chosen to be shown.

    Attributes:
        text: the chapters.
        products: how many chapters there are in it.
        left_out: how many answers of these products are not in it.
    """

    text: str
    products: int
    left_out: int


def chosen(chapters: Iterable[Chapter], room: int) -> Shown:
    """Choose pieces level by level, the chapters of a level one after the other, as long as there is room."""
    ordered = list(chapters)
    taken: list[set[int]] = [set() for _ in ordered]
    for level in LEVELS:
        for chapter, places in zip(ordered, taken, strict=True):
            for place, piece in enumerate(chapter.pieces):
                if piece.level != level:
                    continue
                heading = piece.heading not in {chapter.pieces[other].heading for other in places}
                cost = len(piece.text) + 2 + heading * (len(piece.heading) + 2)
                cost += 0 if places else len(chapter.head) + 2
                if cost <= room:
                    room -= cost
                    places.add(place)
    shown = [(chapter, places) for chapter, places in zip(ordered, taken, strict=True) if places]
    left_out = sum(
        piece.answers
        for chapter, places in shown
        for place, piece in enumerate(chapter.pieces)
        if place not in places
    )
    return Shown("".join(_text(chapter, places) for chapter, places in shown), len(shown), left_out)


def _text(chapter: Chapter, places: set[int]) -> str:
    blocks = [chapter.head]
    pieces = [chapter.pieces[place] for place in sorted(places)]
    for heading, under in groupby(pieces, key=lambda piece: piece.heading):
        blocks += [heading] if heading else []
        blocks += [piece.text for piece in under]
    return "".join(f"{block}\n\n" for block in blocks)
