"""A process of its own that takes the text out of a PDF file: what hangs or swells there can be ended.

Started as `python -P -m edscreen.site.pdf_child`; the file comes on standard input, JSON goes to standard
output.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edscreen.site.problems import Problem

MOST_PAGES = 10
"""Pages that are read."""
MOST_CHARACTERS = 200_000
"""Characters of text that are handed on."""
MOST_MEMORY = 1 << 30
"""Bytes that the process may take, where the system can hold it to that."""


def main() -> None:
    """Read the file and say what it holds: `{"title", "pages"}`, or `{"problem", "detail"}`."""
    _limit_memory()
    try:
        answer = _read(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        answer = _failed("too_complex", "the PDF file is built in a way that takes too much to read")
    except Exception:  # whatever a broken file makes the library stumble over
        answer = _failed("bad_encoding", "the PDF file is damaged")
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _read(data: bytes) -> dict[str, object]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return _failed("bad_encoding", "the PDF file is locked with a password")
    texts: list[str] = []
    left = MOST_CHARACTERS
    for page in reader.pages[:MOST_PAGES]:
        texts.append(page.extract_text()[:left])
        left -= len(texts[-1])
        if not left:
            break
    if not any(text.strip() for text in texts):
        return _failed("bad_encoding", "the PDF file holds pictures of pages, not text")
    title = reader.metadata.title if reader.metadata else None
    return {"title": str(title or "")[:300], "pages": texts}


def _failed(problem: Problem, detail: str) -> dict[str, object]:
    return {"problem": problem, "detail": detail}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        try:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        except (ValueError, OSError):
            return  # some systems know no such limit; the time limit holds there


if __name__ == "__main__":
    main()
