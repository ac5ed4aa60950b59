"""What a site shows, as JSON: the public contract's section 7; in ASCII, so that any console shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from edscreen.report.run import SCHEMA_VERSION

if TYPE_CHECKING:
    from edscreen.site.seen import Evidence, PageRead, SiteReport


def site_json(report: SiteReport) -> str:
    """The whole document."""
    return to_json(_whole_characters(site_data(report)), indent=2, ensure_ascii=True).decode("ascii") + "\n"


def site_data(report: SiteReport) -> dict[str, Any]:
    """The report, in the order of its keys."""
    return {
        "schema_version": SCHEMA_VERSION,
        "url": report.url,
        "verdict": report.verdict,
        "clicks": report.clicks,
        "pages_read": report.pages_read,
        "pages_budget": report.pages_budget,
        "evidence": [_evidence(seen) for seen in report.evidence],
        "pages": [_page(page) for page in report.pages],
        "problem": report.problem,
        "detail": report.detail,
        "unread": report.unread,
        "out_of_time": report.out_of_time,
        "proxy": report.proxy,
    }


def _whole_characters(data: Any) -> Any:
    """The data with a question mark for each half of a character, which a page may have smuggled in."""
    if isinstance(data, dict):
        return {key: _whole_characters(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole_characters(value) for value in data]
    return data.encode("utf-8", "replace").decode("utf-8") if isinstance(data, str) else data


def _evidence(seen: Evidence) -> dict[str, Any]:
    return {
        "signal": seen.signal,
        "strength": seen.strength,
        "quote": seen.quote,
        "url": seen.url,
        "where": seen.where,
        "link": seen.link,
        "why": seen.why,
    }


def _page(page: PageRead) -> dict[str, Any]:
    data = {
        "url": page.url,
        "status": page.status,
        "sha256": page.sha256,
        "fetched_at": page.fetched_at,
        "clicks": page.clicks,
    }
    if page.asked:
        data["asked"] = page.asked
    return data | ({"problem": page.problem, "detail": page.detail} if page.problem else {})
