"""Answers and pages made from a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetched import Fetched
from edscreen.site.page import Block, Page, Shape
from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "https://www.lumen.example/"


@pytest.fixture
def fetched() -> Callable[..., Fetched]:
    """Give the answer that a case describes; `pad` fills `PAD` in its page."""

    def answer(case: dict[str, Any]) -> Fetched:
        url = case.get("url", HOME)
        return Fetched(
            asked=case.get("asked", url),
            url=url,
            status=case.get("status", 200),
            headers=tuple(case.get("headers", {}).items()),
            body=case.get("html", "").replace("PAD", "x" * case.get("pad", 0)).encode(),
            fetched_at="2026-11-21T10:30:05Z",
            problem=case.get("problem_before"),
            detail=case.get("detail"),
        )

    return answer


@pytest.fixture
def page() -> Callable[..., Page]:
    """Give a page that holds these texts."""

    def make(*texts: str) -> Page:
        blocks = tuple(Block(text, "main") for text in texts if text)
        length = sum(map(len, texts))
        return Page(HOME, "", (), "en", blocks, (), Shape(visible_characters=length, main_characters=length))

    return make


@pytest.fixture(params=["safe", "fast"])
def read(request: pytest.FixtureRequest) -> Callable[[Fetched], Page]:
    """Read an answer's page with either parser."""
    return lambda answer: read_page(answer.body, answer.url, parser=request.param)
