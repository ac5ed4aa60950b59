"""One sentence of a finding for the board memo, and what that sentence rests on."""

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

# A sentence ends where the next begins with a capital, a figure or a quote; not behind an initial
# ("M. Okafor") or a usual short form.
_END = re.compile(r"[.!?](?=\s+[\"“(A-Z0-9])(?<!\b[A-Z].)(?<!\b(?:No|vs|Dr|al|St|Mr|Ms).)(?<!\bInc.)")
_OPEN = re.compile(r'"|\(|\)')
_KEYS = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_NAMES_A_SOURCE = ("source", "url", "doi", "eric")


def first_sentence(message: str) -> str:
    """The first sentence of a message; a stop within quotes or brackets does not end it."""
    text = on_one_line(message)
    for end in _END.finditer(text):
        if not _is_within(text[: end.start()]):
            return text[: end.end()]
    return text


def rests_on(finding: Finding, scorecard: Scorecard) -> str:
    """What an answer rests on: on whose word, the source named, and where in the profile it stands."""
    basis = words.basis(finding)
    where = _cited(finding.evidence[0], scorecard) if finding.evidence else ""
    return ": ".join(part for part in (basis, where) if part)


def _is_within(text: str) -> bool:
    """Whether a quote or a bracket that was opened in `text` is still open at its end."""
    quoted, depth = False, 0
    for sign in _OPEN.findall(text):
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += 1 if sign == "(" else -1
    return quoted or depth > 0


def _cited(evidence: FromProfile | FromRegistry | FromSite, scorecard: Scorecard) -> str:
    if isinstance(evidence, FromProfile):
        named = _named_source(evidence, scorecard)
        place = on_one_line(in_file(evidence) if evidence.sheet else f"{evidence.file}:{evidence.line}")
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
