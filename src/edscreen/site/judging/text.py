"""Text made comparable, sentence by sentence, without losing where each word stood."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edscreen.site.judging.organisations import Organisation

QUOTE_LENGTH = 300
"""Characters a quote has at most."""

_LONGEST_SENTENCE = 900
_MOST_SENTENCES = 2_000
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("\u00ae\u2122\u2120", "\u00ae"),
    "\u2026": ".",
}
_END = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(\[]{0,3}[A-Z0-9¿¡+])|\s*;\s+|\s+[|•·]\s+(?=\S{0,3}[A-Z].{60})")
_STRANGE = re.compile(r"[^\x00-\x5f\x61-\x7f]+")
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'.])(?:dr|mr|mrs|ms|prof|st|inc|vs|no|nos|vol|pp?|fig|al|etc|eg|ie|jr|sr|sra|dra|approx|dept|univ|cf|[a-z])\.$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return what each character becomes, always one for one: accents fall, quotes and dashes are plain."""
    table = {ord(char): plain for char, plain in _PLAIN.items()}
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(point))[0]
        if base.isascii():
            table[point] = base
    return table


def composed(text: str) -> str:
    """Return `text` with each letter and its accent as one character; most texts are so already."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Return composed `text` without accents, its quotes, dashes and spaces plain, of the same length."""
    # Most texts have few characters to look up, and looking up each one is slow.
    return text if text.isascii() else _STRANGE.sub(_plain_run, text)


def _plain_run(run: re.Match[str]) -> str:
    return run[0].translate(_table())


def key(text: str) -> str:
    """Return `text` as it is compared: lower case, no accents, words set apart by single spaces."""
    if not text.isascii():
        text = plain(unicodedata.normalize("NFC", text))
    return " ".join(_WORD.findall(text.lower()))


class Sentence:
    """A sentence of a page.

    Attributes:
        text: as the page has it.
        plain: the same without accents, quotes and dashes plain.
        low: the same in lower case.
        start: where it begins in its block.
        end: where it ends in its block.
    """

    __slots__ = ("bodies", "end", "facts", "low", "nameless", "outside", "plain", "said", "start", "text")

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self.plain = plain(text)
        # A capital whose small letter takes two characters would shift what stands behind it.
        low = self.plain.lower()
        self.low = low if len(low) == len(text) else "".join(char.lower()[0] for char in self.plain)
        self.start = start
        self.end = start + len(text)
        self.said: dict[str, bool] = {}
        """What it was found to say, by the names of `statements.yaml`."""
        self.facts: dict[str, bool] = {}
        """What holds of it whatever stands beside it, by the names of `findings.FACTS`."""
        self.bodies: tuple[Organisation, ...] | None = None
        """The bodies it names; None until they were looked for."""
        self.outside: list[Organisation] | None = None
        """Those of them that are not the vendor; None until they were looked for."""
        self.nameless: str | None = None
        """`low` with the vendor's and product's names blotted out; None until they were looked for."""


def sentences(text: str) -> list[Sentence]:
    """Split a block's composed text into sentences; clauses behind a semicolon stand alone."""
    flat, begin = plain(text), 0
    found: list[Sentence] = []
    for match in _END.finditer(flat):
        if flat[match.start()] == "." and _ABBREVIATION.search(
            flat[max(begin, match.start() - 8) : match.start() + 1]
        ):
            continue
        if len(found) > _MOST_SENTENCES:
            return found
        if match.end() - begin > 1:
            found += _bounded(text, begin, match.end())
            begin = match.end()
    return found + _bounded(text, begin, len(text))


def _bounded(text: str, begin: int, end: int) -> list[Sentence]:
    """Return one sentence, or several where text without full stops is longer than any sentence is."""
    found = []
    while begin < end:
        cut = end
        if end - begin > _LONGEST_SENTENCE:
            space = text.rfind(" ", begin + _LONGEST_SENTENCE // 2, begin + _LONGEST_SENTENCE)
            cut = space + 1 if space > 0 else begin + _LONGEST_SENTENCE
        piece = text[begin:cut]
        if stripped := piece.strip():
            found.append(Sentence(stripped, begin + len(piece) - len(piece.lstrip())))
        begin = cut
    return found


def quoted(text: str, around: int = 0) -> str:
    """Return `text`, or where it is too long its words about position `around`, in the page's own words."""
    if len(text) <= QUOTE_LENGTH:
        return text.strip()
    begin = max(0, min(around - QUOTE_LENGTH // 3, len(text) - QUOTE_LENGTH))
    end = begin + QUOTE_LENGTH
    if begin and (space := text.find(" ", begin, end)) >= 0:
        begin = space + 1
    if end < len(text) and (space := text.rfind(" ", begin, end)) > begin:
        end = space
    return text[begin:end].strip()
