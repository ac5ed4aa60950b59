"""The one form in which both parsers hand over a page: its nodes, flat and in the order of the page."""

from __future__ import annotations

from typing import TypeAlias

Attributes: TypeAlias = "dict[str, str | None]"

Node: TypeAlias = "tuple[int, str, Attributes, str]"
"""Depth, tag, attributes and text. A text has the tag `""`; a node's content follows it, one deeper, until
the next node that is no deeper. Of the elements in `RAW` the text is the content, and nothing follows."""

NO_ATTRIBUTES: Attributes = {}

RAW = frozenset({"script", "style", "title", "noframes", "iframe"})
"""Elements whose content is no content of the page, but tells something of it."""

LEFT_OUT = frozenset(
    {
        "template", "datalist", "select", "textarea", "audio", "video", "canvas", "object", "applet",
        "noembed", "rp", "progress", "meter",
        "defs", "symbol", "clippath", "mask", "metadata", "desc", "lineargradient", "radialgradient",
        "pattern", "filter", "marker", "annotation", "annotation-xml",
    }
)  # fmt: skip
"""Elements whose content no reader of the page sees, drawings' included."""

MOST_NODES = 300_000
"""A page of more nodes is not read. The largest of 1,032 real pages held 26,000."""
