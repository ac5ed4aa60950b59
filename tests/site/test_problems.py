"""Every reason why a page could not be read is explained in plain words."""

from __future__ import annotations

import pytest

from edscreen.site.problems import PROBLEMS, Problem, explain


@pytest.mark.parametrize("problem", PROBLEMS)
def test_says_what_happened_and_what_to_do(problem: Problem) -> None:
    explained = explain(problem)

    assert explained.says
    assert explained.do
    assert not (explained.says + explained.do).endswith(".")
