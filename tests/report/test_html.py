"""The formats html and memo as files: what they hold, word for word, and that nothing in them can act."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

from edscreen.report.as_html import HtmlWriter
from edscreen.report.as_memo_html import MemoHtmlWriter
from edscreen.report.html_environment import linked, style, template, whole_options
from edscreen.report.run import PolicyUse, Problem
from edscreen.report.signs import DRAWN
from edscreen.report.words import CLOSING
from edscreen.screening.answers import SEVERITIES, FromRegistry
from edscreen.screening.inputs import District
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.report.run import Ending
    from edscreen.report.sections import Kind
    from edscreen.screening.scorecard import Finding, Scorecard

PROBLEM = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "there is no such field")
POLICY = PolicyUse("district/edscreen.yaml", "ab" * 32, found=True)
DISTRICT = District(name="Alder Valley School District")
WRITERS = (HtmlWriter, MemoHtmlWriter)


@pytest.mark.parametrize("writer", WRITERS)
def test_every_outcome(
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    policy_used: Ending,
    same_as_golden: Callable[[str, str], None],
    writer: type,
) -> None:
    page = report_as(
        writer,
        [every_outcome],
        [PROBLEM],
        policy_used,
        policy=POLICY,
        district=DISTRICT,
        deselected=("peers",),
    )
    page = re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", page)  # a style sheet is for looking at
    name = "every_outcome.html" if writer is HtmlWriter else "every_outcome.memo.html"
    same_as_golden(page.replace("><", ">\n<") + "\n", name)


def read(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_several_products_stand_in_a_table_with_links(
    report_as: Callable[..., str], covered: tuple[Scorecard, ...], every_outcome: Scorecard
) -> None:
    page = read(report_as(HtmlWriter, [every_outcome, *covered]))

    rows = [[words_of(cell) for cell in row] for row in page.iterfind(".//tbody/tr")]
    assert rows[0] == ["Lumen Reading Lumen Learning", "1 red flag", "1", "2", "4", "0"]
    assert rows[1][1] == "No red flag found in 2 of 2 red-flag questions; 1 red flag waived"
    links = [link.get("href") for link in page.iterfind(".//tbody//a")]
    assert links == ["#p1", "#p2", "#p3", "#p4"]
    assert [page.get_element_by_id(link[1:]).tag for link in links] == ["article"] * 4
    assert [head.get("scope") for head in page.iterfind(".//thead//th")] == ["col"] * 6


def test_one_product_needs_no_table(report_as: Callable[..., str], every_outcome: Scorecard) -> None:
    assert read(report_as(HtmlWriter, [every_outcome])).find(".//table") is None


@pytest.mark.parametrize("writer", WRITERS)
def test_where_nothing_was_screened(report_as: Callable[..., str], writer: type) -> None:
    page = read(report_as(writer, [], [PROBLEM]))

    assert words_of(page.find(".//h1")) == "No product was screened"
    assert "vendors/bad.yaml:3:9 dosage[0].minuts: there is no such field" in words_of(page)


def test_a_report_ends_with_what_it_is_not(report_as: Callable[..., str], every_outcome: Scorecard) -> None:
    assert words_of(read(report_as(HtmlWriter, [every_outcome]))).endswith(CLOSING)
    assert words_of(read(report_as(MemoHtmlWriter, [every_outcome]))).endswith(CLOSING)


def test_evidence_has_its_place_and_what_was_written(
    report_as: Callable[..., str], every_outcome: Scorecard
) -> None:
    page = words_of(read(report_as(HtmlWriter, [every_outcome])))

    for piece in (
        "12:14 dosage[0].minutes: 60",
        "1:1 outcomes (left out)",
        'read 2026-11-21T09:30:00Z https://www.lumen.example/ "A finished study"',
        "(R. Example, account manager, 20 October 2026); source: https://www.lumen.example/answers/",
    ):
        assert piece in page


@pytest.mark.parametrize("writer", WRITERS)
def test_a_page_may_load_its_own_style_and_nothing_else(
    report_as: Callable[..., str], every_outcome: Scorecard, writer: type
) -> None:
    page = read(report_as(writer, [every_outcome]))
    [sheet] = page.iterfind(".//style")
    digest = base64.b64encode(hashlib.sha256(sheet.text.encode()).digest()).decode()
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not page.xpath("//script | //link | //img | //iframe | //form | //*[@style] | //@src")
    assert "url(" not in sheet.text
    assert "@import" not in sheet.text


def test_no_template_has_foreign_text_in_an_attribute(root: Path) -> None:
    """Quotation marks are not escaped, so only our own words may stand within them."""
    ours = {
        "id", "row.id", "level", "level + 1", "level + 2", "policy", "beginning.version", "loop.index",
        "number", "kind", "cell.kind", "table.columns | length",
        "'covered' if memo.softened and memo.verdict == 'clear' else memo.verdict",
        "'covered' if row.softened and row.verdict == 'clear' else row.verdict",
    }  # fmt: skip
    for file in sorted((root / "src/edscreen/report/templates").glob("*.html")):
        for tag in re.findall(r"<[a-z][^>]*>", file.read_text(encoding="utf-8")):
            assert {each.strip() for each in re.findall(r"\{\{(.*?)\}\}", tag)} <= ours, (file.name, tag)


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://www.lumen.example/a?b=c&d=e", True),
        ("http://lumen.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("schools.utah.gov", False),
        ('https://lumen.example/"onmouseover="alert(1)', False),
        ("https://lumen.example/<script>", False),
        ("https://lumen.example/\u202egnp", False),
        ("//lumen.example", False),
        ("HTTPS://lumen.example", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, is_link: bool) -> None:
    shown = html.fragment_fromstring(linked(address), create_parent=True)

    assert [link.get("href") for link in shown.iterfind("a")] == ([address] if is_link else [])


def test_an_option_stays_whole_at_the_end_of_a_line_and_is_copied_as_written() -> None:
    text = "run <again> with --site or --fill-from-site; a--b and -- are none"
    shown = html.fragment_fromstring(whole_options(text), create_parent=True)

    assert shown.text_content() == text
    assert shown.xpath("code[@class='op']/text()") == ["--site", "--fill-from-site"]
    assert ".op{white-space:nowrap}" in style()


def test_the_style_sheet_has_the_signs_of_every_report() -> None:
    kinds: tuple[Kind, ...] = (
        *SEVERITIES, "undisclosed", "unavailable", "skipped", "error", "waived", "known", "pass",
        "not_applicable",
    )  # fmt: skip
    rules = re.findall(r"([^{}]+)\{[^{}]*--s:\"(.)\\a0\"[^{}]*\}", style())
    signs = {name.strip(): sign for names, sign in rules for name in names.split(",")}

    assert {kind: signs[f".{kind}"] for kind in kinds} == {kind: DRAWN.of(kind) for kind in kinds}
    for verdict in ("flagged", "incomplete", "clear", "not_screened"):
        assert signs[f".{verdict}"] == DRAWN.of_verdict(verdict, covered=False)
    assert signs[".covered"] == DRAWN.of_verdict("clear", covered=True)


def test_every_heading_is_one_to_whoever_goes_from_heading_to_heading(
    report_as: Callable[..., str], every_outcome: Scorecard
) -> None:
    """None stands within something that takes the place of its role, as a `summary` does."""
    page = read(report_as(HtmlWriter, [every_outcome]))

    assert {"Answered well (2)", "Does not apply (2)"} <= {words_of(each) for each in page.iterfind(".//h4")}
    assert not page.xpath("//details | //button//h4 | //label//h4")


def test_the_profile_is_named_once_and_the_answer_by_its_section(
    report_as: Callable[..., str], every_outcome: Scorecard
) -> None:
    page = read(report_as(HtmlWriter, [every_outcome]))
    full = page.xpath("//div[@class='full']")[0]

    assert words_of(full).count("vendors/lumen.yaml") == 1
    assert "Facts by line and column of vendors/lumen.yaml." in words_of(full)
    [well] = full.find_class("pass")
    assert "answered well" not in words_of(well)


def test_what_is_said_of_very_many_products_is_said_once_more_at_the_end(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    registry = FromRegistry("agencies", "utah.gov", None, "utah.gov is a state's")
    finding = make_finding("flag", ask_vendor="Which study?", evidence=(registry,))
    page = read(report_as(HtmlWriter, [make_scorecard(finding) for _ in range(32)]))

    fulls = [words_of(each) for each in page.find_class("full")]
    assert ["Ask the vendor Which study?" in each for each in fulls] == [True] * 30 + [False] * 2
    assert ['agencies: "utah.gov is a state\'s"' in each for each in fulls] == [True] * 30 + [False] * 2
    for full in fulls[30:]:
        assert "agencies: see 1 at the end" in full or "agencies: see 2 at the end" in full
        assert "Ask the vendor: see" in full
    told = {f"#{each.get('id')}": words_of(each) for each in page.xpath("//section[@class='end']//ol/li")}
    assert sorted(told.values()) == ["Which study?", 'agencies: "utah.gov is a state\'s"']
    links = page.find_class("full")[-1].xpath(".//a[starts-with(@href, '#a')]")
    assert [told[link.get("href")] for link in links] == [
        'agencies: "utah.gov is a state\'s"',
        "Which study?",
    ]


def test_what_stands_in_another_file_is_told_with_that_file(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    elsewhere = make_finding("flag", evidence=(FromProfile("else.yaml", 3, 4, "studies", 1),))

    assert "else.yaml:3:4 studies: 1" in report_as(HtmlWriter, [make_scorecard(elsewhere)])


def test_much_evidence_is_counted_where_it_is_not_listed(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    evidence = tuple(FromProfile("a.yaml", line, 1, "studies", 1) for line in range(1, 21))
    page = read(report_as(HtmlWriter, [make_scorecard(make_finding("flag", evidence=evidence))]))

    assert words_of(page.xpath("//div[@class='full']/*/div/ul/li[last()]")[0]) == "and 8 more"


def test_the_same_run_gives_the_same_bytes(
    report_as: Callable[..., str], covered: tuple[Scorecard, ...]
) -> None:
    assert report_as(HtmlWriter, covered) == report_as(HtmlWriter, covered)


def test_many_products_wait_in_a_file(report_as: Callable[..., str], covered: tuple[Scorecard, ...]) -> None:
    many = [replace(covered[0], product=f"Product {number}") for number in range(400)]
    page = read(report_as(HtmlWriter, many))

    assert [words_of(each) for each in page.iterfind(".//h2[@class='pn']")][-1] == "Product 399, version 4.10"
    assert len(page.findall(".//tbody/tr")) == len(page.findall(".//article")) == 400
    assert len(page.findall(".//table")) == len(page.findall(".//thead")) == 8


def test_the_day_is_told(report_as: Callable[..., str], every_outcome: Scorecard) -> None:
    for writer in WRITERS:
        assert "as of 2 May 2027" in report_as(writer, [every_outcome], as_of=date(2027, 5, 2))


def test_what_jinja_escapes_stays_escaped_but_for_quotation_marks() -> None:
    text = "a \"b\" 'c' <d> &#34; ##[e]\u202e"
    page = template("memo_end.html").render(
        number=1, problems=[Problem("x", text, 1, 1, "", text)], problems_heading=text
    )

    assert "\"b\" 'c' &lt;d&gt; &amp;#34; #&#35;[e]\\u202e" in page
    assert "<d>" not in page
    assert "##[" not in page
