"""What every page tells of the run: its day, its district, the questions asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.words import in_words
from edscreen.screening.answers import SEVERITIES
from edscreen.screening.rule import Source

if TYPE_CHECKING:
    import sqlite3

    from edscreen.screening.answers import Severity

_LIMIT_OF, _LIMIT = "dosage", "flag_at"


class Question(NamedTuple):
    """One question that was asked of every product.

    Attributes:
        rule: its rule's id.
        title: the question.
        family: the rule's family.
        severity: how serious the rule is.
        options: the rule's options in force.
        sources: where the reasoning comes from.
    """

    rule: str
    title: str
    family: str
    severity: Severity
    options: dict[str, object]
    sources: tuple[Source, ...]

    @property
    def short(self) -> str:
        """The question in two or three words."""
        return self.rule.replace("-", " ")


@dataclass(frozen=True, slots=True)
class About:
    """A run, as its tables tell it.

    Attributes:
        version: edscreen's version.
        day: the day as of which dates were judged, in words.
        products: the list, as it was named.
        district: the district that screens; empty where no policy describes it.
        contact: where the district can be reached; empty where its policy does not say so.
        policy: the policy and what it takes away, as one sentence; empty where there is none.
        deselected: ids of the rules that did not run.
        notices: what the run as a whole has to say.
        questions: the questions asked, the most serious first.
        no_column: ids of the rules for whose questions the list has no column that is understood.
        not_read: columns that are not understood and sound as if they were about these questions; None where
            each column is understood.
        item: what one entry of the list is: a row, or a file of a folder.
    """

    version: str
    day: str
    products: str
    district: str
    contact: str
    policy: str
    deselected: tuple[str, ...]
    notices: tuple[str, ...]
    questions: tuple[Question, ...]
    no_column: frozenset[str]
    not_read: tuple[str, ...] | None
    item: str

    @property
    def minutes_limit(self) -> Limit | None:
        """The minutes a week that this run flags; None where no question sets such a number."""
        for question in self.questions:
            limit = question.options.get(_LIMIT)
            if question.family == _LIMIT_OF and isinstance(limit, int | float):
                return Limit(float(limit), bool(question.options.get("limits")))
        return None


class Limit(NamedTuple):
    """The minutes a week from which on this run flags a product.

    Attributes:
        minutes: the number.
        differs: whether other numbers are set for some students.
    """

    minutes: float
    differs: bool


def questions_of(tables: sqlite3.Connection) -> list[Question]:
    """Read the questions that were asked, by rule."""
    return [
        Question(
            rule,
            title,
            family,
            severity,
            json.loads(options),
            tuple([Source(each["title"], each["url"]) for each in json.loads(sources)]),
        )
        for rule, title, family, severity, options, sources in tables.execute(
            "SELECT rule, title, family, severity, options, sources FROM rules ORDER BY rule"
        )
    ]


def read_about(tables: sqlite3.Connection) -> About:
    """Read what the tables tell of the run."""
    run: dict[str, str] = dict(tables.execute("SELECT name, value FROM run"))
    questions = sorted(questions_of(tables), key=lambda each: SEVERITIES.index(each.severity))
    return About(
        version=run.get("edscreen", ""),
        day=in_words(date.fromisoformat(run["as_of"])),
        products=run.get("list", ""),
        district=run.get("district", ""),
        contact=run.get("contact", ""),
        policy=run.get("policy_in_words", ""),
        deselected=tuple(json.loads(run.get("deselected", "[]"))),
        notices=tuple(json.loads(run.get("notices", "[]"))),
        questions=tuple(questions),
        no_column=frozenset(json.loads(run.get("no_column", "[]"))),
        not_read=None if (not_read := json.loads(run.get("not_read", "null"))) is None else tuple(not_read),
        item="file" if run.get("mapping") == "files" else "row",
    )
