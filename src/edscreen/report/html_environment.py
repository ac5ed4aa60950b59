"""The templates of HTML pages: how they are read, and what keeps foreign text from being markup in them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from edscreen.report.escaping import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

_FOLDER = Path(__file__).parent / "templates"
# All that the address of a link may hold; whatever else a vendor calls an address stands as text.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+")
_OPTIONAL = re.compile("</(?:p|li|dt|dd)>")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class _Templates(BaseLoader):
    """Reads templates without their line breaks and without the end tags that HTML lets go.

    Both would be a tenth of a long report, and a browser reads the same page.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's own signature
        """The template's text, its file, and that it never changes."""
        file = _FOLDER / template
        text = "".join(line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        return _OPTIONAL.sub("", text), str(file), lambda: True


@cache
def _environment() -> Environment:
    made = Environment(
        loader=_Templates(), autoescape=True, undefined=StrictUndefined, auto_reload=False, finalize=_shown
    )
    made.filters["linked"] = linked
    return made


def template(name: str) -> Template:
    """The template of that name, compiled once in a process."""
    return _environment().get_template(name)


@cache
def style(*further: str) -> Markup:
    """The style sheet of every page, then `further` ones, without what only people who change them need."""
    sheets = [(_FOLDER / name).read_text(encoding="utf-8") for name in ("style.css", *further)]
    text = _COMMENT.sub("", "\n".join(sheets))
    return Markup("".join(line.strip() for line in text.splitlines()))  # noqa: S704 - our own files


@cache
def content_policy(*further: str) -> Markup:
    """What a browser may load for a page: its own style sheet, known by its digest, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style(*further).encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return Markup(policy)  # noqa: S704 - our own words, which hold no quotation mark


def linked(address: str) -> Markup:
    """An address as a link where it is one of the web, else as text."""
    shown = on_one_line(address)
    text = _escaped(shown)
    if not _ADDRESS.fullmatch(shown):
        return Markup(f"<code>{text}</code>")  # noqa: S704 - escaped
    return Markup(f'<a href="{text}">{text}</a>')  # noqa: S704 - escaped, and no address holds a quote


def _shown(value: Any) -> Any:
    """Every text on its way into a page: escaped, with control and invisible characters as codes.

    Quotation marks stay as they are, since no template has foreign text in an attribute; a test holds that.
    """
    if type(value) is not str:
        return value
    return _escaped(value if value.isascii() and value.isprintable() else on_one_line(value))


def _escaped(text: str) -> Markup:
    """Text that is no markup, and in the log of a workflow no command (`##[`) either."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(escaped.replace("##[", "#&#35;["))  # noqa: S704 - that is what it is for
