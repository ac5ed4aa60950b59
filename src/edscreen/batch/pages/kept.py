"""Links from a vendor's page to what a run kept of the pages that its answers cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from edscreen.report.sarif_text import uri_of
from edscreen.screening.answers import FromSite

if TYPE_CHECKING:
    from edscreen.batch.audit.saved_pages import SavedPages
    from edscreen.screening.scorecard import Scorecard


def kept_links(scorecard: Scorecard, saved: SavedPages) -> dict[str, Markup]:
    """Links to the kept text and picture of each page that a product's answers cite, by its address."""
    links: dict[str, Markup] = {}
    for finding in scorecard.findings:
        for cited in finding.evidence:
            if isinstance(cited, FromSite) and cited.url not in links and (page := saved.find(cited)):
                named = {
                    "text, compressed": page.text_file,
                    "picture": page.picture,
                    "page, as WARC": page.file,
                }
                links[cited.url] = _links({label: file for label, file in named.items() if file})
    return links


def _links(files: dict[str, str]) -> Markup:
    every = [
        Markup('<a href="{}">{}</a>').format(uri_of(_from_vendors(file)), label)
        for label, file in files.items()
    ]
    return Markup(" (kept: {})").format(Markup(", ").join(every))


def _from_vendors(file: str) -> str:
    """The file as it is named from the folder of vendors' pages, which stands in the run's."""
    is_whole = file.startswith("/") or file[1:2] == ":"
    return file if is_whole else f"../{file}"
