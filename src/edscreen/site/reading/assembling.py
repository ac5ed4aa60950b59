"""The page as it is handed on: what can be seen or opened, numbered anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from edscreen.site.page import Block, Link, Page, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.page import Region
    from edscreen.site.reading.builder import Builder
    from edscreen.site.reading.nodes import Node

_LONGEST_HERO = 1_500  # characters; where a whole page lies in one section, its beginning is the banner
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,200}\}\}|<%[^<>%]{1,200}%>|\$\{[^{}]{1,200}\}|\[\[[^\[\]]{1,200}\]\]")
_FILLS_NOTHING = frozenset({"script", "style", "noframes", "link", "meta", "template"})
_BESIDE = _FILLS_NOTHING | {"iframe"}


def assemble(built: Builder, url: str, parser: Literal["safe", "fast"]) -> Page:
    """Return the page, without what nothing on it opens."""
    opened = built.openings.opened(built.nodes)
    flow = built.flow
    regions = _with_hero(built)
    kept_links = [place for place, link in enumerate(flow.links) if link.gate in opened]
    kept_blocks = [place for place, block in enumerate(flow.blocks) if block[5] in opened]
    link_at = {old: new for new, old in enumerate(kept_links)}
    block_at = {old: new for new, old in enumerate(kept_blocks)}
    blocks = []
    for place in kept_blocks:
        text, _, kind, heading, section, _, links = flow.blocks[place]
        kept = tuple([link_at[each] for each in links if each in link_at]) if links else ()
        blocks.append(Block(text, regions[place], kind, heading, section, kept, place in flow.silent))
    hero_links = range(*_link_range(built))
    found = []
    for place in kept_links:
        link = flow.links[place]
        region = "hero" if place in hero_links and link.region == "main" else link.region
        block = block_at.get(link.block) if link.block is not None else None
        found.append(Link(link.url, link.text, region, link.label, link.heading, block, link.fragment))
    gathered = built.gathered
    return Page(
        url=url,
        title=gathered.title or "",
        names=tuple(gathered.names),
        language=re.split("[-_]", gathered.language, maxsplit=1)[0].lower(),
        blocks=tuple(blocks),
        links=tuple(found),
        shape=_shape(built, blocks, opened),
        parser=parser,
    )


def _link_range(built: Builder) -> tuple[int, int]:
    hero = built.hero
    if hero.start is None:
        return 0, 0
    return hero.start[1], hero.end[1] if hero.end is not None else len(built.flow.links)


def _with_hero(built: Builder) -> list[Region]:
    """The blocks' regions, the opening banner told from the rest."""
    regions = [block[1] for block in built.flow.blocks]
    hero = built.hero
    if hero.start is None:
        return regions
    length = 0
    for place in range(hero.start[0], hero.end[0] if hero.end is not None else len(regions)):
        if regions[place] == "main":
            regions[place] = "hero"
            length += len(built.flow.blocks[place][0])
            if length > _LONGEST_HERO:
                break
    return regions


def _shape(built: Builder, blocks: Sequence[Block], opened: set[int]) -> Shape:
    gathered = built.gathered
    seen = [block for block in blocks if block.kind != "label"]
    main = sum(len(block.text) for block in seen if block.region in {"hero", "main"})
    return Shape(
        visible_characters=sum(len(block.text) for block in seen),
        main_characters=main,
        script_characters=gathered.script_characters,
        scripts=gathered.scripts,
        empty_mounts=_empty_mounts(
            built.nodes, gathered.mounts, gathered.body, has_scripts=gathered.scripts > 0
        ),
        placeholders=sum(len(_PLACEHOLDER.findall(block.text)) for block in seen if _may_hold(block.text)),
        noscript=gathered.noscript,
        password_fields=sum(gate in opened for gate in gathered.password_gates),
        frames=tuple(gathered.frames),
        refresh=gathered.refresh,
        refresh_seconds=gathered.refresh_seconds,
    )


def _may_hold(text: str) -> bool:
    return "{" in text or "<%" in text or "[[" in text


def _empty_mounts(nodes: Sequence[Node], named: Sequence[int], body: int | None, *, has_scripts: bool) -> int:
    """How many elements stand empty for a script to fill."""
    empty = {place for place in named if _is_empty(nodes, place)}
    if body is not None and has_scripts:
        empty |= _alone(nodes, body)
    return len(empty)


def _alone(nodes: Sequence[Node], body: int) -> set[int]:
    """The elements of a body in which nothing but empty elements stands."""
    depth = nodes[body][0]
    found = set()
    for place in range(body + 1, len(nodes)):
        deep, tag, _, text = nodes[place]
        if deep <= depth:
            break
        if not tag:
            if not text.isspace():
                return set()
        elif tag not in _BESIDE:
            if deep > depth + 1 or not _is_empty(nodes, place):
                return set()
            found.add(place)
    return found


def _is_empty(nodes: Sequence[Node], place: int) -> bool:
    depth = nodes[place][0]
    for after in range(place + 1, len(nodes)):
        deep, tag, _, text = nodes[after]
        if deep <= depth:
            return True
        if tag not in _FILLS_NOTHING and (tag or not text.isspace()):
            return False
    return True
