"""What answers cite, in the form in which two of them are compared and told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edscreen.report.escaping import shortened
from edscreen.report.list_columns import FILLED

if TYPE_CHECKING:
    from edscreen.report.kept_scorecards import KeptEvidence, KeptFinding, KeptHead, KeptScorecard

LONGEST = 120
"""Characters of a foreign text that a cause quotes."""


def by_field(finding: KeptFinding) -> dict[str, str]:
    """What an answer cites of the profile, by field."""
    return {each.path or "": value_text(each.value) for each in of_kind(finding, "profile")}


def of_kind(finding: KeptFinding, kind: str) -> list[KeptEvidence]:
    """What an answer cites of one kind."""
    return [each for each in finding.evidence if each.kind == kind]


def page_reading(evidence: KeptEvidence) -> tuple[str | None, str | None, str | None]:
    """What tells one reading of a page from another."""
    return evidence.url, evidence.sha256, evidence.quote


def how_read(old: KeptHead, new: KeptHead) -> str:
    """How sites were read otherwise in one of two runs than in the other, fit for a sentence."""
    if None in {old.site, new.site} or bool(old.site) == bool(new.site):
        return "not read alike in both runs"
    return f"read for the {'new' if new.site else 'old'} report only"


def filled_in(scorecard: KeptScorecard) -> frozenset[tuple[str, str]]:
    """What a run took from the vendor's site: address and quote of each value, as evidence has them."""
    noted = (scorecard.listed or {}).get(FILLED)
    entries = noted.values() if isinstance(noted, dict) else ()
    pairs = [(each.get("url"), each.get("quote")) for each in entries if isinstance(each, dict)]
    return frozenset((url, quote) for url, quote in pairs if isinstance(url, str) and isinstance(quote, str))


def value_text(value: Any) -> str:
    """A cited value as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def value_in_words(value: str) -> str:
    """A value of a profile, fit for a sentence."""
    return "left out" if value == "null" else shortened(value, LONGEST)


def registry_entries(finding: KeptFinding) -> dict[tuple[str, str], tuple[str, str]]:
    """What registries say with the day of it, by name and address."""
    return {
        (each.name or "", each.url or ""): (value_text(each.value), each.as_of or "")
        for each in of_kind(finding, "registry")
    }


def registry_name(entry: tuple[str, str]) -> str:
    """What a registry is called."""
    return next(filter(None, entry), "an entry")


def entry_in_words(entry: tuple[str, str]) -> str:
    """What a registry says, fit for a sentence."""
    value, as_of = entry
    return f"{shortened(value, LONGEST)}{f' (as of {as_of})' if as_of else ''}"
