"""One finding as people read it: the answer, what it rests on, what to ask next, and the vendor's words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.layout import Page
    from edscreen.report.terminal import Signs
    from edscreen.screening.answers import FromSite, Outcome, Severity
    from edscreen.screening.scorecard import Finding, Reply

_INDENT = 2
_VALUE_LENGTH = 160
_REPLY_LENGTH = 1500
_ADDRESS_LENGTH = 2083  # the longest that a profile may hold

_FLAG_STYLES: dict[Severity, str] = {"red": "bold red", "caution": "bold yellow", "note": "bold blue"}
_STYLES: dict[Outcome, str] = {
    "error": "bold magenta",
    "unavailable": "bold magenta",
    "undisclosed": "bold magenta",
    "skipped": "bold magenta",
    "pass": "bold green",
    "not_applicable": "dim",
}


def style(finding: Finding) -> str:
    """How a finding's sign and title look."""
    return _FLAG_STYLES[finding.severity] if finding.outcome == "flag" else _STYLES[finding.outcome]


def sign(finding: Finding, signs: Signs) -> str:
    """The sign that stands before a finding."""
    if finding.outcome == "flag":
        return {"red": signs.red, "caution": signs.caution, "note": signs.note}[finding.severity]
    return {
        "error": signs.error,
        "unavailable": signs.unseen,
        "undisclosed": signs.undisclosed,
        "skipped": signs.unseen,
        "pass": signs.passed,
        "not_applicable": signs.outside,
    }[finding.outcome]


def add_finding(page: Page, finding: Finding) -> None:
    """Add a finding in full."""
    add_title(page, finding)
    page.paragraph(_standing(finding), indent=_INDENT)
    page.paragraph(finding.message, indent=_INDENT)
    if finding.evidence:
        page.paragraph("Evidence:", indent=_INDENT, style="bold")
        _add_evidence(page, finding.evidence)
    if finding.ask_vendor:
        _add_labelled(page, "Ask the vendor: ", finding.ask_vendor)
    if finding.reply:
        add_reply(page, finding.reply)


def add_title(page: Page, finding: Finding, *, with_rule: bool = False) -> None:
    """Add a finding's sign and title, and the rule's id where no other line names it."""
    look = style(finding)
    title = f"{finding.title} ({finding.rule})" if with_rule else finding.title
    page.paragraph(title, lead=f"{sign(finding, page.signs)} ", hang=_INDENT, style=look)


def add_reply(page: Page, reply: Reply) -> None:
    """Add the vendor's words in quotes, with who said them, when and where."""
    said = reply.text or ""
    kept = shortened(said, _REPLY_LENGTH)
    quote = f'"{kept}"' if said else "(no words given)"
    if len(kept) < len(said):
        quote += f" ({len(said):,} characters in all, in the profile)"
    whose = [reply.by] if reply.by else []
    when = [in_words(reply.on)] if reply.on else []
    given = f" ({', '.join(whose + when)})" if whose or when else ""
    _add_labelled(page, "The vendor's reply: ", quote + given)
    if reply.source:
        page.paragraph(f"source: {reply.source}", indent=2 * _INDENT, hang=_INDENT)


def _standing(finding: Finding) -> str:
    question, answer = words.QUESTION[finding.question], words.outcome(finding)
    if finding.outcome != "flag":
        answer = f"{question}: {answer}"
    elif finding.severity != finding.question:
        answer = f"{answer} on a {question}"
    basis = f"; {words.BASIS[finding.basis]}" if finding.basis else ""
    return f"{answer}{basis} ({finding.rule})"


def _add_labelled(page: Page, label: str, text: str) -> None:
    page.paragraph(text, lead=label, indent=_INDENT, hang=_INDENT, lead_style="bold")


def _add_evidence(page: Page, cited: Sequence[FromProfile | FromRegistry | FromSite]) -> None:
    column = max((len(_place(each)) for each in cited if isinstance(each, FromProfile)), default=0)
    for each in cited:
        if isinstance(each, FromProfile):
            text = _profile_text(each.path, each.value)
            page.place(_place(each), text, indent=2 * _INDENT, column=column)
        else:
            _add_from_elsewhere(page, each, 2 * _INDENT)


def _add_from_elsewhere(page: Page, evidence: FromRegistry | FromSite, indent: int) -> None:
    if isinstance(evidence, FromRegistry):
        as_of = f", as of {evidence.as_of}" if evidence.as_of else ""
        page.paragraph(f"{evidence.name}{as_of}: {_json(evidence.value)}", indent=indent, hang=_INDENT)
        page.place(evidence.url, indent=indent + _INDENT)
        return
    verb = "read" if evidence.sha256 else "asked for"
    seen = f"{verb} {evidence.fetched_at}" if evidence.fetched_at else ""
    page.place(evidence.url, seen, indent=indent)
    if evidence.quote:
        page.paragraph(_json(evidence.quote), indent=indent + _INDENT)


def _place(evidence: FromProfile) -> str:
    return f"{evidence.file}:{evidence.line}:{evidence.column}"


def _profile_text(path: str, value: Any) -> str:
    if value is None:
        return f"{path} (left out)" if path else ""
    size = _size(value)
    return f"{path} ({size})" if size else f"{path}: {_json(value)}"


def _size(value: Any) -> str:
    """How much a value holds that holds others in turn; empty where the value itself can be shown."""
    if isinstance(value, dict) and value:
        return words.plural(len(value), "field")
    if isinstance(value, list | tuple) and any(isinstance(part, dict | list | tuple) for part in value):
        return "1 entry" if len(value) == 1 else f"{len(value)} entries"
    return ""


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    is_address = isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value
    return shortened(text, _ADDRESS_LENGTH if is_address else _VALUE_LENGTH)
