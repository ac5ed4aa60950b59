"""The cluster that a run has joined, and what is said where it cannot be used any more."""

from __future__ import annotations

from concurrent.futures import CancelledError
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from edscreen.batch.cluster.joining import ClusterNotUsable, join
from edscreen.batch.cluster.task import RestsOnOther

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from distributed import Client

    Answer = TypeVar("Answer")

NO_WORKER_LIMIT = 60.0
"""Seconds that a cluster may be without any worker."""

ANSWER_LIMIT = 60.0
"""Seconds that a scheduler may leave a question unanswered, as one that was halted does."""

_RESTARTING = 5.0
"""Seconds that a worker is given to start anew; it goes on doing so after them."""

_GO_ON = "what was recorded is kept: go on with --resume"


class Cluster:
    """A cluster that a run has joined.

    Attributes:
        client: what it is talked to by.
    """

    client: Client

    def __init__(self, scheduler: str | None, workers: int, told: Callable[[str], object]) -> None:
        """Join it, or start one of the run's own; see `join`.

        Raises:
            ClusterNotUsable: that fails.
        """
        self._where = scheduler or "on this machine"
        self.client, self._leave = join(scheduler, workers, told)
        self._had_workers = monotonic()

    def threads(self) -> Mapping[str, int]:
        """The threads of each worker that is there now, by its address.

        Raises:
            ClusterNotUsable: the scheduler does not answer, or there has been no worker for too long.
        """
        threads: Mapping[str, int] = self.ask(self.client.nthreads)
        now = monotonic()
        if threads:
            self._had_workers = now
        elif now - self._had_workers > NO_WORKER_LIMIT:
            raise self.lost(
                f"it has had no worker for {NO_WORKER_LIMIT:.0f} seconds (one that has not this edscreen"
                " installed ends as soon as it is given work)"
            )
        return threads

    def ask(self, question: Callable[..., Answer], *about: object) -> Answer:
        """Ask the scheduler.

        Raises:
            ClusterNotUsable: it does not answer.
        """
        try:
            return question(*about, callback_timeout=ANSWER_LIMIT)
        except (ImportError, AttributeError) as error:  # another edscreen stands there, or none
            raise self.refusal(error) or error from None
        except (OSError, RuntimeError, ValueError):
            raise self.lost("its scheduler does not answer") from None

    def end(self, worker: str) -> None:
        """End a worker that hangs; its nanny starts another one."""
        with suppress(Exception):  # one without a nanny cannot be ended from here
            self.client.restart_workers([worker], timeout=_RESTARTING, raise_for_error=False)

    def leave(self) -> None:
        """Leave the cluster; one of the run's own ends at once."""
        with suppress(Exception):  # it may have been lost
            self._leave.close()

    def lost(self, why: str) -> ClusterNotUsable:
        """What is said where a cluster is there no more, or does not do what it is asked."""
        return ClusterNotUsable(f"the cluster {self._where} was lost: {why}; {_GO_ON}")

    def refusal(self, error: BaseException) -> ClusterNotUsable | None:
        """What a failure of what was submitted says of the cluster; None where it says nothing."""
        if isinstance(error, RestsOnOther):
            return ClusterNotUsable(f"{error}; {_GO_ON}")
        if isinstance(error, RuntimeError) and "deserializ" in str(error):
            error = error.__cause__ or error
        elif not isinstance(error, ImportError | AttributeError):
            is_broken = isinstance(error, CancelledError | OSError)
            return self.lost("the connection to its scheduler broke") if is_broken else None
        return ClusterNotUsable(
            f"the cluster {self._where} cannot run this edscreen ({type(error).__name__}: {error}): install"
            f" the same edscreen with the scheduler and all workers; {_GO_ON}"
        )
