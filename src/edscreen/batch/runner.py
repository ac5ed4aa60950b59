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
