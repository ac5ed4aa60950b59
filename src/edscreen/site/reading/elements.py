"""What each element means for the text, the links and the make-up of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from edscreen.site.reading.flow import tidy
from edscreen.site.reading.tables import begin_cell, begin_row, begin_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.reading.builder import Builder
    from edscreen.site.reading.nodes import Attributes

    Handler: TypeAlias = Callable[[Builder, int, Attributes, str], None]

_JSON_LD = "application/ld+json"


def _block(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    page.block(depth)


def _heading(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    flow = page.flow
    flow.flush()
    before = flow.kind
    flow.kind = "heading"

    def leave() -> None:
        flow.flush()
        flow.kind = before

    page.at_end(depth, leave)


def _headline(page: Builder, depth: int, attributes: Attributes, text: str) -> None:
    _heading(page, depth, attributes, text)
    if page.flow.region == "main" and not page.flow.gate:
        page.hero.headline(len(page.flow.blocks), len(page.flow.links))


def _lesser_heading(page: Builder, depth: int, attributes: Attributes, text: str) -> None:
    _heading(page, depth, attributes, text)
    page.hero.lesser_heading(len(page.flow.blocks), len(page.flow.links))


def _quotation(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    flow = page.flow
    flow.flush()
    before = flow.kind
    flow.kind = "quotation"

    def leave() -> None:
        flow.flush()
        flow.kind = before

    page.at_end(depth, leave)


def _marks(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    pieces = page.flow.pieces
    pieces.append("“")
    page.at_end(depth, lambda: pieces.append("”"))


def _struck(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    page.put_aside(depth, opens=False)


def _raised(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    flow = page.flow
    start = len(flow.pieces)
    page.at_end(depth, lambda: flow.raise_footnote(start))


def _link(page: Builder, depth: int, attributes: Attributes, _text: str) -> None:
    flow = page.flow
    if flow.pieces and flow.pieces[-1] == "":
        flow.pieces[-1] = " "  # two links side by side are two, though no space stands between
    reference = attributes.get("href", attributes.get("xlink:href"))
    if reference is None:
        return
    if reference[:1] == "#" and len(reference) > 1:
        page.openings.names(reference, flow.gate)
    target = page.resolver.resolve(reference)
    if target is None:
        page.at_end(depth, lambda: flow.pieces.append(""))
        return
    label = attributes.get("aria-label") or attributes.get("title")
    flow.open_link(*target, tidy(label) if label else "")

    def leave() -> None:
        flow.close_link()
        flow.pieces.append("")

    page.at_end(depth, leave)


def _area(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    target = page.resolver.resolve(attributes.get("href") or "") if attributes.get("href") else None
    words = attributes.get("alt") or attributes.get("aria-label") or attributes.get("title") or ""
    flow = page.flow
    flow.flush()
    if target is not None:
        flow.open_link(*target, tidy(attributes.get("aria-label") or attributes.get("title") or ""))
    flow.add_alternative(words)
    flow.close_link()
    flow.flush()


def _button(page: Builder, depth: int, attributes: Attributes, _text: str) -> None:
    flow = page.flow
    flow.pieces.append(" ")
    start, blocks = len(flow.pieces), len(flow.blocks)

    def leave() -> None:
        if len(flow.blocks) == blocks and not "".join(flow.pieces[start:]).strip():
            flow.add_label(attributes.get("aria-label") or attributes.get("title") or "")
        flow.pieces.append(" ")

    page.at_end(depth, leave)


def _input(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    kind = (attributes.get("type") or "").lower()
    if kind == "image":
        page.flow.add_alternative(attributes.get("alt") or "")
    elif kind in {"submit", "button", "reset"}:
        page.flow.pieces.append(f" {attributes.get('value') or ''} ")
    elif kind == "password":
        page.gathered.password_gates.append(page.flow.gate)


def _image(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    page.flow.add_alternative(attributes.get("alt") or attributes.get("aria-label") or "")


def _drawing(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    page.flow.add_alternative(attributes.get("aria-label") or "")


def _break(page: Builder, _depth: int, _attributes: Attributes, _text: str) -> None:
    pieces = page.flow.pieces
    place = len(pieces) - 1
    while place >= 0 and not pieces[place].strip() and pieces[place] != "\n":
        place -= 1
    # Two in a row end a paragraph.
    if place >= 0 and pieces[place] == "\n":
        page.flow.flush()
    else:
        pieces.append("\n")


def _rule(page: Builder, _depth: int, _attributes: Attributes, _text: str) -> None:
    page.flow.flush()


def _root(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    page.gathered.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()


def _body(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    page.gathered.body = page.index
    page.block(depth)


def _title(page: Builder, _depth: int, _attributes: Attributes, text: str) -> None:
    if page.in_drawing:
        page.flow.add_alternative(text)
    elif page.gathered.title is None:
        page.gathered.title = tidy(text)


def _meta(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    content = attributes.get("content") or ""
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if name in {"og:site_name", "application-name"}:
        page.gathered.add_names([content])
    elif (attributes.get("http-equiv") or "").strip().lower() == "refresh":
        page.gathered.add_refresh(content, page.resolver)


def _base(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    if (reference := attributes.get("href")) and not page.gathered.is_rebased:
        page.gathered.is_rebased = True
        page.resolver.rebase(reference)


def _frame(page: Builder, _depth: int, attributes: Attributes, _text: str) -> None:
    if (reference := (attributes.get("src") or "").strip()) and (target := page.resolver.resolve(reference)):
        page.gathered.frames.append(target[0])


def _script(page: Builder, _depth: int, attributes: Attributes, text: str) -> None:
    page.gathered.scripts += 1
    page.gathered.script_characters += len(text) - text.count("\r\n")  # one parser keeps both, one does not
    if (attributes.get("type") or "").strip().lower().startswith(_JSON_LD):
        page.gathered.add_island(text)


def _noscript(page: Builder, _depth: int, _attributes: Attributes, text: str) -> None:
    page.gathered.add_noscript(text)  # named anew by the page reader, so that its content is no markup


_BLOCKS = (
    "address article aside caption center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset header hgroup legend li main menu nav ol optgroup option p pre search section summary"
    " tbody tfoot thead ul colgroup"
)

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_BLOCKS.split(), _block),
    **dict.fromkeys(("h2", "h3"), _lesser_heading),
    **dict.fromkeys(("h4", "h5", "h6"), _heading),
    "h1": _headline,
    "blockquote": _quotation,
    "q": _marks,
    "sup": _raised,
    "del": _struck,
    "s": _struck,
    "strike": _struck,
    "a": _link,
    "area": _area,
    "button": _button,
    "input": _input,
    "img": _image,
    "svg": _drawing,
    "br": _break,
    "hr": _rule,
    "table": begin_table,
    "tr": begin_row,
    "td": begin_cell,
    "th": begin_cell,
    "html": _root,
    "body": _body,
    "title": _title,
    "meta": _meta,
    "base": _base,
    "iframe": _frame,
    "frame": _frame,
    "script": _script,
    "noframes": _noscript,
}
"""What is done at the beginning of an element, by tag; all others flow with the text around them."""
