"""PDF files are read as pages, in a process that can be ended."""

from __future__ import annotations

import asyncio
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from edscreen.site.pdf_text import MAX_BYTES, PdfText, looks_like_pdf, read_pdf
from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.page import Page

    MakePdf = Callable[..., bytes]

URL = "https://www.lumen.example/files/study.pdf"


def opened(body: bytes, time_limit: float = 20) -> PdfText:
    return asyncio.run(read_pdf(body, URL, time_limit=time_limit))


def read(body: bytes, time_limit: float = 20) -> Page:
    return opened(body, time_limit).page


def test_its_paragraphs_are_the_blocks_of_a_page(make_pdf: MakePdf) -> None:
    page = read(
        make_pdf(
            [
                [
                    "Lumen Reading in Four Districts",
                    "The Brook Center evaluated Lumen Reading in a randomized trial with 1,240 pu-",
                    "pils in grades 1 and 2. Students who used it gained two months more than others.",
                    "It was paid for by the state.",
                    "Results held a year later.",
                ],
                ["A second page."],
            ],
            title="Evaluation of Lumen Reading",
        )
    )

    assert page.url == URL
    assert page.title == "Evaluation of Lumen Reading"
    assert [(block.kind, block.region, block.section) for block in page.blocks] == [
        ("heading", "main", 1),
        ("text", "main", 1),
        ("text", "main", 1),
        ("text", "main", 2),
    ]
    assert page.blocks[0].text == "Lumen Reading in Four Districts"
    assert "with 1,240 pupils in grades 1 and 2. Students who used it gained" in page.blocks[1].text
    assert page.blocks[-1].text == "A second page."


def test_without_a_title_of_its_own_the_first_line_is_the_title(make_pdf: MakePdf) -> None:
    assert read(make_pdf([["What We Found", "Little was found, by anyone."]])).title == "What We Found"


@pytest.mark.parametrize(("number", "cut"), [(10, None), (11, "only its first 10 pages were read")])
def test_ten_pages_are_read_and_what_is_left_is_told(make_pdf: MakePdf, number: int, cut: str | None) -> None:
    found = opened(make_pdf([[f"Page {page}."] for page in range(1, number + 1)]))
    assert [block.text for block in found.page.blocks] == [f"Page {page}." for page in range(1, 11)]
    assert (found.cut and (found.cut.problem, found.cut.detail)) == (cut and ("too_large", cut))


def test_so_many_characters_are_read_and_what_is_left_is_told(make_pdf: MakePdf) -> None:
    pages = [[f"{'a' * 76} {line:03}" for line in range(700)] for _ in range(4)]
    found = opened(make_pdf(pages))
    assert 190_000 < found.page.shape.visible_characters <= 200_000
    assert found.cut
    assert (found.cut.problem, found.cut.detail) == (
        "too_large",
        "only its first 200,000 characters were read",
    )


@pytest.mark.parametrize(
    ("body", "problem", "detail"),
    [
        (b"%PDF-1.4\nnothing that a reader could use", "bad_encoding", "damaged"),
        (b"%PDF-1.4\n" + b"\0" * MAX_BYTES, "too_large", "5 MiB"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, problem: str, detail: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.problem == problem
    assert detail in (caught.value.detail or "")


def test_pages_that_are_pictures_hold_no_text(make_pdf: MakePdf) -> None:
    with pytest.raises(Unreadable) as caught:
        read(make_pdf([[], []]))
    assert (caught.value.problem, caught.value.detail) == (
        "bad_encoding",
        "the PDF file holds pictures of pages, not text",
    )


def test_a_file_that_swells_is_given_up(make_pdf: MakePdf) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(500)) + packer.flush()
    plain = make_pdf([["A page."]])
    start, end = plain.index(b"<< /Length"), plain.index(b"\nendstream")
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    with pytest.raises(Unreadable) as caught:
        read(plain[:start] + head + packed + plain[end:])
    assert caught.value.problem == "too_complex"


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [(b"(A second page.) Tj", b"(A second page. Tj"), (b"4 0 R 6 0 R", b"4 0 R 66 0 R")],
    ids=["a page that is none", "a page that is not there"],
)
def test_what_was_read_before_a_fault_counts_and_the_fault_is_told(
    make_pdf: MakePdf, whole: bytes, damaged: bytes
) -> None:
    found = opened(make_pdf([["A first page."], ["A second page."]]).replace(whole, damaged))
    assert [block.text for block in found.page.blocks] == ["A first page."]
    assert found.cut
    assert (found.cut.problem, found.cut.detail) == (
        "bad_encoding",
        "the PDF file is damaged, and only its first page could be read",
    )


def test_half_a_character_becomes_a_question_mark(make_pdf: MakePdf) -> None:
    lone = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <D83D> endbfchar"
    unicode_map = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lone), lone)
    plain = make_pdf([["A page."], []], title=r"\376\377\330\075\000L")
    start, end = plain.index(b"<< /Length", plain.index(b"7 0 obj")), plain.index(b"\nendobj\n8 0 obj")
    mapped = plain[:start] + unicode_map + plain[end:]
    mapped = mapped.replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /ToUnicode 7 0 R")

    page = read(mapped)

    assert [block.text for block in page.blocks] == ["? page."]
    assert (page.title + page.blocks[0].text).encode("utf-8")


def test_a_file_that_takes_too_long_is_given_up(make_pdf: MakePdf) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        read(make_pdf([["A page."]]), time_limit=0.01)
    assert caught.value.problem == "too_complex"
    assert time.monotonic() - began < 5


def test_many_files_at_once_are_all_read(make_pdf: MakePdf) -> None:
    async def read_all() -> list[PdfText]:
        return await asyncio.gather(*(read_pdf(make_pdf([[f"File {number}."]]), URL) for number in range(6)))

    assert [found.page.title for found in asyncio.run(read_all())] == [
        f"File {number}." for number in range(6)
    ]


def test_a_file_is_known_by_its_first_bytes_or_its_type() -> None:
    assert looks_like_pdf("application/octet-stream", b"%PDF-1.7 ...")
    assert looks_like_pdf("Application/PDF; charset=binary", b"")
    assert not looks_like_pdf("text/html", b"<p>About %PDF</p>")
    assert not looks_like_pdf(None, b"")
