"""The report's schema: what `check` really writes, in the order of the contract."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from edscreen.report.schema import report_schema

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = report_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
LINES = Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})

BROKEN = "edscreen: 1\nvendor: {name: Lumen}\nproduct: {name: Reading}\ndosage: [{minuts: 30}]\n"
EVERY_KIND = """\
edscreen: 1
vendor: {name: Lumen}
product: {name: Reading}
contract: {price: 1}
replies: [{rule: screen-time, on: 2026-10-20, text: We will see.}, {rule: no-such-rule, text: Why?}]
"""


def written(root: Path, folder: Path, output_format: str) -> str:
    """What `check` writes of all examples, a broken profile and one that gives notices."""
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "notices.yaml").write_text(EVERY_KIND, encoding="utf-8")
    (folder / "latin.yaml").write_bytes(b"edscreen: 1\nvendor: {name: \xe9}\n")
    inputs = ["examples", *(str(folder / name) for name in ("broken.yaml", "notices.yaml", "latin.yaml"))]
    command = [sys.executable, "-m", "edscreen", "check", "--format", output_format, "--quiet", *inputs]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    text = written(root, tmp_path_factory.mktemp("profiles"), "json")
    return json.loads(text)  # type: ignore[no-any-return]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_report_over_all_examples_is_as_the_schema_says(report: dict[str, Any]) -> None:
    VALIDATOR.validate(report)
    assert len(report["scorecards"]) >= 10
    assert {error["kind"] for error in report["errors"]} == {"invalid_profile", "unreadable_profile"}
    assert {notice["kind"] for notice in report["notices"]} == {
        "passed_over",
        "reply_not_shown",
        "unused_section",
    }
    kinds = {
        piece["kind"] for card in report["scorecards"] for f in card["findings"] for piece in f["evidence"]
    }
    assert "profile" in kinds


def test_every_line_of_jsonl_is_a_scorecard_or_an_error(
    root: Path, tmp_path: Path, report: dict[str, Any]
) -> None:
    lines = [json.loads(line) for line in written(root, tmp_path, "jsonl").splitlines()]
    for line in lines:
        LINES.validate(line)
    assert sum("error" in line for line in lines) == len(report["errors"])
    assert len(lines) == len(report["errors"]) + len(report["scorecards"])


def test_keys_come_in_the_order_of_the_schema(report: dict[str, Any]) -> None:
    in_order(SCHEMA, report, "report")


def in_order(schema: dict[str, Any], value: Any, where: str) -> None:
    """Hold `value` to the names of `schema` and to their order, all the way down."""
    if "$ref" in schema:
        return in_order(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value, where)
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if Draft202012Validator({**choice, "$defs": SCHEMA["$defs"]}).is_valid(value):
            return in_order(choice, value, where)
    if isinstance(value, dict) and "properties" in schema:
        assert [name for name in schema["properties"] if name in value] == list(value), where
        for name, inner in value.items():
            in_order(schema["properties"][name], inner, f"{where}.{name}")
    if isinstance(value, list) and "items" in schema:
        for inner in value:
            in_order(schema["items"], inner, f"{where}[]")
    return None


CONTRACT = [
    "schema_version", "tool", "as_of", "policy", "rule_books", "deselected", "fail_on", "site",
    "scorecards", "errors", "notices", "exit_code",
]  # fmt: skip


def test_the_report_begins_and_ends_as_the_contract_says() -> None:
    assert list(SCHEMA["properties"]) == CONTRACT
    assert SCHEMA["required"] == CONTRACT


POLICY = {"path": "edscreen.yaml", "sha256": "0" * 64}
WAIVER = {"reason": "board-approved pilot", "by": "superintendent's office", "expires": "2027-06-30"}
SITE = {"kind": "site", "url": "https://a.example/", "fetched_at": None, "sha256": None, "quote": "A study."}


def test_what_later_versions_write_in_the_contract_s_form_is_accepted(report: dict[str, Any]) -> None:
    later = json.loads(json.dumps(report))
    later |= {"policy": POLICY, "site": {"used": True, "proxy": None, "max_pages": 8}}
    finding = later["scorecards"][0]["findings"][0]
    finding |= {"waiver": WAIVER, "evidence": [SITE, {"kind": "pilot"}]}
    VALIDATOR.validate(later)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("policy",), {"path": "edscreen.yaml"}),
        (("exit_code",), 5),
        (("as_of",), "21 November 2026"),
        (("scorecards", 0, "verdict"), "fine"),
        (("scorecards", 0, "counts"), {"red": {"fail": 1}}),
        (("scorecards", 0, "findings", 0, "basis"), "rumoured"),
        (("scorecards", 0, "findings", 0, "waiver"), {"reason": "because"}),
        (("scorecards", 0, "findings", 0, "evidence"), [{"kind": "hearsay"}]),
        (("scorecards", 0, "findings", 0, "evidence"), [SITE | {"quote": "x" * 301}]),
        (("errors", 0, "line"), 0),
    ],
    ids=str,
)
def test_what_is_no_report_is_refused(report: dict[str, Any], place: tuple[Any, ...], value: object) -> None:
    wrong = json.loads(json.dumps(report))
    around = wrong
    for part in place[:-1]:
        around = around[part]
    around[place[-1]] = value
    assert not VALIDATOR.is_valid(wrong)
