"""The processes of this machine that read sites: so many, whatever becomes of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.visiting.site_process import SiteProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edscreen.batch.visiting.links import Link
    from edscreen.batch.work import Job, Visits


class Processes:
    """Worker processes, each of which is replaced when it has died; see `Workers`."""

    def __init__(
        self, job: Job, visits: Visits, number: int, *, rests_on: Mapping[str, str] | None = None
    ) -> None:
        """Say what they have to know; `look` starts them.

        Args:
            job: what any worker has to know.
            visits: how they read sites.
            number: how many they are.
            rests_on: what the run rests on, see `foundations`; one that is started later, and finds something
                else on the disk, ends the run. None where nothing is recorded.
        """
        self.number = number
        self._rests_on = rests_on
        self._job = job
        self._visits = visits
        self._started: list[SiteProcess] = []

    def look(self, ready: Callable[[Link], object]) -> None:
        """Start as many as there are too few."""
        self._started = [each for each in self._started if not each.is_over]
        while len(self._started) < self.number:
            self._started.append(started := SiteProcess(self._job, self._visits, self._rests_on))
            ready(started)

    def stop(self) -> None:
        """End them all."""
        for each in self._started:
            each.end()
