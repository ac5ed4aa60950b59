"""Workers of a Dask cluster that read pages which this machine fetches."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.batch.cluster.cluster import Cluster
from edscreen.batch.cluster.cluster_link import ClusterLink
from edscreen.batch.cluster.task import Orders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edscreen.batch.visiting.links import Link
    from edscreen.batch.work import Job, Visits

_STARTS = 3
"""So often in a row may workers die before they have begun."""


class ClusterSiteWorkers:
    """One worker in each process of a cluster, whichever come and go; see `Workers`.

    Attributes:
        number: how many there are.
    """

    def __init__(
        self,
        job: Job,
        visits: Visits,
        rests_on: Mapping[str, str],
        *,
        scheduler: str | None,
        workers: int,
        at_most: int | None = None,
        told: Callable[[str], object],
    ) -> None:
        """Join the cluster, or start one.

        Args:
            job: what the workers have to know.
            visits: how they read sites.
            rests_on: what the run rests on; a worker that rests on something else is refused.
            scheduler: the scheduler's address; None for a cluster of the run's own on this machine.
            workers: the processes of a cluster of the run's own.
            at_most: how many processes are used at most; None for all.
            told: is told, in sentences, what people should know of the cluster.

        Raises:
            ClusterNotUsable: that fails.
        """
        self._orders = pickle.dumps(Orders(job, rests_on, str(Path.cwd()), visits))
        self._cluster = Cluster(scheduler, workers, told)
        self._at_most = at_most
        self._links: dict[str, ClusterLink] = {}
        self.number = 1
        self._died_at_start = 0

    def look(self, ready: Callable[[Link], object]) -> None:
        """Begin in each process that is there now and was not before.

        Raises:
            ClusterNotUsable: the cluster was lost, or cannot do what this run asks for.
        """
        present = self._cluster.threads()
        for address, link in list(self._links.items()):
            if address not in present:
                link.close()
            if link.is_over:
                del self._links[address]
                self._learn_from(link)
        self.number = max(1, min(len(present), self._at_most or len(present)))
        for address in present:
            if address not in self._links and len(self._links) < self.number:
                self._links[address] = ClusterLink(self._cluster, address, self._orders, ready)

    def stop(self) -> None:
        """Leave the cluster; what its workers are at is of no use any more."""
        for link in self._links.values():
            link.close()
        self._cluster.leave()

    def _learn_from(self, link: ClusterLink) -> None:
        """Find out whether a worker that is over tells of the whole cluster."""
        from distributed import KilledWorker

        if link.has_begun:
            self._died_at_start = 0
            return
        if link.failure and not isinstance(link.failure, KilledWorker):
            raise self._cluster.refusal(link.failure) or link.failure
        self._died_at_start += 1
        if self._died_at_start > _STARTS:
            raise self._cluster.lost("its workers die before they have screened anything")
