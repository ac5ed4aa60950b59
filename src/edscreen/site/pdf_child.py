"""A process of its own that takes the text out of a PDF file: what hangs or swells there can be ended.

Started as `python -P -m edscreen.site.pdf_child`; the file comes on standard input, JSON goes to standard
output.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pypdf import PdfReader

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
    """Read the file and say what it holds: `{"title", "pages", "cut"}`, or `{"problem", "detail"}`.

    `cut` holds the problem and the detail of why only a part was read, and is null where all of it was.
    """
    _limit_memory()
    answer = _read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _read(data: bytes) -> dict[str, object]:
    from pypdf import PdfReader

    texts: list[str] = []
    title, number = "", 0
    fault: _Fault | None = None
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return _failed(_LOCKED)
        title = str(reader.metadata.title or "")[:300] if reader.metadata else ""
        # The library leaves out pages that it cannot find; the file says how many there should be.
        number = max(len(reader.pages), _number_stated(reader))
        texts.extend(page.extract_text() for page in reader.pages[:MOST_PAGES])
    except Exception as error:  # whatever a broken file makes the library stumble over
        fault = _FAULTS.get(type(error).__name__, _DAMAGED)
    # What was read before the fault is there to be judged.
    if any(text.strip() for text in texts):
        return {"title": title, "pages": _shortened(texts), "cut": _cut(texts, number, fault)}
    return _failed(fault or _PICTURES)


def _number_stated(reader: PdfReader) -> int:
    pages: Any = reader.root_object["/Pages"]
    return int(pages["/Count"])


def _shortened(texts: list[str]) -> list[str]:
    left = MOST_CHARACTERS
    kept = []
    for text in texts:
        kept.append(text[:left])
        left -= len(kept[-1])
    return kept


def _cut(texts: list[str], number: int, fault: _Fault | None) -> _Fault | None:
    """Why only a part of the file is handed on: what stands in the rest, nobody knows."""
    if fault or len(texts) < min(number, MOST_PAGES):
        problem, detail = fault or _DAMAGED
        pages = "page" if len(texts) == 1 else f"{len(texts)} pages"
        return problem, f"{detail}, and only its first {pages} could be read"
    if sum(map(len, texts)) > MOST_CHARACTERS:
        return "too_large", f"only its first {MOST_CHARACTERS:,} characters were read"
    if number > len(texts):
        return "too_large", f"only its first {MOST_PAGES} pages were read"
    return None


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
