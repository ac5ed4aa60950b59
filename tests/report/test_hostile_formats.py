"""Hostile text in every format: it is read back by a foreign reader, and nothing in it acts."""

from __future__ import annotations

import csv
import json
import unicodedata
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from edscreen.report.formats import FORMATS, writer_for
from edscreen.report.run import Ending, Notice, Problem
from edscreen.screening.answers import FromRegistry, FromSite
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.scorecard import FromProfile, Reply, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

OWN = [
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\ \x1b[2J \x9b31m \x07",
    "over\u202eturned\u202c, zero\u200bwidth, \u2066x\u2069, \ufeff\u3164",
    "two\nlines\r\nthree\u2028four\x0bfive\x0csix\x85seven",
    "::error file=a.yaml,line=1::owned\n::set-output name=x::y\n::add-mask::z",
    "##[error]owned %0A::error::owned",
    "[click](https://evil.example) ![](https://evil.example/x.png) <https://evil.example>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n# heading\n\n| a | b |\n|---|---|\n",
    "]]> <![CDATA[ <!-- --> &amp; &#0; &lol; \"' \x00\x01\x08 \ufffe\uffff",
    "=cmd|'/C calc'!A0\n+1+1;@SUM(1);=HYPERLINK(\"https://evil.example\")",
    "{0} {{1}} %s %(name)s ${HOME} $(id) `id` ${{ secrets.TOKEN }}",
    "@everyone #1 GH-1 https://evil.example",
]
SPREADSHEET_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.fixture(scope="module")
def naughty(hostile_texts: list[str]) -> list[str]:
    """The lists of others and our own."""
    return [*hostile_texts, *OWN]


@pytest.fixture(scope="module")
def hostile(
    naughty: list[str], make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> list[Scorecard]:
    """A scorecard for each text, which stands wherever text of others can stand."""

    def finding(outcome: str, rule: str, text: str) -> Finding:
        return make_finding(
            outcome,
            rule,
            message=text,
            ask_vendor=text,
            evidence=(
                FromProfile(text, 1, 1, text, text),
                FromProfile("a.yaml", 2, 1, f"records[0].{text}", {text: [text]}),
                FromSite("https://www.evil.example/", "2026-11-21T09:30:00Z", "0" * 64, text),
                FromRegistry(text, "https://www.evil.example/", "2026-11-21", text),
            ),
            reply=Reply(text, date(2026, 1, 2), text, text),
        )

    def scorecard(text: str) -> Scorecard:
        findings = [finding(outcome, outcome, text) for outcome in ("flag", "undisclosed", "pass", "error")]
        waived = finding("flag", "waived", text)._replace(waiver=Waiver(text, text, date(2027, 6, 30)))
        names = {"vendor": text, "product": text, "product_version": text, "profile": text}
        return make_scorecard(*findings, waived, **names)

    return [scorecard(text) for text in naughty]


@pytest.fixture(scope="module")
def written(
    naughty: list[str], hostile: list[Scorecard], report_as: Callable[..., str]
) -> Callable[[str], str]:
    """The whole report in a format."""
    problems = [Problem("invalid_profile", text, 1, 1, text, text) for text in naughty]
    notices = tuple(Notice("unknown_selection", text) for text in naughty)

    def write(name: str) -> str:
        ending = Ending(notices, ExitCode(2, "2 errors"), naughty[-1])
        return report_as(partial(writer_for, name), hostile, problems, ending)

    return write


@pytest.fixture(params=FORMATS)
def report(request: pytest.FixtureRequest, written: Callable[[str], str]) -> str:
    return written(request.param)


def test_nothing_reaches_a_terminal_as_a_control_sequence(report: str) -> None:
    mark = report.removeprefix("\ufeff").replace("\n\f", "\n")  # letters begin on a new page each
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    found = {f"{ord(char):04x}" for char in set(mark) - {"\n"} if unicodedata.category(char) in kinds}
    assert not found
    mark.encode()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "rich"])
def test_no_line_of_a_vendors_making_is_a_command_of_a_workflow(
    written: Callable[[str], str], name: str
) -> None:
    report = written(name)
    commands = [line for line in report.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    assert "##[" not in report


def test_csv_is_read_back_and_holds_no_formula(
    written: Callable[[str], str], hostile: list[Scorecard]
) -> None:
    rows = list(csv.reader(written("csv").removeprefix("\ufeff").splitlines()))

    assert {len(row) for row in rows} == {15}
    assert len(rows) == 1 + 6 * len(hostile)
    assert not [cell for row in rows for cell in row if cell.lstrip(' "').startswith(SPREADSHEET_SIGNS)]


def test_json_and_its_lines_give_the_very_text_back(
    written: Callable[[str], str], hostile: list[Scorecard]
) -> None:
    names = [scorecard.vendor for scorecard in hostile]
    lines = [json.loads(line) for line in written("jsonl").splitlines()]

    assert [card["vendor"] for card in json.loads(written("json"))["scorecards"]] == names
    assert [line["vendor"] for line in lines if "vendor" in line] == names


def test_sarif_is_valid_and_knows_no_link_of_a_vendors_making(
    root: Path, written: Callable[[str], str], hostile: list[Scorecard]
) -> None:
    from jsonschema import Draft4Validator

    schema = (root / "tests/data/sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    log = json.loads(written("sarif"))
    Draft4Validator(json.loads(schema), format_checker=Draft4Validator.FORMAT_CHECKER).validate(log)

    results = log["runs"][0]["results"]
    assert len(results) == 3 * len(hostile)
    assert not [text for text in messages(log) if "](" in text]


def messages(value: Any) -> list[str]:
    """Every message in a SARIF log."""
    if isinstance(value, list):
        return [text for each in value for text in messages(each)]
    if not isinstance(value, dict):
        return []
    inner = [text for each in value.values() for text in messages(each)]
    return inner + ([value["text"]] if isinstance(value.get("text"), str) else [])


def test_sarif_with_hostile_text_is_clean_for_the_multitool(
    complaints: Callable[[str], list[str]], written: Callable[[str], str]
) -> None:
    assert complaints(written("sarif")) == []


def test_junit_is_valid(root: Path, written: Callable[[str], str], hostile: list[Scorecard]) -> None:
    tree = etree.fromstring(written("junit").encode())
    etree.XMLSchema(etree.parse(root / "tests/data/jenkins_junit-10.xsd")).assertValid(tree)

    assert len(tree.findall("testsuite")) == len(hostile) + 1
    assert {element.tag for element in tree.iter()} == {
        "testsuites", "testsuite", "testcase", "properties", "property",
        "failure", "error", "skipped", "system-out",
    }  # fmt: skip


def test_markdown_holds_no_markup_of_a_vendors_making(written: Callable[[str], str]) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written("markdown"))
    inner = [token for each in tokens for token in (each, *(each.children or ()))]

    images = [token for token in inner if token.type == "image"]
    links = [str(token.attrs["href"]) for token in inner if token.type == "link_open"]
    markup = {token.content for token in inner if token.type in {"html_block", "html_inline"}}
    assert not images
    assert not [link for link in links if "evil.example" in link and link != "https://www.evil.example/"]
    assert not [text for text in markup if "script" in text or "onerror" in text or "img" in text]
