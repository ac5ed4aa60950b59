"""One scorecard as Markdown, in pieces that can be left out where there is no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.facts import facts
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
from edscreen.report.markdown_room import Chapter, Piece
from edscreen.report.markdown_text import address, code, escaped
from edscreen.report.sections import sections
from edscreen.report.signs import DRAWN
from edscreen.screening.answers import AT_LEAST, FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.run import Beginning
    from edscreen.report.sections import Section
    from edscreen.screening.answers import FromSite, Severity
    from edscreen.screening.scorecard import Finding, Scorecard

_MESSAGE_LENGTH = 3000
_EVIDENCE = 12  # pieces of one finding that are listed
_FOLDED = {"pass", "not_applicable"}


def chapter(scorecard: Scorecard, beginning: Beginning, rank: tuple[int, ...]) -> Chapter:
    """Everything that a screening found of one product."""
    threshold = words.threshold(beginning.fail_on)
    pieces = [piece for section in sections(scorecard) for piece in _pieces(section, threshold)]
    return Chapter(rank, _head(scorecard, beginning), tuple(pieces))


def name(scorecard: Scorecard) -> str:
    """The product and its vendor."""
    product = escaped(shortened(scorecard.product, words.NAME_LENGTH))
    return f"{product} ({escaped(shortened(scorecard.vendor, words.NAME_LENGTH))})"


def sign(scorecard: Scorecard) -> str:
    """The sign of a scorecard's verdict."""
    return DRAWN.of_verdict(scorecard.verdict, covered=words.is_softened_by_cover(scorecard))


def _head(scorecard: Scorecard, beginning: Beginning) -> str:
    lines = [f"### {sign(scorecard)} {name(scorecard)}", "", f"**{escaped(words.verdict(scorecard))}**", ""]
    for label, text in facts(scorecard, beginning):
        if label in {"Vendor", "As of", "Left out"}:  # said in the heading, or once for all products
            continue
        shown = code(text) if label == "Profile" else escaped(text)
        lines.append(f"- {label}: {shown}" if label else f"  - {shown}")
    return "\n".join(lines)


def _pieces(section: Section, threshold: Severity) -> Iterator[Piece]:
    if section.kind in _FOLDED:
        yield Piece(3, "", _folded(section), len(section.findings))
        return
    meaning = f": {section.meaning}" if section.meaning else ""
    heading = f"#### {section.title}{meaning}"
    for finding in section.findings:
        yield Piece(_level(section, finding, threshold), heading, _finding(finding, section))


def _level(section: Section, finding: Finding, threshold: Severity) -> int:
    """Flags that count come first, then what else counts or would but for a waiver, then the rest."""
    if section.kind in AT_LEAST[threshold]:
        return 0
    return 1 if finding.question in AT_LEAST[threshold] or section.kind == "caution" else 2


def _finding(finding: Finding, section: Section) -> str:
    title = f"{DRAWN.of(section.kind)} {escaped(finding.title)}"
    lines = [f"**{title}**  ", f"{standing(finding)} ({code(finding.rule)})"]
    lines += ["", escaped(shortened(finding.message, _MESSAGE_LENGTH)), ""]
    lines += [f"- **{label}** {escaped(text)}" for label, text in acceptance(finding)]
    if finding.evidence:
        lines.append("- Evidence:")
        lines += [f"  - {_evidence(each)}" for each in finding.evidence[:_EVIDENCE]]
    if (more := len(finding.evidence) - _EVIDENCE) > 0:
        lines.append(f"  - and {more} more")
    if finding.ask_vendor:
        lines.append(f"- **Ask the vendor:** {escaped(shortened(finding.ask_vendor, _MESSAGE_LENGTH))}")
    return "\n".join([*lines, *_reply(finding)]).rstrip()


def _reply(finding: Finding) -> Iterator[str]:
    if not finding.reply:
        return
    quote, given = reply_in_words(finding.reply)
    source = finding.reply.source
    where = f"; source: {address(source) if is_address(source) else escaped(source)}" if source else ""
    yield f"- The vendor's reply: {escaped(quote + given)}{where}"


def _evidence(evidence: FromProfile | FromRegistry | FromSite) -> str:
    if isinstance(evidence, FromProfile):
        where = code(place(evidence))
        if is_address(evidence.value):
            return f"{where} {code(evidence.path)}: {address(evidence.value)}"
        return f"{where} {code(stated(evidence))}".rstrip()
    if isinstance(evidence, FromRegistry):
        return f"{escaped(listed(evidence))} ({address(evidence.url)})"
    seen = looked(evidence)
    quote = f": {code(quoted(evidence.quote))}" if evidence.quote else ""
    return f"{address(evidence.url)}{f', {seen}' if seen else ''}{quote}"


def _folded(section: Section) -> str:
    """A list that is closed until somebody opens it; the only tags in a report."""
    lines = ["<details>", f"<summary>{section.title}</summary>", ""]
    for finding in section.findings:
        message = escaped(shortened(finding.message, _MESSAGE_LENGTH))
        lines.append(f"- {DRAWN.of(section.kind)} **{escaped(finding.title)}** ({code(finding.rule)})  ")
        lines.append(f"  {standing(finding)}: {message}" if section.kind == "pass" else f"  {message}")
        lines += [f"  {line}" for line in _reply(finding)]
    return "\n".join([*lines, "", "</details>"])
