"""Which module writes which format; a format's libraries are loaded only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from edscreen.cli.standard_output import write

if TYPE_CHECKING:
    from edscreen.report.run import Writer


def writer_for(output_format: Literal["rich", "json", "jsonl"]) -> Writer:
    """The writer of a format, to standard output."""
    if output_format == "json":
        from edscreen.report.as_json import JsonWriter

        return JsonWriter(write)
    if output_format == "jsonl":
        from edscreen.report.as_jsonl import JsonLinesWriter

        return JsonLinesWriter(write)
    from edscreen.report.as_text import TextWriter

    return TextWriter(write)
