"""What every kind of list offers a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.items import Listed
    from edscreen.batch.lists.filling import RowReader


class Listing(Protocol):
    """A list that can be gone through, again and again, from its first item to its last."""

    @property
    def shown(self) -> str:
        """What it is called: the file or folder as it was named, fit to be shown."""

    @property
    def rows(self) -> RowReader | None:
        """What turns its rows into profiles; None where its items are files."""

    @property
    def id_heading(self) -> str:
        """The heading of the column of keys; empty where there is none."""

    @property
    def notices(self) -> list[str]:
        """What is to be said of it once it was gone through, such as files that hold no profile."""

    def count(self) -> int:
        """How many items it holds, rows that are set aside included.

        Raises:
            UnreadableList: it cannot be read to its end.
        """

    def items(self) -> Iterator[Listed]:
        """Yield what it holds, in its order, one at a time, numbered upwards.

        Raises:
            UnreadableList: it cannot be read to its end; what came before it may have been screened.
        """


class UnreadableList(Exception):
    """A list cannot be read at all; the message says why and what to do."""
