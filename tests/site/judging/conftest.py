"""Small pages built from text, as the reader would hand them over, and what is judged of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from edscreen.site.judging.judge import judge_page
from edscreen.site.page import Block, Link, Page, Shape
from edscreen.site.seen import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.page import BlockKind, Region
    from edscreen.site.seen import PageJudgement

LUMEN = Subject(vendor=("Lumen Learning",), product=("Lumen Reading",), domains=("lumen.example",))
HOME = "https://www.lumen.example/"

_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_MARKS: tuple[tuple[str, BlockKind], ...] = (("# ", "heading"), ("> ", "quotation"), ("! ", "alternative"))
_REGIONS: tuple[tuple[str, Region], ...] = (("menu: ", "navigation"), ("foot: ", "footer"))


def built(text: str, *, url: str = HOME, title: str = "Lumen Reading") -> Page:
    """Build a page: a line is a block, `#` a heading, `>` a quotation, `!` a picture, `[words](url)` a link.

    `menu: ` and `foot: ` say where a line stands; an empty line begins another part of the page.
    """
    blocks: list[Block] = []
    links: list[Link] = []
    section, heading = 1, ""
    for line in text.strip().splitlines():
        rest = line.strip()
        if not rest:
            section, heading = section + 1, ""
            continue
        region: Region = "main"
        for mark, named in _REGIONS:
            if rest.startswith(mark):
                rest, region = rest.removeprefix(mark), named
        kind: BlockKind = "text"
        for mark, is_kind in _MARKS:
            if rest.startswith(mark):
                rest, kind = rest.removeprefix(mark), is_kind
        inside = []
        for match in _LINK.finditer(rest):
            address, _, fragment = match[2].partition("#")
            target = address if "://" in address else f"https://www.lumen.example{address or '/'}"
            inside.append(len(links))
            links.append(Link(target, match[1], region, "", heading, len(blocks), fragment))
        blocks.append(Block(_LINK.sub(r"\1", rest), region, kind, heading, section, tuple(inside)))
        heading = blocks[-1].text if kind == "heading" else heading
    return Page(url, title, (), "en", tuple(blocks), tuple(links), Shape())


def verdict_of(judged: PageJudgement) -> str:
    if judged.shows_independent:
        return "shown"
    if judged.research_links:
        return "linked"
    return "claims_only" if any(seen.strength == "claim" for seen in judged.evidence) else "absent"


@pytest.fixture
def build() -> Callable[..., Page]:
    return built


@pytest.fixture
def judged() -> Callable[..., PageJudgement]:
    return lambda text, subject=LUMEN, **page: judge_page(built(text, **page), subject)


@pytest.fixture
def verdict() -> Callable[..., str]:
    return lambda text, subject=LUMEN, **page: verdict_of(judge_page(built(text, **page), subject))
