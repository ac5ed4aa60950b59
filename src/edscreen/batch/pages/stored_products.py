"""Scorecards as they stand in the tables of a run, made into what reports are written from."""

from __future__ import annotations

import json
import zlib
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.report.list_columns import in_words
from edscreen.screening.answers import FromRegistry, FromSite
from edscreen.screening.scorecard import Finding, FromProfile, Reply, Scorecard, Waiver

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from edscreen.batch.pages.about import Question

_COLUMNS = (
    "item, document, line, website, category, grades, subjects, states, minutes_low, minutes_high, effect,"
    " effect_paid, effect_analysis, prepared_by, list, report"
)


class StoredProduct(NamedTuple):
    """One product of a run.

    Attributes:
        item: the row of the list, or the file's place in its folder.
        document: which document of its file.
        website: the vendor's site; None where none is stated.
        category: the product's category; None where none is stated.
        grades: its grades.
        subjects: its subjects.
        states: the states that its approvals name.
        minutes: a student's fewest and most minutes a week; see the table.
        effect: the best independent effect; None where there is none.
        effect_paid: whether the vendor paid for it.
        effect_analysis: whose results it counts.
        listed: the row's number and the list's own columns, behind them in words what the vendor's site
            states, where the run asked for that; empty where it comes from no list.
        scorecard: what was found.
    """

    item: int
    document: int
    website: str | None
    category: str | None
    grades: list[str]
    subjects: list[str]
    states: list[str]
    minutes: tuple[float | None, float | None]
    effect: float | None
    effect_paid: bool
    effect_analysis: str | None
    listed: dict[str, Any]
    scorecard: Scorecard

    @property
    def anchor(self) -> str:
        """Its place on its vendor's page."""
        return anchor(self.item, self.document)


def anchor(item: int, document: int) -> str:
    """The place of a product on its vendor's page."""
    return f"r{item}d{document}" if document else f"r{item}"


def stored_product(
    tables: sqlite3.Connection, number: int, questions: Mapping[str, Question]
) -> StoredProduct:
    """Read one product.

    Args:
        tables: the run's tables.
        number: its row in `scorecards`.
        questions: the questions asked, by rule.
    """
    [row] = tables.execute(f"SELECT {_COLUMNS} FROM scorecards WHERE scorecard = ?", [number])  # noqa: S608
    item, document, line, website, category, grades, subjects, states, low, high, effect, *rest = row
    is_paid, analysis, role, listed, report = rest
    data = json.loads(zlib.decompress(report))
    own: dict[str, Any] = json.loads(listed) if listed else {}
    return StoredProduct(
        item,
        document,
        website,
        category,
        json.loads(grades),
        json.loads(subjects),
        json.loads(states),
        (low, high),
        effect,
        bool(is_paid),
        analysis,
        in_words(own),
        Scorecard(
            profile=data["profile"],
            document=document,
            profile_sha256=data["profile_sha256"],
            vendor=data["vendor"],
            product=data["product"],
            product_version=data["product_version"],
            findings=tuple([_finding(each, questions) for each in data["findings"]]),
            role=role,
            line=line,
            listed=own or None,
        ),
    )


def _finding(data: dict[str, Any], questions: Mapping[str, Question]) -> Finding:
    question = questions[data["rule"]]
    waiver, reply = data["waiver"], data["reply"]
    return Finding(
        rule=data["rule"],
        title=data["title"],
        family=data["family"],
        severity=data["severity"],
        question=question.severity,
        outcome=data["outcome"],
        basis=data["basis"],
        message=data["message"],
        ask_vendor=data["ask_vendor"],
        evidence=tuple([_evidence(each) for each in data["evidence"]]),
        sources=question.sources,
        options=data["options"],
        reply=reply and Reply(reply["text"], _day(reply["on"]), reply["by"], reply["source"]),
        fingerprint=data["fingerprint"],
        waiver=waiver and Waiver(waiver["reason"], waiver["by"], date.fromisoformat(waiver["expires"])),
        in_baseline=data["in_baseline"],
    )


def _evidence(data: dict[str, Any]) -> FromProfile | FromRegistry | FromSite:
    match data["kind"]:
        case "profile":
            place = data["file"], data["line"], data["column"], data["path"], data["value"]
            return FromProfile(*place, data.get("sheet", ""))
        case "registry":
            return FromRegistry(data["name"], data["url"], data["as_of"], data["value"])
    return FromSite(data["url"], data["fetched_at"], data["sha256"], data["quote"])


@lru_cache(maxsize=1_024)
def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
