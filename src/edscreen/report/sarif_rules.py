"""Rules as SARIF describes them: `reportingDescriptor` objects, which viewers show beside a result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edscreen.profile.sources import Unreadable
from edscreen.report.escaping import on_one_line, shortened, visible_page
from edscreen.screening.rule_pages import page_of

if TYPE_CHECKING:
    from edscreen.screening.answers import Severity
    from edscreen.screening.rule import Rule

LEVEL: dict[Severity, str] = {"red": "error", "caution": "warning", "note": "note"}
"""SARIF's levels. What a red flag is to a purchase, an error is to a program: the reason not to go on."""

# GitHub's own key for results that are not about security; it has a word of its own for the mildest.
_PROBLEM: dict[Severity, str] = {"red": "error", "caution": "warning", "note": "recommendation"}
_LONGEST = 1000  # GitHub shows 1,024 characters of a description
_ASKED = re.compile(r"^## What it asks\s*\n+(.+?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)


def rule_data(rule: Rule) -> dict[str, Any]:
    """One entry of the rules' metadata."""
    page = _page(rule)
    asked = _ASKED.search(page)
    data: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": shortened(on_one_line(rule.title), _LONGEST)},
        "fullDescription": {"text": shortened(on_one_line(asked[1] if asked else rule.title), _LONGEST)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
        "properties": {
            "severity": rule.severity,
            "family": rule.family,
            "tags": [rule.family],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }
    if "-" in rule.id:  # a name that differs from the id in capitals alone is none
        data["name"] = "".join(word.capitalize() for word in rule.id.split("-"))
    addresses = [source.url for source in rule.sources if source.url.startswith(("https://", "http://"))]
    if addresses:
        data["helpUri"] = addresses[0]
    return data


def _page(rule: Rule) -> str:
    """The rule's own page; a rule without one that can be read is described by its title and its question."""
    try:
        page = page_of(rule)
    except Unreadable:
        page = None
    if page is not None:
        return visible_page(page)
    return visible_page(f"{rule.title}\n\nAsk the vendor: {rule.ask_vendor}")
