"""One finding in words, whatever the format: its standing, what it rests on, who accepted it, the reply."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    from edscreen.screening.answers import FromRegistry, FromSite
    from edscreen.screening.scorecard import Finding, FromProfile, Reply

_VALUE_LENGTH = 160
_REPLY_LENGTH = 1500
_REASON_LENGTH = 500
_ADDRESS_LENGTH = 2083  # the longest that a profile may hold


def standing(finding: Finding, *, is_told: bool = False) -> str:
    """What the question is called, what was answered, unless that `is_told` beside it, and on whose word."""
    question, answer = words.QUESTION[finding.question], words.outcome(finding)
    if is_told:
        answer = question
    elif finding.outcome != "flag":
        answer = f"{question}: {answer}"
    elif finding.severity != finding.question:
        answer = f"{answer} on a {question}"
    return f"{answer}; {words.basis(finding)}" if finding.basis else answer


def acceptance(finding: Finding) -> list[tuple[str, str]]:
    """What covers a finding: `Waived` with until when, by whom and why; `Known` from the baseline."""
    lines = []
    if waiver := finding.waiver:
        by, reason = shortened(waiver.by, words.NAME_LENGTH), shortened(waiver.reason, _REASON_LENGTH)
        lines.append(("Waived", f"until {in_words(waiver.expires)} by {by}: {reason}"))
    if finding.in_baseline:
        since = ", and no worse since" if finding.outcome == "flag" else "; there is no answer now"
        lines.append(("Known", f"from the baseline{since}"))
    return lines


def place(evidence: FromProfile) -> str:
    """Where in a profile something stands: `file:line:column`, or the sheet and cell of a workbook."""
    if _is_not_asked(evidence):
        return evidence.file
    return place_in_words(evidence.file, evidence.line, evidence.column, evidence.sheet)


def stated(evidence: FromProfile) -> str:
    """A field's path and what was written there, or how much of it; `left out` where nothing was."""
    if evidence.value is None:
        if _is_not_asked(evidence):
            return f"{evidence.path} (the workbook does not ask for it)"
        return f"{evidence.path} (left out)" if evidence.path else ""
    size = _size(evidence.value)
    return f"{evidence.path} ({size})" if size else f"{evidence.path}: {quoted(evidence.value)}"


def _is_not_asked(evidence: FromProfile) -> bool:
    """Whether it is what a workbook has no cell for: that stands at its beginning, where no answer does."""
    at_beginning = (evidence.line, evidence.column) == (1, 1)
    return bool(evidence.sheet and evidence.path) and evidence.value is None and at_beginning


def listed(evidence: FromRegistry) -> str:
    """What a registry says, and as of when."""
    as_of = f", as of {evidence.as_of}" if evidence.as_of else ""
    return f"{evidence.name}{as_of}: {quoted(evidence.value)}"


def looked(evidence: FromSite) -> str:
    """When a page was read, or asked for in vain; empty where that is not known."""
    verb = "read" if evidence.sha256 else "asked for"
    return f"{verb} {evidence.fetched_at}" if evidence.fetched_at else ""


def quoted(value: Any) -> str:
    """A value as JSON; a long one is shortened, but for an address."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return shortened(text, _ADDRESS_LENGTH if is_address(value) else _VALUE_LENGTH)


def is_address(value: Any) -> bool:
    """Whether a value is nothing but the address of a page."""
    return isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value


def reply_in_words(reply: Reply) -> tuple[str, str]:
    """The vendor's words in quotes, and in brackets how much was left out of them, by whom and when."""
    said = reply.text or ""
    kept = shortened(said, _REPLY_LENGTH)
    quote = f'"{kept}"' if said else "(no words given)"
    more = f" ({len(said):,} characters in all, in the profile)" if len(kept) < len(said) else ""
    whose = [reply.by] if reply.by else []
    when = [in_words(reply.on)] if reply.on else []
    return quote, more + (f" ({', '.join(whose + when)})" if whose or when else "")


def _size(value: Any) -> str:
    """How much a value holds that holds others in turn; empty where the value itself can be shown."""
    if isinstance(value, dict) and value:
        return words.plural(len(value), "field")
    if isinstance(value, list | tuple) and any(isinstance(part, dict | list | tuple) for part in value):
        return "1 entry" if len(value) == 1 else f"{len(value)} entries"
    return ""
