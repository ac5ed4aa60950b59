"""The templates of HTML pages: how they are read, and what keeps foreign text from being markup in them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from edscreen.report.escaping import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = Path(__file__).parent / "templates"
# All that the address of a link may hold; whatever else a vendor calls an address stands as text.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+")
_PARTS = re.compile(r"[^./?&=_-]*[./?&=_-]+|[^./?&=_-]+")
_OPTION = re.compile(r"((?<![\w-])--[a-z]+(?:-[a-z]+)*)")
_WORD = 16  # characters that fit on a line of the narrowest column
_OPTIONAL = re.compile("</(?:p|li|dt|dd)>")
# A word of our own, which needs no quotation marks; before a slash it would take that in.
_QUOTED = re.compile(r' ([a-z-]+)="((?:#|\w|\{\{ (?:kind|id|number) \}\})+)"(?!/)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class _Templates(BaseLoader):
    """Reads templates without their line breaks and without the tags and marks that HTML lets go.

    They would be a tenth of a long report, and a browser reads the same page.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Say where templates stand; the first folder that holds one of a name has it."""
        self._folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's own signature
        """The template's text, its file, and that it never changes."""
        file = next(file for folder in self._folders if (file := folder / template).exists())
        text = "".join(line.strip() for line in file.read_text(encoding="utf-8").splitlines())
        return _QUOTED.sub(r" \1=\2", _OPTIONAL.sub("", text)), str(file), lambda: True


class _Page(Template):
    """A template whose pages leave quotation marks as they are, as most of a long report's escapes would be.

    No template has foreign text in an attribute; a test holds that.
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page; what Jinja escapes stays escaped, but for quotation marks."""
        page = super().render(*args, **kwargs).replace("&#34;", '"').replace("&#39;", "'")
        return page.replace("##[", "#&#35;[")  # a command, to the log of a workflow


@cache
def _environment(*further: Path) -> Environment:
    made = Environment(
        loader=_Templates((*further, _FOLDER)),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_shown,
    )
    made.template_class = _Page
    made.filters["linked"] = linked
    made.filters["breakable"] = breakable
    made.filters["whole_options"] = whole_options
    return made


def template(name: str, *further: Path) -> Template:
    """The template of that name, here or in `further` folders, compiled once in a process."""
    return _environment(*further).get_template(name)


@cache
def style(*further: str | Path) -> Markup:
    """The style sheet of every page, then `further` ones, without what only people who change them need.

    A name is a sheet's here; a path may lead to one anywhere.
    """
    sheets = [(_FOLDER / name).read_text(encoding="utf-8") for name in ("style.css", *further)]
    text = _COMMENT.sub("", "\n".join(sheets))
    return Markup("".join(line.strip() for line in text.splitlines()))  # noqa: S704 - our own files


@cache
def content_policy(*further: str | Path, script: str = "") -> Markup:
    """What a browser may load for a page: its own style sheet and its own script, known by their digests."""
    rules = ["default-src 'none'", f"style-src {_digest(style(*further))}"]
    if script:
        rules += [
            f"script-src {_digest(script)}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    return Markup("; ".join([*rules, "base-uri 'none'", "form-action 'none'"]))  # noqa: S704 - our own words


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def linked(address: str) -> Markup:
    """An address as a link where it is one of the web, else as text."""
    shown = on_one_line(address)
    text = escape(shown)
    if not _ADDRESS.fullmatch(shown):
        return Markup(f"<code>{text}</code>")  # noqa: S704 - escaped
    return Markup(f'<a href="{text}">{text}</a>')  # noqa: S704 - escaped, and no address holds a quote


def breakable(text: str) -> Markup:
    """Text for a narrow column, in which a long address may only be broken where its parts end."""
    words = on_one_line(text).split(" ")
    broken = (Markup("<wbr>").join(_PARTS.findall(word)) if len(word) > _WORD else word for word in words)
    return Markup(" ").join(broken)  # which escapes what is joined


def whole_options(text: str) -> str:
    """Text in which no line ends within an option such as `--site`, as one would behind its hyphens."""
    if "--" not in text:
        return text
    parts = _OPTION.split(on_one_line(text))  # every second one is an option
    return Markup().join(
        Markup("<code class=op>{}</code>").format(part) if number % 2 else part
        for number, part in enumerate(parts)
    )


def _shown(value: Any) -> Any:
    """Every text on its way into a page, where it is escaped: control and invisible characters as codes."""
    if type(value) is not str or (value.isascii() and value.isprintable()):
        return value
    return on_one_line(value)
