"""The formats that can go to a Word document, by name; their library is loaded only when one does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Writer

_WRITERS = {"letter": "docx_letter:LetterDocumentWriter", "memo": "docx_memo:MemoDocumentWriter"}


def document_writer_for(name: str, write: Callable[[bytes], None]) -> Writer:
    """The writer of the format `name` as a Word document, which it hands to `write` whole."""
    module, _, made_by = _WRITERS[name].partition(":")
    make = getattr(import_module(f"edscreen.report.{module}"), made_by)
    return cast("Writer", make(write))
