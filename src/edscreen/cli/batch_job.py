"""What the workers of `batch` have to know of its command line."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from edscreen.batch.work import Job
from edscreen.cli.visit_options import site_use
from edscreen.screening.grounds import AskedOfRun

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.batch.lists.filling import RowReader
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.cli.visit_options import SiteOptions


def job_of(request: BatchRequest, site: SiteOptions | None, rows: RowReader | None) -> Job:
    """What the workers have to know.

    Args:
        request: what the command line asks for.
        site: how vendors' sites are read; None where they are not.
        rows: turns rows of the list into profiles; None where it is one of files.
    """
    asked = {each.name: getattr(request, each.name) for each in fields(AskedOfRun)}
    reading = _reading(site) if site else {}
    return Job(**asked, **reading, rows=rows, fill_from_site=request.fill_from_site)


def _reading(site: SiteOptions) -> dict[str, Any]:
    """All of how sites are read that answers depend on."""
    return {
        "site": site_use(site),
        "max_clicks": site.max_clicks,
        "browser": _browser(site.browser) if site.render else None,
        "loads_pictures": site.render and site.save_evidence is not None,
        "allow_hosts": site.settings.allow_hosts,
    }


def _browser(named: Path | None) -> Path:
    from edscreen.site.rendering.finding import find_browser

    return find_browser(named).resolve()
