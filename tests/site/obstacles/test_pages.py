"""What stands in place of a page is recognised, and what only looks like that is left to be judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from edscreen.site.obstacles.recognise import obstacle_before_reading, obstacle_on_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page

CASES = Path(__file__).with_name("cases")


def cases(*names: str) -> list[Any]:
    return [
        pytest.param(case, id=case["name"])
        for name in names
        for case in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases("walls", "errors"))
def test_nothing_of_a_page_behind_a_wall_is_judged(
    case: dict[str, Any], fetched: Callable[..., Fetched], read: Callable[[Fetched], Page]
) -> None:
    answer = fetched(case)

    found = obstacle_before_reading(answer) or obstacle_on_page(answer, read(answer))

    assert found is not None
    assert (found.problem, found.decides) == (case["problem"], True)


@pytest.mark.parametrize("case", cases("shells"))
def test_a_page_that_scripts_or_frames_would_fill_is_unreadable_unless_what_is_there_decides(
    case: dict[str, Any], fetched: Callable[..., Fetched], read: Callable[[Fetched], Page]
) -> None:
    answer = fetched(case)

    found = obstacle_before_reading(answer) or obstacle_on_page(answer, read(answer))

    assert found is not None
    assert (found.problem, found.decides, found.leads_to) == (
        case["problem"],
        case["decides"],
        case.get("leads_to"),
    )


@pytest.mark.parametrize("case", cases("readable"))
def test_a_page_that_only_looks_like_that_is_judged(
    case: dict[str, Any], fetched: Callable[..., Fetched], read: Callable[[Fetched], Page]
) -> None:
    answer = fetched(case)

    assert obstacle_before_reading(answer) is None
    assert obstacle_on_page(answer, read(answer)) is None
