"""The seam between a run and what does its work: processes of this machine, or a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edscreen.batch.items import Item
    from edscreen.batch.screened import Screened


class Lost(NamedTuple):
    """A chunk whose worker died, or took too long.

    Attributes:
        items: the chunk.
        why: what happened, as a clause.
    """

    items: Sequence[Item]
    why: str


class RunnerLost(Exception):
    """What does the work has failed for good; the message says how, and how to go on."""


_MOST_STILLBORN = 10


class Stillborn:
    """Counts the processes that die one after the other before they are ready to work.

    That is no item's fault, and to start them again and again would go on for ever.
    """

    def __init__(self, does: str) -> None:
        """Say what the processes do, as in `read sites`."""
        self._does = does
        self._in_a_row = 0

    def count(self, *, was_ready: bool) -> None:
        """Take note of a process that died.

        Raises:
            RunnerLost: so many in a row died before they were ready that all would.
        """
        self._in_a_row = 0 if was_ready else self._in_a_row + 1
        if self._in_a_row > _MOST_STILLBORN:
            raise RunnerLost(
                f"the processes that {self._does} die before they have begun, as where memory is short;"
                " what was recorded is kept: go on with --resume, and fewer --workers"
            )


def changed_meanwhile(what: str) -> RunnerLost:
    """What ends a run when a worker that is started later would answer other questions."""
    return RunnerLost(
        f"{what} changed while the run went on; what was recorded is kept: undo the change and go on with"
        " --resume, or begin a run in another folder"
    )


Returned: TypeAlias = "list[Screened] | Lost"


class Runner(Protocol):
    """Does chunks of work."""

    def results(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Returned]:
        """Yield what came of each chunk, in any order.

        Chunks are taken only a few ahead of what is being worked on, so that a list of any length streams.
        """

    def stop(self) -> None:
        """End what is being worked on, at once."""
