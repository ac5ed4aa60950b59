"""How this machine talks to one worker of a cluster that reads sites."""

from __future__ import annotations

import pickle
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from edscreen.batch.cluster.site_task import SiteTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import ActorFuture

    from edscreen.batch.cluster.cluster import Cluster
    from edscreen.batch.visiting.links import Link

_LOOK_AGAIN = 0.5

_SILENCE_LIMIT = 300.0
"""Seconds that a worker may leave a question unanswered: as many as Dask waits for a sign of life."""

_ENOUGH = 4_000_000
"""Bytes of messages that are sent without waiting for more; a page may have as many."""


class ClusterLink:
    """One worker of a cluster; see `Link`.

    Attributes:
        is_over: whether nothing will come of it any more.
        has_begun: whether it could be talked to.
        failure: why it could not; None where it merely went away.
    """

    def __init__(
        self, cluster: Cluster, address: str, orders: bytes, ready: Callable[[Link], object]
    ) -> None:
        """Begin in a process of the cluster.

        Args:
            cluster: the cluster.
            address: which of its processes.
            orders: what that has to know, see `SiteTask`.
            ready: is told once it can be talked to.
        """
        self.is_over = False
        self.has_begun = False
        self.failure: Exception | None = None
        self._cluster = cluster
        self._address = address
        self._ready = ready
        self._asking = Lock()
        self._unsent: SimpleQueue[bytes | None] = SimpleQueue()
        self._unread: deque[bytes] = deque()
        self._actor: Any  # by which Dask calls the `SiteTask` there
        self._future = cluster.client.submit(
            SiteTask, orders, actor=True, workers=[address], allow_other_workers=False, pure=False, retries=0
        )
        Thread(target=self._talk, daemon=True).start()

    def send(self, message: object) -> None:
        """Send a message."""
        self._unsent.put(pickle.dumps(message))

    def recv(self) -> Any:
        """Wait for a message.

        Raises:
            EOFError: it has died, or was let go of.
        """
        while not self._unread:
            self._unread.extend(pickle.loads(self._ask("take")))  # noqa: S301 - the cluster runs our programs
        return pickle.loads(self._unread.popleft())  # noqa: S301

    def end(self) -> None:
        """End the process, which hangs; its nanny starts another one."""
        self.close()
        self._cluster.end(self._address)

    def close(self) -> None:
        """Ask nothing of it any more; Dask ends what nobody holds."""
        with self._asking:
            self.is_over = True
        self._unsent.put(None)

    def _talk(self) -> None:
        """Begin, and then send whatever is to be sent."""
        try:
            if not self._is_made():
                return
            self._actor = self._future.result()
        except Exception as error:  # whoever looks after the cluster learns what it means
            self.failure = error
            self.close()
            return
        self.has_begun = True
        self._ready(self)
        with suppress(EOFError):
            while messages := self._to_be_sent():
                self._ask("give", pickle.dumps(messages))

    def _is_made(self) -> bool:
        """Wait until it is there, or has failed, or is not wanted any more."""
        done = Event()
        self._future.add_done_callback(lambda _: done.set())
        # `result` with a time limit fails now and then, where that passes while it fetches what is there.
        while not (self.is_over or done.wait(_LOOK_AGAIN)):
            pass
        return not self.is_over

    def _to_be_sent(self) -> list[bytes]:
        """Wait for messages, and take as many as there are; none where there will be none any more."""
        messages: list[bytes] = []
        left = _ENOUGH
        while message := self._unsent.get():
            messages.append(message)
            left -= len(message)
            if self._unsent.empty() or left < 0:
                return messages
        return []

    def _ask(self, what: str, *about: bytes) -> Any:
        """Call a method of the `SiteTask`, and wait for what it gives.

        Raises:
            EOFError: it is there no more, however it went away.
        """
        try:
            return self._waited_for(self._asked(what, *about))
        except Exception as error:
            self.close()
            raise EOFError from error

    def _asked(self, what: str, *about: bytes) -> ActorFuture[Any]:
        with self._asking, self._cluster.client.as_current():  # by which an actor learns who asks
            if self.is_over:
                raise EOFError  # Dask may have ended it already, and would complain
            asked: ActorFuture[Any] = getattr(self._actor, what)(*about)
            return asked

    def _waited_for(self, asked: ActorFuture[Any]) -> Any:
        """Wait for an answer for as long as there may be one; an actor that was lost leaves some without.

        Raises:
            EOFError: there will be none.
        """
        until = monotonic() + _SILENCE_LIMIT
        while not self.is_over and self._future.status == "finished" and monotonic() < until:
            with suppress(TimeoutError):
                return asked.result(timeout=_LOOK_AGAIN)
        raise EOFError
