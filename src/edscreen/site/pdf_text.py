"""PDF files as pages: their text is taken out in a process of its own, under a time limit."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from edscreen.site.page import Block, Page, Shape
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 5 * 1024 * 1024
"""The largest PDF file that is read, in bytes."""
TIME_LIMIT = 10.0
"""Seconds that reading one may take."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
_MAGIC = b"%PDF-"
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'”’)\]]?$")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-$")


def looks_like_pdf(content_type: str | None, body: bytes) -> bool:
    """Tell whether an answer is a PDF file: by its first bytes, as viewers do, or by what it is called."""
    return (
        _MAGIC in body[:1024] or (content_type or "").partition(";")[0].strip().lower() == "application/pdf"
    )


class PdfText(NamedTuple):
    """What was read of a PDF file.

    Attributes:
        page: its text as a page without links.
        cut: why only a part of it was read; None where all of it was.
    """

    page: Page
    cut: Unreadable | None


async def read_pdf(body: bytes, url: str, *, time_limit: float = TIME_LIMIT) -> PdfText:
    """Return the text of a PDF file's first pages.

    Raises:
        Unreadable: where it holds no text, is locked, damaged, too large, or takes too long to read.
    """
    if len(body) > MAX_BYTES:
        raise Unreadable("too_large", f"the PDF file is larger than {MAX_BYTES // (1024 * 1024)} MiB")
    async with _turn():
        answer = await _answer(body, time_limit)
    if "problem" in answer:
        raise Unreadable(answer["problem"], answer["detail"])
    blocks = tuple(_blocks([_without_surrogates(text) for text in answer["pages"]]))
    characters = sum(len(block.text) for block in blocks)
    page = Page(
        url=url,
        title=_without_surrogates(answer["title"]) or (blocks[0].text[:300] if blocks else ""),
        names=(),
        language="",
        blocks=blocks,
        links=(),
        shape=Shape(visible_characters=characters, main_characters=characters),
    )
    return PdfText(page, Unreadable(*answer["cut"]) if answer["cut"] else None)


def _turn() -> asyncio.Semaphore:
    """What lets no more files be read at once than there are processors, however many sites are visited."""
    loop = asyncio.get_running_loop()
    return _turns.setdefault(loop, asyncio.Semaphore(os.cpu_count() or 1))


async def _answer(body: bytes, time_limit: float) -> dict[str, Any]:
    try:
        # -P: what lies in the folder that the user happens to be in is no module of ours.
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-P", "-m", "edscreen.site.pdf_child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        raise Unreadable("too_complex", "the program that reads PDF files could not be started") from None
    try:
        async with asyncio.timeout(time_limit):
            output, _ = await child.communicate(body)
        return dict(json.loads(output))
    except TimeoutError:
        raise Unreadable("too_complex", f"reading the PDF file took longer than {time_limit:g} s") from None
    except ValueError:
        raise Unreadable("too_complex", "reading the PDF file took more than the system allows") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def _without_surrogates(text: str) -> str:
    """What a file's own map of characters may give instead of characters, no report can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _blocks(pages: list[str]) -> Iterator[Block]:
    """The paragraphs; a PDF file knows only lines, of which the last of a paragraph is short."""
    first = True
    for number, text in enumerate(pages, start=1):
        for paragraph in _paragraphs(text):
            yield Block(paragraph, "main", "heading" if first else "text", section=number)
            first = False


def _paragraphs(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    width = max((len(line) for line in lines), default=0)
    kept = ""
    for line in lines:
        if not line or (kept and _is_heading_before(kept, line, width)):
            if kept:
                yield kept
            kept = line
        elif _BROKEN_WORD.search(kept) and line[0].islower():
            kept = kept[:-1] + line
        else:
            kept = f"{kept} {line}".strip()
        if kept and len(line) < width * 0.75 and _ENDS_SENTENCE.search(line):
            yield kept
            kept = ""
    if kept:
        yield kept


def _is_heading_before(kept: str, line: str, width: int) -> bool:
    """Whether what was kept is a heading: short, without a full stop, and something new begins after it."""
    return len(kept) < width * 0.75 and not _ENDS_SENTENCE.search(kept) and line[0].isupper()
