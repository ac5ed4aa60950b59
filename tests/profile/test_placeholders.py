"""A word in place of an answer is no answer."""

from __future__ import annotations

import pytest

from edscreen.profile.placeholders import is_stated


@pytest.mark.parametrize("text", [None, "TBD", "n/a", "N/A.", " Not  stated ", "unknown", "?", "–", "None"])
def test_says_nothing(text: str | None) -> None:
    assert not is_stated(text)


@pytest.mark.parametrize(
    "text", ["NWEA MAP Growth", "Nana Research", "Unknown Worlds Institute", "TBD Associates"]
)
def test_says_something(text: str) -> None:
    assert is_stated(text)
