"""A comparison in each format: in plain words, no longer than it may be, with nothing foreign live."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from edscreen.comparing.as_html import as_html
from edscreen.comparing.as_json import as_json
from edscreen.comparing.as_markdown import as_markdown
from edscreen.comparing.as_text import SHOWN, as_text
from edscreen.comparing.comparison import compared
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.comparing.conftest import Made

    from edscreen.comparing.comparison import Comparison

CLOSING = "This is a screen for warning signs. It does not show that a product works, and is no endorsement."
FORMATS: dict[str, Callable[[Comparison], str]] = {
    "rich": lambda found: "".join(as_text(found, Terminal(), show_all=True)),
    "wide": lambda found: "".join(as_text(found, Terminal(width=120, colours=True), show_all=True)),
    "json": lambda found: "".join(as_json(found)),
    "markdown": as_markdown,
    "html": lambda found: "".join(as_html(found)),
}
FOR_PEOPLE = [name for name in FORMATS if name != "json"]


@pytest.fixture
def written(keep: Callable[..., str]) -> Callable[..., str]:
    """The comparison of two reports in a format."""

    def write(name: str, old: dict[str, Any], new: dict[str, Any]) -> str:
        files = keep(old, "old.json"), keep(new, "new.json")
        with compared(*files, ("old.json", "new.json"), "red") as comparison:
            return FORMATS[name](comparison)

    return write


@pytest.fixture
def two(made: type[Made]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two reports between which everything happens that can."""
    turns = [
        ("flag", "pass"),
        ("pass", "flag"),
        ("pass", "undisclosed"),
        ("undisclosed", "pass"),
        ("flag", "skipped"),
        ("pass", "not_applicable"),
    ]
    old = [made.card(made.finding(before), product=f"Product {before} {now}") for before, now in turns]
    new = [
        made.card(made.finding(now), product=f"Product {before} {now}", profile_sha256="c" * 64)
        for before, now in turns
    ]
    gone = made.card(product="Lumen Math", profile="math.yaml")
    came = made.card(made.finding("flag"), product="Lumen Art", profile="art.yaml")
    policy = {"path": "edscreen.yaml", "sha256": "b" * 64}
    unread = made.card(product="Lumen Code", profile="code.yaml")
    error = {"kind": "invalid_profile", "profile": "code.yaml", "line": 3, "message": "write a number"}
    return (
        made.report(*old, gone, unread, as_of="2026-11-14"),
        made.report(*new, came, policy=policy, errors=[error]),
    )


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_people_read_what_happened_and_the_changed_policy_first(
    written: Callable[..., str], two: tuple[dict[str, Any], dict[str, Any]], name: str
) -> None:
    text = written(name, *two)
    text = " ".join((html.fromstring(text).text_content() if name == "html" else text).split())
    headings = ["There is a policy now", "Worse (1)", "Lapsed (1)", "Better (1)", "Answered (1)"]
    headings += [
        "Lost sight of (1)",
        "Changed otherwise (1)",
        "In the list, could not be read (1)",
        "New in the list (1)",
        "Gone from the list (1)",
    ]
    places = [text.index(heading) for heading in headings]
    assert text.count("cannot be told apart: the profile or the policy") == 6
    assert "Its profile could not be read for the new report: code.yaml:3:1: write a number" in text.replace(
        "Code**, Lumen Learning: its", "Its"
    )
    assert CLOSING in text
    assert places == sorted(places)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_reports_give_the_same_bytes(
    written: Callable[..., str], two: tuple[dict[str, Any], dict[str, Any]], name: str
) -> None:
    assert written(name, *two) == written(name, *two)


def test_json_names_every_change_and_how_it_ends(
    written: Callable[..., str], two: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    found = json.loads(written("json", *two))
    assert list(found) == [
        *(
            "schema_version",
            "tool",
            "old",
            "new",
            "fail_on",
            "differences",
            "counts",
            "products",
            "exit_code",
        ),
    ]
    assert found["counts"]["products"] == {"both": 6, "unchanged": 0, "new": 1, "gone": 1, "unread": 1}
    assert (found["counts"]["got_worse"], found["exit_code"]) == (2, 1)
    assert [each["product"] for each in found["products"]] == sorted(
        (each["product"] for each in found["products"]), key=str.casefold
    )
    assert [each["about"] for each in found["differences"]] == ["policy"]


def test_json_of_nothing_is_json(written: Callable[..., str], made: type[Made]) -> None:
    assert json.loads(written("json", made.report(), made.report()))["products"] == []


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_nothing_changed(written: Callable[..., str], made: type[Made], name: str) -> None:
    assert "Nothing changed." in written(name, made.report(made.card()), made.report(made.card()))


def many(made: type[Made], number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    old = [made.card(made.finding(), product=f"Product {each}") for each in range(number)]
    new = [made.card(made.finding("flag"), product=f"Product {each}") for each in range(number)]
    return made.report(*old), made.report(*new)


def test_markdown_fits_into_an_issue_and_says_what_it_leaves_out(
    written: Callable[..., str], made: type[Made]
) -> None:
    text = written("markdown", *many(made, 2_000))
    assert 60_000 < len(text) <= 65_000
    shown = text.count("**Product ")
    assert f"{2_000 - shown:,} entries are left out" in text
    assert CLOSING in text


def test_a_terminal_shows_the_first_and_says_how_many_more(
    keep: Callable[..., str], made: type[Made]
) -> None:
    old, new = many(made, SHOWN + 7)
    with compared(keep(old, "old.json"), keep(new, "new.json"), ("a", "b"), "red") as comparison:
        text = "".join(as_text(comparison, Terminal(), show_all=False))
    assert text.count("Product ") == SHOWN
    assert "and 7 more: to see them all, add -v" in text


def test_hostile_text_is_live_in_no_format(
    written: Callable[..., str], made: type[Made], hostile_texts: list[str]
) -> None:
    def cards(outcome: str) -> list[dict[str, Any]]:
        return [
            made.card(
                made.finding(outcome, message=text or "-", evidence=[made.stated("a", [text, outcome])]),
                made.finding(outcome, "site", evidence=[made.seen(f"{text} {outcome}"[:300])]),
                vendor=text or "-",
                product=f"{number} {text}",
                profile=f"{number}.yaml",
                profile_sha256=outcome,
            )
            for number, text in enumerate([*hostile_texts, "<img src=x onerror=alert(1)>", "##[error]owned"])
        ]

    old, new = made.report(*cards("pass")), made.report(*cards("flag"))
    page = html.fromstring(written("html", old, new))
    assert not page.xpath(
        "//script | //img | //iframe | //form | //object | //svg | //*[@style] | //@onerror"
    )
    assert {each.get("href")[0] for each in page.iter("a")} == {"#"}

    tokens = MarkdownIt("commonmark").parse(written("markdown", old, new))
    kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}

    text = written("rich", old, new)
    assert all(char.isprintable() or char == "\n" for char in text)
    everything = json.loads(written("json", old, new))
    assert len(everything["products"]) == len(hostile_texts) + 2
