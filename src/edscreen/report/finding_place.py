"""Where in its file a finding stands, for formats that show findings at a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding, Scorecard


def place_of(scorecard: Scorecard, finding: Finding) -> FromProfile:
    """The first evidence that stands in the profile; where there is none, its document's first line."""
    for evidence in finding.evidence:
        if isinstance(evidence, FromProfile):
            return evidence
    return FromProfile(scorecard.profile, scorecard.line, 1, "", None)
