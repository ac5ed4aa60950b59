"""One scorecard as people read it: the verdict first, then flags, open questions, passes and the rest."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.finding_text import add_finding, add_reply, add_title, style
from edscreen.report.layout import Page

if TYPE_CHECKING:
    from edscreen.report.run import Beginning
    from edscreen.report.terminal import Signs, Terminal
    from edscreen.screening.answers import Outcome, Severity
    from edscreen.screening.scorecard import Finding, Scorecard, Verdict

_SECTIONS: tuple[tuple[str, str, Outcome, Severity | None], ...] = (
    ("RED FLAGS", "reasons to walk away", "flag", "red"),
    ("CAUTIONS", "ask before you sign", "flag", "caution"),
    ("NOTES", "worth knowing", "flag", "note"),
    ("NOT ANSWERED YET", "the profile does not say", "undisclosed", None),
    ("WE COULD NOT LOOK", "it was tried, and nothing could be read", "unavailable", None),
    ("NOT LOOKED AT IN THIS RUN", "says nothing about the vendor", "skipped", None),
    ("EDSCREEN FAILED HERE", "says nothing about the vendor", "error", None),
    ("ANSWERED WELL", "", "pass", None),
    ("DOES NOT APPLY", "", "not_applicable", None),
)


def scorecard_text(scorecard: Scorecard, beginning: Beginning, terminal: Terminal) -> str:
    """Everything that a screening found of one product, as text for `terminal`."""
    page = Page(terminal)
    _add_verdict(page, scorecard)
    _add_facts(page, scorecard, beginning)
    for heading, meaning, outcome, severity in _SECTIONS:
        findings = [
            finding
            for finding in scorecard.findings
            if finding.outcome == outcome and severity in {None, finding.severity}
        ]
        if findings:
            page.blank()
            _add_heading(page, f"{heading} ({len(findings)})", meaning, style(findings[0]))
            _add_outside(page, findings) if outcome == "not_applicable" else _add_in_full(page, findings)
    page.blank()
    return page.rendered()


def verdict_look(verdict: Verdict, signs: Signs) -> tuple[str, str]:
    """The sign and the style of a verdict."""
    return {
        "flagged": (signs.red, "bold red"),
        "incomplete": (signs.undisclosed, "bold yellow"),
        "clear": (signs.passed, "bold green"),
        "not_screened": (signs.outside, "bold"),
    }[verdict]


def _add_verdict(page: Page, scorecard: Scorecard) -> None:
    sign, look = verdict_look(scorecard.verdict, page.signs)
    page.paragraph(words.verdict(scorecard), lead=f"{sign} ", hang=2, style=look)


def _add_facts(page: Page, scorecard: Scorecard, beginning: Beginning) -> None:
    version = f", version {scorecard.product_version}" if scorecard.product_version else ""
    document = f" (document {scorecard.document + 1})" if scorecard.document else ""
    price = words.price(scorecard)
    facts = [
        ("Product", shortened(scorecard.product + version, words.NAME_LENGTH)),
        ("Vendor", shortened(scorecard.vendor, words.NAME_LENGTH)),
        *([("Price", price)] if price else []),
        ("Profile", scorecard.profile + document),
        ("Prepared", words.prepared(scorecard)),
        ("As of", in_words(beginning.as_of)),
        *(("Questions" if not line else "", text) for line, text in enumerate(words.coverage(scorecard))),
    ]
    if beginning.deselected:
        facts.append(("Left out", f"{', '.join(beginning.deselected)} (not selected for this run)"))
    page.blank()
    width = max(len(label) for label, _ in facts) + 2
    for label, text in facts:
        lead = f"{label:<{width}}"
        page.paragraph(text, lead=lead, indent=2, hang=width, lead_style="dim", whole=label == "Profile")


def _add_heading(page: Page, heading: str, meaning: str, look: str) -> None:
    page.paragraph(f": {meaning}" if meaning else "", lead=heading, lead_style=f"{look} underline")


def _add_in_full(page: Page, findings: list[Finding]) -> None:
    for finding in findings:
        page.blank()
        add_finding(page, finding)


def _add_outside(page: Page, findings: list[Finding]) -> None:
    for message, alike in groupby(findings, key=lambda finding: finding.message):
        page.blank()
        for finding in alike:
            add_title(page, finding, with_rule=True)
            if finding.reply:
                add_reply(page, finding.reply)
        page.paragraph(message, indent=2)
