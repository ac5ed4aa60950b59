"""What an address leads on to and gave no answer is told under the address that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.fetched import Fetched
from edscreen.site.leading_on import named_as_asked
from edscreen.site.problems import explain

if TYPE_CHECKING:
    from edscreen.site.problems import Problem

ASKED = "https://www.lumen.example/redir/"


@pytest.mark.parametrize(
    ("target", "problem", "detail", "told"),
    [
        (
            "http://169.254.169.254/latest",
            "blocked_address",
            "169.254.169.254 is not public",
            "the address leads on to http://169.254.169.254/latest, and 169.254.169.254 is not public",
        ),
        (
            "https://other.example/",
            "redirect_offsite",
            "it leads to other.example",
            "the address leads on to https://other.example/, which is another owner's site",
        ),
        (
            "https://gone.lumen.example/",
            "dns",
            None,
            "the address leads on to https://gone.lumen.example/, and the site's name could not be found",
        ),
    ],
)
def test_where_an_address_leads_is_told(target: str, problem: Problem, detail: str, told: str) -> None:
    away = Fetched(ASKED, target, 302, (), b"", "", problem, detail, (ASKED,))

    url, says = named_as_asked(away, problem, detail)

    assert (url, explain(problem, says).says) == (ASKED, told)
    assert "--allow-host" not in explain(problem, says).do


def test_an_address_of_great_length_is_cut() -> None:
    away = Fetched(
        ASKED, "https://a.example/" + "a" * 5_000, 302, (), b"", "", "redirect_offsite", "", (ASKED,)
    )
    assert len(named_as_asked(away, "redirect_offsite", "")[1] or "") < 300


def test_a_page_that_answered_keeps_its_own_address() -> None:
    page = "https://www.lumen.example/en/"
    wall = Fetched(ASKED, page, 403, (), b"", "", "http_4xx", "status 403", (ASKED,))
    private = Fetched(
        "http://10.0.0.1", "http://10.0.0.1/", None, (), b"", "", "blocked_address", "it is private"
    )
    assert named_as_asked(wall, "bot_wall", "a check") == (page, "a check")
    assert named_as_asked(private, "blocked_address", "it is private") == (
        "http://10.0.0.1/",
        "it is private",
    )
