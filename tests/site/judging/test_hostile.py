"""Whatever stands on a page, judging ends soon, and the same page gives the same judgement."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.site.judging.judge import judge_page
from edscreen.site.judging.subject import subject_of
from edscreen.site.page import Block, Link, Page, Shape
from edscreen.site.seen import Subject

LUMEN = Subject(vendor=("Lumen Learning",), product=("Lumen Reading",), domains=("lumen.example",))
_WORDS = st.sampled_from(
    [
        "University",
        "of",
        "Oregon",
        "WestEd",
        "study",
        "found",
        "that",
        "students",
        "Lumen",
        "Reading",
        "gained",
        "12",
        "points",
        "Evidence",
        "for",
        "ESSA",
        "Strong",
        "Tier",
        "2",
        "será",
        "evaluado",
        "by",
        "—",
        "“",
        "”",
        "(",
        ")",
        ";",
        ".",
        ",",
        "1",
        "¹",
        "*",
        "http://a.example",
        "|",
        "Journal",
        "Research",
        "Institute",
        "ﷺ",
        "İ",
        "́",
    ]
)
_TEXT = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=30).map(" ".join))


@given(
    st.lists(_TEXT, max_size=6),
    st.sampled_from(["main", "footer", "navigation", "hero"]),
    st.sampled_from(["heading", "text", "quotation", "alternative", "label"]),
    st.text(max_size=30),
)
def test_no_text_breaks_it(texts: list[str], region: str, kind: str, name: str) -> None:
    blocks = tuple(
        Block(text, region, kind, texts[0], 1, (0,))  # type: ignore[arg-type]
        for text in texts
    )
    links = (Link("https://lumen.example/" + name, name, "main", name, name, 0 if blocks else None),)
    page = Page("https://lumen.example/x", name, (name,), "", blocks, links, Shape())

    first = judge_page(page, subject_of(page, name or None, None, ()))

    assert first == judge_page(page, subject_of(page, name or None, None, ()))
    assert all(len(seen.quote) <= 300 for seen in first.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        "University ",
        "University of ",
        "Research Institute of ",
        "a study by the ",
        "study by researchers at University of Oregon, ",
        "found that students ",
        "Lumen ",
        "Lumen Reading ",
        "based on research and studies and ",
        "ESSA Tier ",
        "WestEd ",
        "1 (2) ",
        "will be studied by ",
        "A",
        "Aa ",
        ". ",
        "; ",
        "“",
        "Journal of ",
        "the program ",
        "12 more ",
        "students who ",
        "independent research firm ",
        "¹ ",
    ],
)
@pytest.mark.parametrize("blocks", [1, 300])
def test_long_lines_of_telling_words_cost_no_more_than_other_text(unit: str, blocks: int) -> None:
    text = "University of Oregon study. " + unit * (200_000 // len(unit) // blocks)
    page = Page(
        "https://lumen.example/",
        "",
        (),
        "en",
        tuple(Block(text, "main", section=1) for _ in range(blocks)),
        (),
        Shape(),
    )
    start = time.process_time()

    judge_page(page, LUMEN)

    assert time.process_time() - start < 20


def test_many_links_cost_little() -> None:
    links = tuple(
        Link(f"https://lumen.example/{number}/research", f"Research {number}", "main")
        for number in range(5_000)
    )
    page = Page("https://lumen.example/", "", (), "en", (), links, Shape())
    start = time.process_time()

    judged = judge_page(page, LUMEN)

    assert len(judged.research_links) == 5_000
    assert time.process_time() - start < 10
