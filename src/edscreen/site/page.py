"""A page as a reader sees it: visible text and links, by region. Every parser feeds this one structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Region: TypeAlias = Literal["hero", "main", "navigation", "footer"]
"""Where something stands: the opening banner of the content, the content, header and menus, the foot."""

BlockKind: TypeAlias = Literal["heading", "text", "quotation", "alternative", "label"]
"""Heading; running text, list entry or table cell; quotation; alternative text of a picture; aria label."""


class Block(NamedTuple):
    """One run of text that stands together, such as a paragraph, a list entry or a table's row.

    Attributes:
        text: its visible text, white space collapsed; alternative texts of pictures inside stand in it in
            their place.
        region: where it stands.
        kind: what it is.
        heading: text of the nearest heading above it in the same part of the page; empty where there is none.
        section: number of the part of the page it stands in (`section`, `article`, slide, tab, card ...).
        links: positions in `Page.links` of the links that lie in it.
        is_silent: whether some of it is kept from screen readers (`aria-hidden`), as what is no statement is.
    """

    text: str
    region: Region
    kind: BlockKind = "text"
    heading: str = ""
    section: int = 0
    links: tuple[int, ...] = ()
    is_silent: bool = False


class Link(NamedTuple):
    """A link or an area that leads somewhere.

    Attributes:
        url: absolute `http(s)` address without fragment, resolved by the WHATWG rules.
        text: its visible text, alternative texts of pictures inside included.
        label: its aria label or title; empty where it has none.
        region: where it stands.
        heading: the heading above it, as for a block.
        block: position in `Page.blocks` of the block it lies in; None where it stands in no text.
        fragment: what stands behind `#` in the address; empty where nothing does. A link to a place on
            the same page has the page's own address.
    """

    url: str
    text: str
    region: Region
    label: str = ""
    heading: str = ""
    block: int | None = None
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the page's make-up tells of whether its content is there at all.

    Attributes:
        visible_characters: length of all visible text.
        main_characters: the same, outside navigation and footer.
        script_characters: length of inline scripts, data islands included.
        scripts: number of scripts, those in other files included.
        empty_mounts: number of elements that stand empty for a script to fill: by usual names
            (`#root`, `#app`, `#__next` ...), or alone in the body beside scripts.
        placeholders: number of template placeholders (`{{ name }}`, `<%= x %>`) in the visible text.
        noscript: text of `<noscript>`, at most 500 characters.
        password_fields: number of visible password fields.
        frames: addresses of `<iframe>` and `<frame>`.
        refresh: address that a `<meta http-equiv=refresh>` leads to; None where there is none.
        refresh_seconds: after how many seconds.
    """

    visible_characters: int = 0
    main_characters: int = 0
    script_characters: int = 0
    scripts: int = 0
    empty_mounts: int = 0
    placeholders: int = 0
    noscript: str = ""
    password_fields: int = 0
    frames: tuple[str, ...] = ()
    refresh: str | None = None
    refresh_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content, in the order of the page.

    Attributes:
        url: its address.
        title: text of `<title>`.
        names: what the page calls its site, product or organisation in structured data (`og:site_name`,
            JSON-LD `name` of Organization, Product, SoftwareApplication, WebSite); never evidence.
        language: primary subtag of `<html lang>`, such as `en` or `es`; empty where none is stated.
        blocks: its visible text.
        links: its links.
        shape: what its make-up tells.
        parser: which parser read it: `safe` or `fast`.
    """

    url: str
    title: str
    names: tuple[str, ...]
    language: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    shape: Shape
    parser: Literal["safe", "fast"] = "safe"
