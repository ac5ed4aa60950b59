"""Made-up scorecards, and what people read of them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.profile.models import Prepared, Price
from edscreen.report.as_text import TextWriter
from edscreen.report.run import Beginning, Ending, Notice, Problem, Writer
from edscreen.report.terminal import Terminal
from edscreen.screening.answers import FromRegistry, FromSite
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.rule import Source
from edscreen.screening.rulebook import RuleBook
from edscreen.screening.scorecard import Finding, FromProfile, Reply, Scorecard, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FILE = "vendors/lumen.yaml"
GOLDEN = Path(__file__).parent / "golden"
BEGINNING = Beginning("1.2.3", date(2026, 11, 21), "red", (RuleBook("edscreen_rules", "1.2.3", ()),), ())
DONE = Ending((), ExitCode(0, ""))
POLICY_USED = Ending(
    (
        Notice("expired_waiver", "the waiver of screen-time for Lumen Reading expired on 30 June 2026"),
        Notice("unused_waiver", "the waiver of sea-approval for Old Product was not used"),
    ),
    ExitCode(1, ""),
    "policy district/edscreen.yaml (found): 2 rules off, 3 waivers used, fail-on never",
)
ARTICLE = Source("The founding article", "https://www.news.example/2026/06/30/outcomes-based-partnerships")


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    """Make a finding; what is not named is of no matter."""

    def make(outcome: str, rule: str = "screen-time", **given: Any) -> Finding:
        severity = given.pop("severity", "red")
        usual: dict[str, Any] = {
            "rule": rule,
            "title": f"The question of {rule}",
            "family": "dosage",
            "severity": severity,
            "question": severity,
            "outcome": outcome,
            "basis": "claimed" if outcome in {"flag", "pass"} else None,
            "message": f"What {rule} has to say.",
            "ask_vendor": None,
            "evidence": (),
            "sources": (ARTICLE,),
            "options": {},
            "reply": None,
            "fingerprint": "0" * 64,
        }
        return Finding(**{**usual, **given})

    return make


@pytest.fixture(scope="session")
def make_scorecard() -> Callable[..., Scorecard]:
    """Make a scorecard of the findings given, in the order in which reports list them."""

    def make(*findings: Finding, **given: Any) -> Scorecard:
        usual: dict[str, Any] = {
            "profile": FILE,
            "document": 0,
            "profile_sha256": "0" * 64,
            "vendor": "Lumen Learning",
            "product": "Lumen Reading",
            "product_version": "4.10",
        }
        ordered = tuple(sorted(findings, key=lambda finding: finding.order))
        return Scorecard(**{**usual, **given}, findings=ordered)

    return make


@pytest.fixture(scope="session")
def every_outcome(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> Scorecard:
    """A scorecard with every outcome, severity, basis and kind of evidence."""
    minutes = FromProfile(FILE, 12, 14, "dosage[0].minutes", 60)
    address = (
        "https://schools.agency.example/curriculum/early-literacy/software/approved/2021/the-list-of-software"
    )
    reply = Reply(
        "Kindergarten needs 30 minutes; the 60 minutes are for grade 3.",
        date(2026, 10, 20),
        "R. Example, account manager",
        "https://www.lumen.example/answers/rfp-26-014/second-round/screen-time-by-grade-and-subject.pdf",
    )
    return make_scorecard(
        make_finding(
            "flag",
            message="Students in grades K to 3 are asked for 60 minutes at a screen a week; the limit is 45.",
            ask_vendor="What is the lowest weekly use at which your results were seen?",
            evidence=(minutes, FromProfile(FILE, 13, 10, "dosage[0].per", "week")),
            reply=reply,
        ),
        make_finding(
            "flag",
            "sea-approval",
            severity="caution",
            question="red",
            basis="documented",
            evidence=(
                FromProfile(FILE, 80, 7, "approvals[0].url", address),
                FromRegistry("State education agencies", address, "2026-11-01", "the agency's own host"),
            ),
        ),
        make_finding("flag", "version-stated", severity="note"),
        make_finding("flag", "price-stated", severity="caution"),
        make_finding(
            "undisclosed",
            "outcomes-and-dosage",
            ask_vendor="Which outcome, by how much, in which unit and by when?",
            evidence=(FromProfile(FILE, 1, 1, "outcomes", None),),
            reply=Reply(None, None, None, None),
        ),
        make_finding("unavailable", "home-page"),
        make_finding("skipped", "peers", severity="caution"),
        make_finding("error", "broken", severity="note"),
        make_finding(
            "pass",
            "independent-research",
            basis="verified",
            evidence=(
                FromSite("https://www.lumen.example/", "2026-11-21T09:30:00Z", "0" * 64, "A finished study"),
                FromProfile(FILE, 33, 5, "studies[0].evaluator", {"name": "Brook Center", "tie": "none"}),
            ),
        ),
        make_finding("pass", "training", severity="caution"),
        make_finding("not_applicable", "sea-efficacy", severity="caution", message="No approval counts."),
        make_finding("not_applicable", "tutors", severity="note", message="No approval counts."),
        prepared=Prepared.model_validate({"by": "purchasing office", "role": "district", "on": "2026-11-02"}),
        role="district",
        price=Price.model_validate({"per_student_usd": 12.5, "per": "year", "quoted_on": "2026-10-20"}),
    )


@pytest.fixture(scope="session")
def report(report_as: Callable[..., str]) -> Callable[..., str]:
    """The whole report of some scorecards, as it leaves the writer."""

    def write(
        scorecards: Iterable[Scorecard],
        terminal: Terminal | None = None,
        problems: Iterable[Problem] = (),
        ending: Ending = DONE,
        **beginning: Any,
    ) -> str:
        return report_as(
            partial(TextWriter, terminal=terminal or Terminal()), scorecards, problems, ending, **beginning
        )

    return write


@pytest.fixture(scope="session")
def covered(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> tuple[Scorecard, ...]:
    """Scorecards whose flags and questions are waived, or known from a baseline."""
    pilot = Waiver("board-approved pilot in two schools", "superintendent's office", date(2027, 6, 30))
    place = FromProfile(FILE, 80, 7, "approvals", [])
    return (
        make_scorecard(
            make_finding("flag", "sea-approval", basis="documented", waiver=pilot, evidence=(place,)),
            make_finding("pass", "independent-research"),
            make_finding("pass", "screen-time"),
            make_finding("flag", "price-stated", severity="caution", in_baseline=True),
        ),
        make_scorecard(
            make_finding("flag", "screen-time"),
            make_finding("undisclosed", "sea-approval", waiver=pilot, in_baseline=True),
            make_finding("flag", "independent-research", in_baseline=True),
            product="Lumen Math",
            profile="vendors/lumen-math.yaml",
        ),
        make_scorecard(make_finding("flag", waiver=pilot), product="Slate"),
    )


@pytest.fixture(scope="session")
def make_wordy(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> Callable[[str], Scorecard]:
    """Make a scorecard of one text everywhere, with more of everything than a page holds."""

    def make(long: str) -> Scorecard:
        findings = [
            make_finding(
                "flag" if number % 2 else "undisclosed",
                f"{family}-{number}",
                family=family,
                title=long,
                message=long,
                ask_vendor=long,
                evidence=(FromProfile(long, 1, 1, "dosage", None),),
                reply=Reply(long, date(2026, 1, 2), long[:100], long),
                waiver=Waiver(long, long, date(2027, 6, 30)) if number % 3 == 0 else None,
            )
            for family in ("evidence", "dosage", "approvals", "outcomes", "other")
            for number in range(6)
        ]
        return make_scorecard(*findings, product=long, vendor=long, profile=long)

    return make


@pytest.fixture(scope="session")
def wordy(make_wordy: Callable[[str], Scorecard]) -> Scorecard:
    """More of everything than a page holds, in usual words."""
    return make_wordy("Words and words and words and so on, " * 60)


@pytest.fixture(scope="session")
def make_hostile(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> Callable[[str], Scorecard]:
    """Make a scorecard in which a text stands wherever text of others can stand."""

    def finding(outcome: str, rule: str, text: str) -> Finding:
        return make_finding(
            outcome,
            rule,
            title=text,
            message=text,
            ask_vendor=text,
            evidence=(
                FromProfile(text, 1, 1, text, text),
                FromProfile("a.yaml", 2, 1, f"records[0].{text}", {text: [text]}),
                FromSite(f"https://www.evil.example/{text}", "2026-11-21T09:30:00Z", "0" * 64, text),
                FromSite(text, None, None, None),
                FromRegistry(text, text, "2026-11-21", text),
            ),
            reply=Reply(text, date(2026, 1, 2), text, text),
        )

    def make(text: str) -> Scorecard:
        findings = [finding(outcome, outcome, text) for outcome in ("flag", "undisclosed", "pass", "error")]
        waived = finding("flag", "waived", text)._replace(waiver=Waiver(text, text, date(2027, 6, 30)))
        names = {"vendor": text, "product": text, "product_version": text, "profile": text}
        return make_scorecard(*findings, waived, **names)

    return make


@pytest.fixture(scope="session")
def hostile_texts(root: Path) -> list[str]:
    """The Big List of Naughty Strings and the payloads for spreadsheets, all of them; none is empty."""
    listed: list[str] = json.loads((root / "tests/data/blns.json").read_text(encoding="utf-8"))
    payloads = (root / "tests/data/csv_formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    return [text for text in [*listed, *payloads] if text.strip()]


@pytest.fixture(scope="session")
def policy_used() -> Ending:
    """How a run ends in which a policy was in force."""
    return POLICY_USED


@pytest.fixture(scope="session")
def report_as() -> Callable[..., str]:
    """The whole report of some scorecards in a format, as it leaves the writer."""

    def write(
        make_writer: Callable[[Callable[[str], None]], Writer],
        scorecards: Iterable[Scorecard],
        problems: Iterable[Problem] = (),
        ending: Ending = DONE,
        **beginning: Any,
    ) -> str:
        pieces: list[str] = []
        writer = make_writer(pieces.append)
        writer.begin(replace(BEGINNING, **beginning))
        for problem in problems:
            writer.problem(problem)
        for scorecard in scorecards:
            writer.scorecard(scorecard)
        writer.end(ending)
        return "".join(pieces)

    return write


@pytest.fixture
def same_as_golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; EDSCREEN_RENEW_GOLDEN=1 writes the file anew."""

    def compare(text: str, name: str) -> None:
        file = GOLDEN / name
        if os.environ.get("EDSCREEN_RENEW_GOLDEN"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return compare
