"""The formats of a report by name; a format's libraries are loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Writer

_WRITERS = {
    "rich": "as_text:TextWriter",
    "json": "as_json:JsonWriter",
    "jsonl": "as_jsonl:JsonLinesWriter",
    "markdown": "as_markdown:MarkdownWriter",
    "html": "as_html:HtmlWriter",
    "memo": "as_memo_html:MemoHtmlWriter",
    "github": "as_github:GithubWriter",
    "csv": "as_csv:CsvWriter",
    "sarif": "as_sarif:SarifWriter",
    "junit": "as_junit:JUnitWriter",
    "letter": "as_letter:LetterWriter",
}

FORMATS: tuple[str, ...] = tuple(_WRITERS)
"""The names of the formats, as `--format` and `--output` take them."""


def writer_for(name: str, write: Callable[[str], None]) -> Writer:
    """The writer of the format `name`, which hands every piece of the report to `write`."""
    module, _, made_by = _WRITERS[name].partition(":")
    make = getattr(import_module(f"edscreen.report.{module}"), made_by)
    return cast("Writer", make(write))
