"""Answers that nobody has confirmed are counted and placed, many files in a few lines."""

from __future__ import annotations

from edscreen.cli.unconfirmed import unconfirmed


def test_one_answer_is_told_in_the_singular() -> None:
    (said,) = unconfirmed([("my vendors/lumen.yaml", (12,))])
    assert said == (
        "1 answer in my vendors/lumen.yaml was taken over from a site and confirmed by nobody (line 12): to "
        'confirm it, run edscreen init "my vendors/lumen.yaml", or delete the mark above it'
    )


def test_long_lists_are_cut_and_counted() -> None:
    many = [(f"{number}.yaml", tuple(range(2, 40))) for number in range(25)]
    said = list(unconfirmed(many))
    assert len(said) == 11
    assert "(lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ...)" in said[0]
    assert said[-1] == "answers that nobody has confirmed stand in 15 more files, too"
    assert list(unconfirmed(many[:11]))[-1].endswith("in 1 more file, too")
    assert list(unconfirmed([])) == []
