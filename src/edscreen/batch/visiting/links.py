"""The seam between the process that fetches and what screens: processes of this machine, or of a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Line(Protocol):
    """By which messages come and go; what is sent can be pickled."""

    def send(self, message: Any, /) -> None:
        """Send a message."""

    def recv(self) -> Any:
        """Wait for a message.

        Raises:
            EOFError, OSError: none will come any more.
        """


class Link(Line, Protocol):
    """The way to a worker; to send to one that has died does nothing."""

    def end(self) -> None:
        """End it, at once; whoever listens to it is told."""

    def close(self) -> None:
        """Let go of it, once it has ended and nobody listens to it any more."""


class Workers(Protocol):
    """The workers of a run."""

    @property
    def number(self) -> int:
        """How many they are to be, or are."""

    def look(self, ready: Callable[[Link], object]) -> None:
        """See to it that there are workers; called now and then, and when one has died.

        Args:
            ready: is given the way to each that is new, perhaps later and on another thread.
        """

    def stop(self) -> None:
        """End them all, at once; whoever listens to them is told."""
