"""The bar at a terminal that shows how far a run over a list has come: three lines, none wider than it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType


class ProgressBar(Progress):
    """The bar with rate and time left; below it the counts, and the hosts that are waited for longest."""

    def __init__(
        self, total: int, done: int, rate: Callable[[], str], lines: Callable[[], Iterable[str]]
    ) -> None:
        """Begin with `done` of `total`.

        Args:
            total: how many items the list holds.
            done: how many of them are done.
            rate: tells how fast it goes now.
            lines: gives what stands below the bar now; an empty line is left out.
        """
        self._rate = rate
        self._lines = lines
        super().__init__(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=4,
        )
        self._task = self.add_task("", total=total, completed=done, rate="")

    def show(self, done: int) -> None:
        """Show how many items are done."""
        self.update(self._task, completed=done)

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bar, and what stands below it, each on one line however narrow the window is."""
        for task in self.tasks:
            task.fields["rate"] = self._rate()  # it falls while nothing is done
        yield self.make_tasks_table(self.tasks)
        for line in filter(None, self._lines()):
            yield Text(line, no_wrap=True, overflow="ellipsis", style="dim")
