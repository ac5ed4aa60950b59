"""Reading a page: from the bytes of an answer to visible text and links by region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from edscreen.site.problems import Unreadable
from edscreen.site.reading.assembling import assemble
from edscreen.site.reading.builder import Builder
from edscreen.site.reading.charset import as_utf8
from edscreen.site.reading.sniffing import demand_page

if TYPE_CHECKING:
    from edscreen.site.page import Page

_LARGEST = 8 * 2**20  # bytes; what is fetched is far smaller, a saved page may have its pictures in it
_MOST_TAGS = 150_000  # the safe reader takes about 10 s for more; of 1,032 real pages none had 20,000
_NOSCRIPT = re.compile(rb"(</?)noscript(?=[\s/>])", re.IGNORECASE)


def read_page(
    body: bytes, url: str, content_type: str | None = None, *, parser: Literal["safe", "fast"] | None = None
) -> Page:
    """Read a page as a reader with a browser sees it.

    Args:
        body: the answer, inflated.
        url: its address, against which links are resolved.
        content_type: what the server calls it; None where it said nothing, as for a saved file.
        parser: which parser is to read it; None for the fast one where the page can do it no harm, else the
            safe one. Both give the same page.

    Raises:
        Unreadable: `not_html`, `bad_encoding` or `too_complex`, with what it is instead.
    """
    if len(body) > _LARGEST:
        raise Unreadable("too_complex", f"it is larger than {_LARGEST // 2**20} MiB")
    demand_page(body, content_type)
    page = _as_scripts_run(as_utf8(body, content_type))
    if page.count(b"<") > _MOST_TAGS:
        raise Unreadable("too_complex", f"it holds more than {_MOST_TAGS:,} tags")
    if parser is None:
        from edscreen.site.reading.harmless import is_harmless

        parser = "fast" if is_harmless(page) else "safe"
    if parser == "fast":
        from edscreen.site.reading.fast_tree import fast_nodes

        nodes = fast_nodes(page)
    else:
        from edscreen.site.reading.safe_tree import safe_nodes

        # What is spelled in another way, `<NoScript>`, never passes for harmless.
        nodes = safe_nodes(_NOSCRIPT.sub(rb"\1noframes", page).decode("utf-8"))
    built = Builder(nodes, url)
    built.run()
    return assemble(built, url, parser)


def _as_scripts_run(page: bytes) -> bytes:
    """Make the content of `<noscript>` what it is where scripts run: text that nobody sees, not markup.

    Otherwise a parser lets it end the page's head, or swallow what follows. `<noframes>` is read so by all.
    """
    if b"<noscript" in page:
        page = page.replace(b"<noscript", b"<noframes").replace(b"</noscript", b"</noframes")
    return _NOSCRIPT.sub(rb"\1noframes", page) if b"<NOSCRIPT" in page else page
