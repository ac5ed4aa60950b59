"""A page made to be hard to judge is judged in a moment."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.site.fetched import Fetched
from edscreen.site.obstacles.recognise import Obstacle, obstacle_before_reading, obstacle_on_page
from edscreen.site.page import Block, Link, Page, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = "https://www.lumen.example/"
WORDS = (
    "cookies ",
    "accept ",
    "sign in ",
    "enable javascript ",
    "the site is ",
    "domain ",
    "is are was ",
    "{{ ",
    "${",
    "page ",
)


def judged(
    blocks: Sequence[Block] = (),
    links: Sequence[Link] = (),
    title: str = "",
    body: bytes = b"",
    **shape: object,
) -> Obstacle | None:
    inside = sum(len(block.text) for block in blocks if block.region == "main")
    measured = Shape(sum(len(block.text) for block in blocks), inside, **shape)  # type: ignore[arg-type]
    page = Page(HOME, title, (), "en", tuple(blocks), tuple(links), measured)
    fetched = Fetched(HOME, HOME, 200, (), body, "2026-11-21T10:30:05Z")
    return obstacle_before_reading(fetched) or obstacle_on_page(fetched, page)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_repeated_without_end_takes_no_time(word: str) -> None:
    begun = time.process_time()

    judged(
        [Block((word * 2000)[:1490], "main")] * 3, title="We value your privacy", scripts=1, password_fields=1
    )
    judged([Block((word * 2000)[:1490], "navigation")] * 1500, title="We value your privacy", scripts=1)
    judged([Block((word * 2000)[:8000], "main")] * 200, title=word * 2000, scripts=1, placeholders=9)

    assert time.process_time() - begun < 3


def test_links_and_frames_without_end_take_no_time() -> None:
    links = [Link(f"https://h{number}.lumen.example/{number}", "more", "main") for number in range(50_000)]
    frames = tuple(f"https://h{number}.lumen.example/" for number in range(20_000))
    begun = time.process_time()

    judged([Block("Not found", "main", "heading")], links, frames=frames, body=b"<title" * 50_000)

    assert time.process_time() - begun < 3


@given(
    st.lists(
        st.tuples(st.text(max_size=200), st.sampled_from(["hero", "main", "navigation", "footer"])),
        max_size=5,
    ),
    st.text(max_size=40),
    st.lists(st.text(max_size=30), max_size=3),
    st.integers(0, 9),
)
def test_no_page_makes_it_fail(
    texts: list[tuple[str, str]], title: str, addresses: list[str], number: int
) -> None:
    blocks = [Block(text, region) for text, region in texts]  # type: ignore[arg-type]
    links = [Link(address, address, "main") for address in addresses]
    found = judged(
        blocks,
        links,
        title,
        title.encode(),
        frames=tuple(addresses),
        noscript=title,
        scripts=number,
        placeholders=number,
        empty_mounts=number,
    )

    assert found is None or (found.detail and not found.detail.endswith("."))
