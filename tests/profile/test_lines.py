"""Lines and columns of a place in a text, however long the text and its lines are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.yaml_tree import Lines


@given(st.lists(st.sampled_from(["a" * 300, "b", "\n", "\r", "\r\n", "\u2028"]), max_size=60))
def test_counts_lines_and_columns_from_any_place_as_an_editor_does(parts: list[str]) -> None:
    text = "".join(parts)
    lines = Lines(text)

    for offset in range(0, len(text) + 1, 7):
        # The line feed of a break in two characters still stands on the line that it ends.
        before = (
            text[:offset].removesuffix("\r") + "?"
            if text[offset - 1 : offset + 1] == "\r\n"
            else text[:offset]
        )
        ended = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert lines.at(offset) == (len(ended), len(ended[-1]) + 1)
