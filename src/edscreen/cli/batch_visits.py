"""What reads vendors' sites in a run over a list: one process that fetches, and workers that read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from edscreen.batch.visiting.site_runner import SiteRunner
from edscreen.batch.work import AT_ONCE, Visits
from edscreen.cli.reading_sites import fetching, rendered
from edscreen.cli.site_visits import AHEAD_IN_BROWSER

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.batch.visiting.desk import ToKeep
    from edscreen.batch.visiting.links import Workers
    from edscreen.batch.work import Job
    from edscreen.cli.kept_pages import KeptPages
    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions


def site_runner(
    job: Job,
    options: SiteOptions,
    kept: KeptPages | None,
    talk: Talk,
    workers: int,
    *,
    opens_sources: bool,
    start: Callable[[Job, Visits, int], Workers],
) -> SiteRunner:
    """Start what reads the sites of a list's vendors.

    Args:
        job: what the workers have to know.
        options: how sites are read.
        kept: keeps the pages read; None where nobody asked for that.
        talk: is told what a person should know of the browser.
        workers: how many there are at most; a browser is heavy, so that fewer are of use with one.
        opens_sources: whether any rule that runs asks for the sources that profiles name.
        start: makes the workers, so many at most.
    """
    visits = Visits(
        max_pages=options.max_pages,
        max_clicks=options.max_clicks,
        opens_sources=opens_sources,
        keeps_pages=kept is not None,
        # A site's time goes by while it waits for the browser.
        at_once=1 if options.render else AT_ONCE,
    )
    return SiteRunner(
        start(job, visits, min(workers, AHEAD_IN_BROWSER) if options.render else workers),
        visits.at_once,
        fetching(options),
        rendered=partial(rendered, options=options, talk=talk, kept=kept) if options.render else None,
        keep=partial(_keep, kept) if kept else None,
    )


def _keep(kept: KeptPages, what: ToKeep) -> None:
    kept.keep(what.home, what.page, what.text)
