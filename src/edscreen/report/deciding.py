"""The fact that decides an answer, in one sentence: for where there is no room for the whole message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.report.escaping import on_one_line

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding

_LONGEST = 480  # characters after which no further part is joined to a sentence

# A sentence ends where the next begins with a capital, a figure or a quote; not behind an initial
# ("M. Okafor") or a usual short form.
_END = re.compile(r"[.!?](?=\s+[\"“(A-Z0-9])(?<!\b[A-Z].)(?<!\b(?:No|vs|Dr|al|St|Mr|Ms).)(?<!\bInc.)")
_OPEN = re.compile(r'"|\(|\)')
_FACT = re.compile(r'[0-9"]')  # a figure, or the words of somebody
_ASIDE = re.compile(r"(?:Also|Stated as well|\d+ further)\b")
_CONTRARY = "Beside it, "  # behind an answer in the product's favour: what speaks against it, told in short
_NONE_COUNTS = ("None of the ", "Does not count: ")  # where none counts, no more need be said of each
# Words with which a sentence begins and a name does not: within a sentence they stand in small letters.
_SMALL = re.compile(
    r"(?:An?|The|It|Its|This|That|Those|These|Not?|None|Cannot|Does|Every|Each|For|Of|Whether|"
    r"Stated|Depending|Counted|Against|About|Beside|Only|By|In|On)\b"
)
_WITHOUT_ANSWER = frozenset({"skipped", "unavailable", "error"})


def first_sentence(message: str) -> str:
    """The first sentence of a message; a stop within quotes or brackets does not end it."""
    return _sentences(message)[0]


def deciding(finding: Finding) -> str:
    """What decides an answer, as one sentence: who, how much, when, and why that counts or does not.

    A message may open with what was concluded ("Independent research is named.") and give the facts after it;
    the two are joined. What is only told beside them ("Also listed: ...") is left to the whole message.
    """
    lead, *rest = _sentences(finding.message)
    if finding.outcome in _WITHOUT_ANSWER and _FACT.search(lead):
        return lead
    said = lead
    for one in [] if finding.outcome == "skipped" else rest:
        sentence = one
        is_bare = not _FACT.search(said)
        if sentence.startswith(_CONTRARY):
            sentence = sentence.partition(":")[0]
        elif not is_bare and (_ASIDE.match(sentence) or len(said) + len(sentence) > _LONGEST):
            continue
        if lead.startswith(_NONE_COUNTS[0]):
            sentence = sentence.removeprefix(_NONE_COUNTS[1])
        said = f"{said.removesuffix('.')}{':' if said is lead and is_bare else ';'} {_small(sentence)}"
    return said if said is lead else f"{said.removesuffix('.')}."


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] if _SMALL.match(sentence) else sentence


def _sentences(message: str) -> list[str]:
    text = on_one_line(message)
    found, begin = [], 0
    for end in _END.finditer(text):
        if not _is_within(text[begin : end.start()]):
            found.append(text[begin : end.end()])
            begin = end.end() + 1
    return [*found, text[begin:]] if begin < len(text) or not found else found


def _is_within(text: str) -> bool:
    """Whether a quote or a bracket that was opened in `text` is still open at its end."""
    quoted, depth = False, 0
    for sign in _OPEN.findall(text):
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += 1 if sign == "(" else -1
    return quoted or depth > 0
