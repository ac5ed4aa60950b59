"""The JSON Schema of the report: what `--format json` writes, key by key and in its order.

Keys may be added to the report, so none is forbidden here; what is named here stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from edscreen.profile.schema import DIALECT
from edscreen.report.run import SCHEMA_VERSION
from edscreen.screening.answers import OUTCOMES, SEVERITIES, Basis
from edscreen.screening.scorecard import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

JsonSchema: TypeAlias = dict[str, Any]


def report_schema() -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of the report; `$defs/line` is that of a line of `jsonl`."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:edscreen:schema:report:{SCHEMA_VERSION}",
        "title": "edscreen report",
        **_object("The screening of one or more vendor profiles.", _report()),
        "$defs": {
            "scorecard": _object("What was found of one product.", _scorecard(), optional=("list",)),
            "finding": _object("One rule's answer for one product.", _finding()),
            "evidence": {"description": "What an answer rests on.", "oneOf": _evidence()},
            "error": _object("Something that could not be read.", _error(), optional=_in_sheet()),
            "line": {
                "description": "One line of the format jsonl.",
                "anyOf": [
                    _object("What could not be read.", {"error": _ref("error")}),
                    _ref("scorecard"),
                ],
            },
        },
    }


def _object(meaning: str, properties: dict[str, JsonSchema], *, optional: Iterable[str] = ()) -> JsonSchema:
    return {
        "description": meaning,
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in set(optional)],
    }


def _ref(name: str) -> JsonSchema:
    return {"$ref": f"#/$defs/{name}"}


def _list(meaning: str, items: JsonSchema) -> JsonSchema:
    return {"description": meaning, "type": "array", "items": items}


def _text(meaning: str) -> JsonSchema:
    return {"description": meaning, "type": "string"}


def _text_or_null(meaning: str) -> JsonSchema:
    return {"description": meaning, "type": ["string", "null"]}


def _day(meaning: str) -> JsonSchema:
    return _text(meaning) | {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _digest(meaning: str) -> JsonSchema:
    return _text(meaning) | {"pattern": "^[0-9a-f]{64}$"}


def _number(meaning: str, *, least: int = 0) -> JsonSchema:
    return {"description": meaning, "type": "integer", "minimum": least}


def _one_of(meaning: str, choices: Iterable[str | int | None]) -> JsonSchema:
    return {"description": meaning, "enum": list(choices)}


def _or_null(schema: JsonSchema) -> JsonSchema:
    return {"anyOf": [schema, {"type": "null"}]}


def _report() -> dict[str, JsonSchema]:
    tool = {"name": {"const": "edscreen"}, "version": _text("edscreen's version.")}
    policy = {"path": _text("Its file, as named or found."), "sha256": _digest("SHA-256 of that file.")}
    book = {"name": _text("The rule book's name."), "version": _text_or_null("Its version.")}
    site = {
        "used": {"description": "Whether sites were visited.", "type": "boolean"},
        "proxy": _text_or_null("The proxy that was used."),
        "max_pages": _number("How many pages of a site were read at most."),
    }
    notice = {
        "kind": _text("What it is about, such as policy, unknown_selection or waiver_expired."),
        "message": _text("The notice in one sentence."),
    }
    return {
        "schema_version": _text("The version of this report's form.") | {"const": SCHEMA_VERSION},
        "tool": _object("What wrote the report.", tool),
        "as_of": _day("The day as of which dates were judged."),
        "policy": _or_null(_object("The district's policy in force; null where there was none.", policy)),
        "rule_books": _list("The rule books that were loaded.", _object("A rule book.", book)),
        "deselected": _list("The rules that did not run.", _text("A rule's id.")),
        "fail_on": _one_of("The severity from which on a flag gives exit code 1.", [*SEVERITIES, "never"]),
        "site": _or_null(_object("How vendors' sites were read; null where they were not.", site)),
        "scorecards": _list("One for each product, in the order of the input.", _ref("scorecard")),
        "errors": _list("What could not be read.", _ref("error")),
        "notices": _list("What the run as a whole has to say.", _object("A notice.", notice)),
        "exit_code": _one_of(
            "How the run ended: 0 nothing flagged, 1 flagged, 2 something could not be read, 3 a question "
            "without an answer, 4 could not finish, 130 interrupted.",
            [0, 1, 2, 3, 4, 130],
        ),
    }


def _scorecard() -> dict[str, JsonSchema]:
    by_outcome: JsonSchema = {
        "type": "object",
        "properties": {outcome: _number("How many findings.", least=1) for outcome in OUTCOMES},
        "additionalProperties": False,
    }
    counts: JsonSchema = {
        "description": "How many findings there are, by severity and outcome; what is zero is left out.",
        "type": "object",
        "properties": dict.fromkeys(SEVERITIES, by_outcome),
        "additionalProperties": False,
    }
    coverage = {
        "answered": _number("Questions answered by a pass or a flag."),
        "asked": _number("Questions that arise for this product: all findings but not_applicable."),
        "not_looked": _list("The rules that were not given what they need.", _text("A rule's id.")),
        "claimed_only": _number("Answers that rest on the vendor's word alone."),
        "waived": _number("Findings that a waiver or baseline covers."),
    }
    return {
        "profile": _text("The profile, as named on the command line; <stdin> for standard input."),
        "document": _number("Which document of that file, counted from 0."),
        "profile_sha256": _digest("SHA-256 of the file."),
        "vendor": _text("The vendor's name."),
        "product": _text("The product's name."),
        "product_version": _text_or_null("The version offered, where it is stated."),
        "verdict": _one_of("What the red-flag questions come to.", get_args(Verdict)),
        "counts": counts,
        "coverage": _object("How far the questions were answered, and on whose word.", coverage),
        "findings": _list("By severity, outcome and rule.", _ref("finding")),
        "list": {
            "description": "Of a row of a list: its number as row, and the list's own columns; of a run that "
            "fills from sites, what was filled in, what differs and what was not taken over.",
            "type": "object",
        },
    }


def _finding() -> dict[str, JsonSchema]:
    source = {"title": _text("What the source is."), "url": _text("Where it is.")}
    waiver = {
        "reason": _text("Why the district accepts the finding."),
        "by": _text("Who decided so."),
        "expires": _day("The last day on which the waiver holds."),
    }
    reply = {
        "on": _or_null(_day("The day of the reply.")),
        "by": _text_or_null("Who replied."),
        "text": _text_or_null("The reply."),
        "source": _text_or_null("Where it is kept."),
    }
    return {
        "rule": _text("The rule's id."),
        "title": _text("The rule's question."),
        "family": _text("The rule's family."),
        "severity": _one_of("How serious the finding is.", SEVERITIES),
        "outcome": _one_of("What was answered.", OUTCOMES),
        "basis": _one_of(
            "What a pass or a flag rests on: the vendor's word, a named source, or a source edscreen read "
            "itself; else null.",
            [*get_args(Basis), None],
        ),
        "message": _text("The answer in words."),
        "ask_vendor": _text_or_null("What to ask the vendor next."),
        "evidence": _list("What the answer rests on, the deciding piece first.", _ref("evidence")),
        "sources": _list("Where the rule's reasoning comes from.", _object("A source.", source)),
        "options": {"description": "The rule's options in force.", "type": "object"},
        "waiver": _or_null(_object("The waiver that covers the finding.", waiver)),
        "reply": _or_null(_object("The vendor's own words; they change no outcome.", reply)),
        "fingerprint": _digest("SHA-256 of vendor, product and rule: the same in every run."),
        "in_baseline": {"description": "Whether the baseline covers the finding.", "type": "boolean"},
    }


def _evidence() -> list[JsonSchema]:
    profile = {
        "kind": {"const": "profile"},
        "file": _text("The profile, as named on the command line."),
        "line": _number("Line, counted from 1.", least=1),
        "column": _number("Column in characters, counted from 1.", least=1),
        **_in_sheet(),
        "path": _text("The field's path, as dosage[0].minutes."),
        "value": {"description": "What was written there; null where nothing was."},
    }
    registry = {
        "kind": {"const": "registry"},
        "name": _text("The registry's name."),
        "url": _text("Address, or name of the file, of the entry."),
        "as_of": _text_or_null(
            "The day (2026-11-21) or month (2026-11) for which it holds, where it is known."
        ),
        "value": {"description": "What it says."},
    }
    site = {
        "kind": {"const": "site"},
        "url": _text("The page's address."),
        "fetched_at": _text_or_null("When it was read."),
        "sha256": _text_or_null("SHA-256 of what was read."),
        "quote": _text_or_null("The words seen.") | {"maxLength": 300},
    }
    pilot = {"kind": {"const": "pilot"}}
    return [
        _object("A place in the profile.", profile, optional=_in_sheet()),
        _object("An entry of a registry.", registry),
        _object("A web page.", site),
        _object("A pilot of a district's.", pilot),
    ]


def _in_sheet() -> dict[str, JsonSchema]:
    return {
        "sheet": _text("Of a workbook, the sheet; line and column are row and column there."),
        "cell": _text("Of a workbook, the cell, as D7."),
    }


def _error() -> dict[str, JsonSchema]:
    return {
        "kind": _text("invalid_profile, unreadable_profile, or the same of rule_book, policy or baseline."),
        "profile": _text("The file, as named on the command line."),
        "line": _number("Line, counted from 1.", least=1),
        "column": _number("Column in characters, counted from 1.", least=1),
        **_in_sheet(),
        "path": _text("The field's path; empty where it is about no single field."),
        "message": _text("What is wrong, and what to write instead."),
    }
