"""A worker process of this machine that reads sites."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from edscreen.batch.visiting.site_worker import work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.batch.work import Job, Visits


class SiteProcess:
    """A process, and the pipe to it; see `Link`.

    Attributes:
        is_over: whether it was heard to have died.
    """

    def __init__(self, job: Job, visits: Visits, rests_on: Mapping[str, str] | None = None) -> None:
        """Start it.

        Args:
            job: what it has to know.
            visits: how it reads sites.
            rests_on: what the run rests on, see `Processes`.
        """
        self.is_over = False
        spawn = get_context("spawn")
        self._connection, there = spawn.Pipe()
        self._process = spawn.Process(target=work, args=(job, visits, rests_on, there), daemon=True)
        self._process.start()
        there.close()

    def send(self, message: object) -> None:
        """Send a message, and wait while the pipe is full; to send to one that has died does nothing."""
        with suppress(OSError):  # whoever listens to it knows
            self._connection.send(message)

    def recv(self) -> Any:
        """Wait for a message.

        Raises:
            EOFError, OSError: it has died.
        """
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            self.is_over = True
            raise

    def end(self) -> None:
        """End it, at once; whoever listens to it is told."""
        self._process.kill()

    def close(self) -> None:
        """Let go of it, once it has ended and nobody listens to it any more."""
        self._process.join()
        self._connection.close()
