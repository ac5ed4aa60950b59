"""Sites read while profiles are: a few profiles ahead, and their answers in the order of the profiles."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from anyio.from_thread import start_blocking_portal

from edscreen.cli.reading_sites import progress_of, site_tools
from edscreen.profile.documents import Document, InvalidProfile
from edscreen.screening.gathering import Gatherer, could_not_gather
from edscreen.screening.inputs import Gathered
from edscreen.screening.turns import Turns, domains_of
from edscreen.site.rendering.finding import OTHERWISE, CannotRender
from edscreen.site.two_looks import FLAGGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from anyio.from_thread import BlockingPortal

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.models import Profile
    from edscreen.screening.gathering import Progress

Found: TypeAlias = Document | InvalidProfile

AHEAD = 32
"""Profiles whose sites are read at once; those of one vendor are read one after the other."""
AHEAD_IN_BROWSER = 2
"""The same with `--render`: a browser is heavy, and a site's time goes by while it waits for its turn."""


@contextmanager
def site_visits(options: SiteOptions, talk: Talk, *, opens_sources: bool) -> Iterator[SiteVisits]:
    """Begin to read sites, on a thread of their own, and end it when the run does.

    Raises:
        PagesNotKept: where the folder of `--save-evidence` could not be written; every site was read.
    """
    with start_blocking_portal() as portal, ExitStack() as stack:
        sites = stack.enter_context(portal.wrap_async_context_manager(site_tools(options, talk)))
        gatherer = Gatherer(
            sites.reader,
            sites.fetcher,
            max_pages=options.max_pages,
            max_clicks=options.max_clicks,
            keeper_for=sites.kept.of_visit if sites.kept else None,
            opens_sources=opens_sources,
        )
        yield SiteVisits(portal, gatherer, talk, options)
    if sites.kept:
        sites.kept.check()
        talk.notice(sites.kept.told())


class SiteVisits:
    """The sites of one run."""

    def __init__(self, portal: BlockingPortal, gatherer: Gatherer, talk: Talk, options: SiteOptions) -> None:
        """Say where to read, what gathers, whom to tell, and what was asked for."""
        self._portal = portal
        self._gatherer = gatherer
        self._talk = talk
        self._options = options
        self._turns = Turns()
        self._ahead = AHEAD_IN_BROWSER if options.render else AHEAD

    def along(self, found: Iterable[Found]) -> Iterator[tuple[Found, Gathered]]:
        """Yield what was found with what was gathered for it, in the same order."""
        gathered = self._in_order(found)
        return self._confirmed(gathered) if self._options.confirm else gathered

    def _in_order(self, found: Iterable[Found]) -> Iterator[tuple[Found, Gathered]]:
        window: deque[tuple[Found, Future[Gathered] | None]] = deque()
        for each in found:
            future = (
                self._portal.start_task_soon(self._gather, each.profile, self._progress(each))
                if isinstance(each, Document)
                else None
            )
            window.append((each, future))
            while window and (len(window) > self._ahead or _is_ready(window[0][1])):
                yield self._taken(*window.popleft())
        while window:
            yield self._taken(*window.popleft())

    async def _gather(self, profile: Profile, progress: Progress) -> Gathered:
        async with self._turns.of(domains_of(profile)):
            return await self._gatherer.gather(profile, progress)

    async def _confirm(self, profile: Profile, gathered: Gathered, progress: Progress) -> Gathered:
        async with self._turns.of(domains_of(profile)):
            return await self._gatherer.confirm(profile, gathered, progress)

    def _progress(self, document: Document) -> Progress:
        return progress_of(self._talk, self._options, document.shown)

    def _taken(self, found: Found, future: Future[Gathered] | None) -> tuple[Found, Gathered]:
        if future is None or not isinstance(found, Document):
            return found, Gathered()
        try:
            gathered = future.result()
        except CannotRender as error:
            return found, Gathered(could_not_gather(found.profile, str(error).rstrip("."), OTHERWISE))
        except Exception as error:  # one site's failure must not cost the run
            self._talk.notice(f"reading the site of {found.shown} stopped with {type(error).__name__}")
            self._talk.traceback(error)
            why = f"edscreen failed here, with {type(error).__name__}; this says nothing about the site"
            return found, Gathered(could_not_gather(found.profile, why, "run again with -v -v for details"))
        if gathered.site and not gathered.site.url:
            self._talk.notice(f"{found.shown}: no site was visited, as {gathered.site.problem}")
        return found, gathered

    def _confirmed(self, gathered: Iterator[tuple[Found, Gathered]]) -> Iterator[tuple[Found, Gathered]]:
        """Hand on at once what stands before the first flagged page; the rest waits for the second look."""
        waiting: list[tuple[Found, Gathered]] = []
        for found, first in gathered:
            if waiting or _is_flagged(first):
                waiting.append((found, first))
            else:
                yield found, first
        second = [
            self._portal.start_task_soon(self._confirm, found.profile, first, self._progress(found))
            if isinstance(found, Document) and _is_flagged(first)
            else None
            for found, first in waiting
        ]
        for (found, first), future in zip(waiting, second, strict=True):
            yield (found, first) if future is None else self._taken(found, future)


def _is_flagged(gathered: Gathered) -> bool:
    return gathered.site is not None and gathered.site.verdict in FLAGGED


def _is_ready(future: Future[Any] | None) -> bool:
    return future is None or future.done()
