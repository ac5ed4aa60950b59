"""What an answer in the board memo rests on: on whose word, and where that stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.finding_words import is_address, looked
from edscreen.report.finding_words import place as in_file
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.answers import FromSite
    from edscreen.screening.scorecard import Finding, Scorecard

_SOURCE = 120  # characters of the name of a source

_KEYS = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_NAMES_A_SOURCE = ("source", "doi", "eric", "url")


def rests_on(finding: Finding, scorecard: Scorecard) -> str:
    """What an answer rests on: on whose word, the source named, and where in the profile it stands."""
    basis = words.basis(finding)
    where = _cited(finding.evidence[0], scorecard) if finding.evidence else ""
    return ": ".join(part for part in (basis, where) if part)


def _cited(evidence: FromProfile | FromRegistry | FromSite, scorecard: Scorecard) -> str:
    if isinstance(evidence, FromProfile):
        named = _named_source(evidence, scorecard)
        # The memo names the profile's file once.
        in_sheet = on_one_line(in_file(evidence)).removeprefix(f"{on_one_line(evidence.file)}, ")
        by = "line" if scorecard.listed is None else "row"
        place = in_sheet if evidence.sheet else f"{by} {evidence.line}"
        return f"{named} ({place})" if named else place
    if isinstance(evidence, FromRegistry):
        as_of = f", as of {evidence.as_of}" if evidence.as_of else ""
        return on_one_line(f"{shortened(evidence.name, _SOURCE)}{as_of}")
    seen = looked(evidence)
    return on_one_line(f"{shortened(evidence.url, _SOURCE)}{f', {seen}' if seen else ''}")


def _named_source(evidence: FromProfile, scorecard: Scorecard) -> str:
    """The source that the profile names nearest around a value; empty where it names none."""
    if is_address(evidence.value):
        return on_one_line(shortened(evidence.value, _SOURCE))
    document = scorecard.source
    if document is None:
        return ""
    keys = [int(number) if number else name for number, name in _KEYS.findall(evidence.path)]
    place = document.place(keys)
    if (place.line, place.column) != (evidence.line, evidence.column):  # entries left blank shift the count
        return ""
    around: list[dict[str, Any]] = []
    node = document.tree.data
    for key in keys:
        if isinstance(node, dict):
            around.append(node)
            node = node.get(key)
        else:
            node = node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else None
    for holder in reversed(around[1:]):
        for name in _NAMES_A_SOURCE:
            if isinstance(stated := holder.get(name), str) and stated:
                prefix = f"{name.upper()} " if name in {"doi", "eric"} else ""
                return on_one_line(prefix + shortened(stated, _SOURCE))
    return ""
