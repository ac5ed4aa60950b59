"""A page's text as it flows: pieces gathered into blocks, and the links that lie in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.page import BlockKind, Region

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FOOTNOTE = re.compile(r"\s*[\[(]?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*[\])]?\s*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class LinkRecord:
    """A link while the page is read; `text` and `block` are known once it is closed."""

    url: str
    fragment: str
    label: str
    region: Region
    heading: str
    gate: int
    text: str = ""
    block: int | None = None


BlockRecord: TypeAlias = "tuple[str, Region, BlockKind, str, int, int, tuple[int, ...]]"
"""Text, region, kind, heading, section, gate, positions of links."""

Held: TypeAlias = "tuple[list[str], list[int], list[str], int | None, list[str], int]"
"""What was gathered when something hidden began in the midst of it."""


def tidy(text: str) -> str:
    """Return a text with white space collapsed, without characters that nobody sees."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


class Flow:
    """Gathers pieces of text until a block ends.

    Attributes:
        pieces: what was gathered since the last block; the same list throughout.
        region: where it stands, and so on: what the next block is given.
        silent: positions of the blocks of which a screen reader reads nothing aloud, or not all.
        in_row: whether a table's row is gathered, in which nothing else ends a block.
    """

    __slots__ = (
        "_alternatives", "_link", "_link_parts", "_link_start", "_pending", "blocks", "gate", "heading",
        "in_row", "kind", "links", "pieces", "region", "section", "silent",
    )  # fmt: skip

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.blocks: list[BlockRecord] = []
        self.links: list[LinkRecord] = []
        self.silent: set[int] = set()
        self.region: Region = "main"
        self.kind: BlockKind = "text"
        self.heading = ""
        self.section = 0
        self.gate = 0
        self.in_row = False
        self._pending: list[int] = []
        self._alternatives: list[str] = []
        self._link: int | None = None
        self._link_parts: list[str] = []
        self._link_start = 0

    def flush(self) -> None:
        """End the block, if there is one."""
        if self.pieces or self._pending:
            if self.in_row:
                self.pieces.append(" ")
            else:
                self.end_block("".join(self.pieces))

    def end_block(self, text: str) -> None:
        """End the block with this text in place of what was gathered."""
        if self._link is not None:
            self._link_parts += (*self.pieces[self._link_start :], " ")
            self._link_start = 0
        self.pieces.clear()
        if text := tidy(text):
            kind = self.kind
            if self._alternatives and text == tidy(" ".join(self._alternatives)) and kind != "heading":
                kind = "alternative"
            self._add(text, kind, tuple(self._pending))
            if self.kind == "heading":
                self.heading = text
        if self._alternatives:
            self._alternatives = []
        if self._pending:
            self._pending = [] if self._link is None else [self._link]

    def _add(self, text: str, kind: BlockKind, links: tuple[int, ...]) -> None:
        for link in links:
            if self.links[link].block is None:
                self.links[link].block = len(self.blocks)
        self.blocks.append((text, self.region, kind, self.heading, self.section, self.gate, links))

    def add_alternative(self, text: str) -> None:
        """Let the alternative text of a picture stand in its place."""
        if text and not text.isspace():
            self.pieces.append(f" {text} ")
            self._alternatives.append(text)

    def add_label(self, label: str) -> None:
        """Add an element's label as a block of its own, beside the text that flows."""
        if label := tidy(label):
            self._add(label, "label", () if self._link is None else (self._link,))

    def open_link(self, url: str, fragment: str, label: str) -> None:
        """Begin a link."""
        if self._link is not None:
            self.close_link()
        self._link = len(self.links)
        self.links.append(LinkRecord(url, fragment, label, self.region, self.heading, self.gate))
        self._pending.append(self._link)
        self._link_start = len(self.pieces)
        self._link_parts = []

    def close_link(self) -> None:
        """End the link that is open, if one is."""
        if self._link is None:
            return
        link = self.links[self._link]
        last = self.pieces[self._link_start :]
        link.text = tidy("".join([*self._link_parts, *last]))
        if not link.text and link.label:
            self.add_label(link.label)
        if self._link_parts and not "".join(last).strip() and self._link in self._pending:
            self._pending.remove(self._link)
        self._link = None

    def raise_footnote(self, start: int) -> None:
        """Raise the figures gathered since a position, if they are a footnote's.

        `31%<sup>2</sup>` must not read as 312%, nor `1,200<sup>3</sup> students` as 3 students.
        """
        text = "".join(self.pieces[start:])
        if _FOOTNOTE.fullmatch(text):
            self.pieces[start:] = [text.strip().translate(_RAISED)]

    def silence(self) -> Callable[[], None]:
        """Begin something that a screen reader passes over; return what ends it."""
        blocks, pieces = len(self.blocks), len(self.pieces)

        def leave() -> None:
            ended = len(self.blocks)
            self.silent.update(range(blocks, ended))
            begun = self.pieces[pieces if ended == blocks else 0 :]
            if any(char.isalnum() for piece in begun if piece[:1] != "\0" for char in piece):
                self.silent.add(ended)

        return leave

    def hold(self) -> Held:
        """Put aside what was gathered, so that something hidden does not flow into it."""
        held = (
            self.pieces[:],
            self._pending,
            self._alternatives,
            self._link,
            self._link_parts,
            self._link_start,
        )
        self.pieces.clear()
        self._pending, self._alternatives, self._link = [], [], None
        return held

    def resume(self, held: Held) -> None:
        """Go on with what was put aside."""
        self.close_link()
        self.flush()
        self.pieces[:] = held[0]
        _, self._pending, self._alternatives, self._link, self._link_parts, self._link_start = held
