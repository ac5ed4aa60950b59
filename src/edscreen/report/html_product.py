"""What the HTML report shows of one product, ready for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.report.escaping import shortened
from edscreen.report.finding_words import (
    acceptance,
    is_address,
    listed,
    looked,
    place,
    quoted,
    reply_in_words,
    standing,
    stated,
)
from edscreen.report.sections import Kind, sections
from edscreen.report.words import basis
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.said_often import SaidOften
    from edscreen.screening.answers import FromSite
    from edscreen.screening.scorecard import Finding, Scorecard

_MESSAGE_LENGTH = 3000
_EVIDENCE = 12  # pieces of one finding that are listed
_SOURCE = 500


class ShownEvidence(NamedTuple):
    """One piece of evidence.

    Attributes:
        place: where it stands in the profile, whose name is told once; empty where it does not stand there.
        text: what stands there, or what was seen.
        address: the page it stands on; empty where there is none.
        quote: the words seen there.
        number: its number among what is told at the page's end; 0 where it is told here.
    """

    place: str
    text: str
    address: str
    quote: str = ""
    number: int = 0


class ShownFinding(NamedTuple):
    """One finding in words; its standing does not repeat the answer that its section is called by.

    What to ask the vendor is either told here, or has a number among what is told at the page's end.
    """

    title: str
    standing: str
    rule: str
    message: str
    acceptance: list[tuple[str, str]]
    evidence: list[ShownEvidence]
    more: int
    ask: str
    asked: int
    reply: str
    reply_source: str
    reply_address: str


class ShownSection(NamedTuple):
    """Findings that people read together."""

    kind: Kind
    heading: str
    number: int
    meaning: str
    findings: list[ShownFinding]


def shown_sections(scorecard: Scorecard, said: SaidOften) -> Iterator[ShownSection]:
    """The sections of a scorecard on a page that has `said` what stands before them."""
    for kind, heading, meaning, findings in sections(scorecard):
        shown = [_finding(finding, kind, scorecard.profile, said) for finding in findings]
        yield ShownSection(kind, heading, len(shown), meaning, shown)


def _finding(finding: Finding, kind: Kind, profile: str, said: SaidOften) -> ShownFinding:
    quote = given = source = ""
    if finding.reply:
        quote, given = reply_in_words(finding.reply)
        source = shortened(finding.reply.source or "", _SOURCE)
    is_link = is_address(source)
    ask = shortened(finding.ask_vendor or "", _MESSAGE_LENGTH)
    return ShownFinding(
        finding.title,
        _standing(finding, kind),
        finding.rule,
        shortened(finding.message, _MESSAGE_LENGTH),
        acceptance(finding),
        [_evidence(each, profile, said) for each in finding.evidence[:_EVIDENCE]],
        max(0, len(finding.evidence) - _EVIDENCE),
        ask,
        said.number(ask),
        quote + given,
        "" if is_link else source,
        source if is_link else "",
    )


def _standing(finding: Finding, kind: Kind) -> str:
    if kind == finding.question and finding.basis:  # a red flag on a red-flag question, among the red flags
        return basis(finding)
    return standing(finding, is_told=kind == finding.outcome)


def _evidence(
    evidence: FromProfile | FromRegistry | FromSite, profile: str, said: SaidOften
) -> ShownEvidence:
    if isinstance(evidence, FromProfile):
        where = place(evidence).removeprefix(f"{profile}:").removeprefix(f"{profile}, ")
        if is_address(evidence.value):
            return ShownEvidence(where, f"{evidence.path}:", evidence.value)
        return ShownEvidence(where, stated(evidence), "")
    if isinstance(evidence, FromRegistry):
        text = listed(evidence)
        if evidence.url not in text:
            return ShownEvidence("", text, evidence.url)
        number = said.number(text)
        return ShownEvidence("", f"{evidence.name}:" if number else text, "", "", number)
    return ShownEvidence("", looked(evidence), evidence.url, quoted(evidence.quote) if evidence.quote else "")
