"""A real screening of every example, with the real rules, in the formats that other programs read."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from edscreen.profile.documents import Document, read_documents
from edscreen.registries.bundle import Registries
from edscreen.report.formats import writer_for
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Scorecard

SHELF = open_shelf()


@pytest.fixture(scope="module")
def screened(root: Path) -> list[Scorecard]:
    engine = Engine(SHELF.rules, Settings(as_of=date(2026, 11, 21), registries=Registries.load()))
    found = [each for each in read_documents([str(root / "examples")]) if isinstance(each, Document)]
    assert len(found) >= 10
    return [engine.screen(document) for document in found]


@pytest.fixture(scope="module")
def written(report_as: Callable[..., str], screened: list[Scorecard]) -> Callable[[str], str]:
    def write(name: str) -> str:
        return report_as(partial(writer_for, name), screened, rules=SHELF.rules, rule_books=SHELF.books)

    return write


def test_sarif_is_valid_and_shows_each_rule_s_page(root: Path, written: Callable[[str], str]) -> None:
    log = json.loads(written("sarif"))
    schema = json.loads((root / "tests/data/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).validate(log)

    [run] = log["runs"]
    for described, rule in zip(run["tool"]["driver"]["rules"], SHELF.rules, strict=True):
        assert described["help"]["markdown"].startswith("# ")
        assert described["fullDescription"]["text"] != rule.title, "the page says what the rule asks"
    assert {result["ruleId"] for result in run["results"]} <= {rule.id for rule in SHELF.rules}


def test_sarif_is_clean_for_the_multitool(
    written: Callable[[str], str], complaints: Callable[[str], list[str]]
) -> None:
    assert complaints(written("sarif")) == []


def test_junit_is_valid(root: Path, written: Callable[[str], str], screened: list[Scorecard]) -> None:
    tree = etree.fromstring(written("junit").encode())
    etree.XMLSchema(etree.parse(root / "tests/data/jenkins_junit-10.xsd")).assertValid(tree)

    assert len(tree.findall("testsuite/testcase")) == sum(len(card.findings) for card in screened)


def test_csv_has_a_line_for_each_finding(written: Callable[[str], str], screened: list[Scorecard]) -> None:
    rows = list(csv.DictReader(written("csv").removeprefix("\ufeff").splitlines()))

    findings = [(card.product, finding.rule) for card in screened for finding in card.findings]
    assert [(row["product"], row["rule"]) for row in rows] == findings


@pytest.mark.parametrize("name", ["csv", "json", "jsonl", "junit", "sarif"])
def test_the_same_screening_gives_the_same_bytes(written: Callable[[str], str], name: str) -> None:
    assert written(name) == written(name)
