"""What `edscreen batch --site` takes to screen a list of sites: one run, workers included.

Run as `python -m bench.sites_screened LIST OUT WORKERS`; standard input names the hosts that may be reached,
as a command line would have to. Ends when `report.jsonl` and `results.sqlite` are whole.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bench.site_server import PATHS

from edscreen.batch.folder import open_folder
from edscreen.batch.lists.opening import open_list
from edscreen.batch.run import Run
from edscreen.batch.visiting.processes import Processes
from edscreen.batch.visiting.site_runner import SiteRunner
from edscreen.batch.work import Job, Visits
from edscreen.report.run import SiteUse
from edscreen.screening.grounds import Grounds
from edscreen.screening.policy.of_run import open_policy
from edscreen.site.fetching.fetcher import Fetcher
from edscreen.site.fetching.settings import FetchSettings, parse_allowed_host


def screen(products: str, out: Path, workers: int, allowed: list[str]) -> None:
    """Screen a list, as the command does it."""
    listing = open_list(products)
    pages = len(PATHS)
    site = SiteUse(used=True, proxy=None, max_pages=pages)
    job = Job(as_of=date(2026, 11, 21), no_policy=True, rows=listing.rows, site=site)
    grounds = Grounds(job, open_policy(job))
    settings = FetchSettings(allow_hosts=tuple(map(parse_allowed_host, allowed)))
    visits = Visits(max_pages=pages, max_clicks=3, opens_sources=True)
    folder = open_folder(out, job, grounds, listing, resume=False)
    runner = SiteRunner(Processes(job, visits, workers), visits.at_once, Fetcher(settings))
    try:
        Run(listing, folder, runner, lambda _: None).screen_all()
        folder.finish()
    finally:
        runner.stop()
        folder.close()


if __name__ == "__main__":
    screen(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.stdin.read().split())
