"""A process of its own that takes the text out of a PDF file: what hangs or swells there can be ended.

Started as `python -P -m edscreen.site.pdf_child`; the file comes on standard input, JSON goes to standard
output.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from edscreen.site.problems import Problem

MOST_PAGES = 10
"""Pages that are read."""
MOST_CHARACTERS = 200_000
"""Characters of text that are handed on."""
MOST_MEMORY = 512 * 1024 * 1024
"""Bytes that the process may take, where the system can hold it to that."""

_Fault: TypeAlias = "tuple[Problem, str]"

_TOO_COMPLEX: _Fault = ("too_complex", "the PDF file is built in a way that takes too much to read")
_LOCKED: _Fault = ("bad_encoding", "the PDF file is locked")
_DAMAGED: _Fault = ("bad_encoding", "the PDF file is damaged")
_PICTURES: _Fault = ("bad_encoding", "the PDF file holds pictures of pages, not text")
# By name, as not every version of the library knows each of them.
_FAULTS = {
    "MemoryError": _TOO_COMPLEX,
    "RecursionError": _TOO_COMPLEX,
    "LimitReachedError": _TOO_COMPLEX,
    "DependencyError": _LOCKED,  # a cipher that the library leaves to another one
    "FileNotDecryptedError": _LOCKED,
}


def main() -> None:
    """Read the file and say what it holds: `{"title", "pages"}`, or `{"problem", "detail"}`."""
    _limit_memory()
    answer = _read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _read(data: bytes) -> dict[str, object]:
    from pypdf import PdfReader

    texts: list[str] = []
    title, fault = "", None
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return _failed(_LOCKED)
        title = str(reader.metadata.title or "")[:300] if reader.metadata else ""
        for page in reader.pages[:MOST_PAGES]:
            texts.append(page.extract_text()[: MOST_CHARACTERS - sum(map(len, texts))])
    except Exception as error:  # whatever a broken file makes the library stumble over
        fault = _FAULTS.get(type(error).__name__, _DAMAGED)
    # What was read before the fault is there to be judged.
    if any(text.strip() for text in texts):
        return {"title": title, "pages": texts}
    return _failed(fault or _PICTURES)


def _failed(fault: _Fault) -> dict[str, object]:
    return {"problem": fault[0], "detail": fault[1]}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        try:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        except (ValueError, OSError):
            return  # some systems know no such limit; the time limit holds there


if __name__ == "__main__":
    main()
