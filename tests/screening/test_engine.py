"""The engine gives exactly one finding a rule, whatever the rule does."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.profile.documents import Document, read_documents
from edscreen.rulekit import Answer, Section, flags, passes, rule
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Gathered, OpenedSource, Settings
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.profile.models import Profile, Purchase
    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding, Scorecard

    Read = Callable[[str], Document]

TODAY = date(2026, 11, 21)


def declared(judge: Callable[..., Answer], **changes: Any) -> Rule:
    given: dict[str, Any] = {
        "id": "sample",
        "title": "A sample question?",
        "family": "samples",
        "severity": "red",
        "ask_vendor": "What do you say?",
        "sources": (),
    }
    return rule(**{**given, **changes})(judge)


def screened(document: Document, *rules: Rule, **settings: Any) -> Scorecard:
    return Engine(rules, Settings(as_of=TODAY, **settings)).screen(document)


def found(document: Document, rule: Rule, **settings: Any) -> Finding:
    [finding] = screened(document, rule, **settings).findings
    return finding


def place_of(finding: Finding) -> FromProfile:
    [evidence] = finding.evidence
    assert isinstance(evidence, FromProfile)
    return evidence


def passing() -> Answer:
    return passes("It does.", ("product", "version"), basis="claimed")


def flagging() -> Answer:
    return flags("It does not.", ("dosage", 0, "minutes"))


def test_evidence_carries_its_place_and_what_was_written(document: Read) -> None:
    found_finding = found(document("product: {name: Lumen Reading, version: 4.10}"), declared(passing))

    evidence = place_of(found_finding)
    assert (evidence.line, evidence.column) == (3, 41)
    assert (evidence.path, evidence.value) == ("product.version", "4.10")


def test_evidence_that_is_missing_points_to_the_closest_thing(document: Read) -> None:
    evidence = place_of(found(document(""), declared(passing)))

    assert (evidence.line, evidence.path, evidence.value) == (3, "product.version", None)


def test_a_scorecard_knows_where_its_document_begins(tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    profile = "# a comment\nedscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
    file.write_text(f"{profile}---\n{profile}", encoding="utf-8")
    documents = [found for found in read_documents([str(file)]) if isinstance(found, Document)]

    assert [screened(each, declared(passing)).line for each in documents] == [2, 7]


def test_a_fingerprint_depends_on_vendor_product_and_rule_alone(document: Read) -> None:
    expected = hashlib.sha256(b'["Lumen Learning", "Lumen Reading"]sample').hexdigest()

    assert found(document(""), declared(passing)).fingerprint == expected
    assert found(document("dosage: []"), declared(flagging)).fingerprint == expected


def test_a_rule_that_crashes_is_reported_and_the_rest_runs(document: Read) -> None:
    def crashing() -> Answer:
        raise RuntimeError("boom")

    crashed = []
    engine = Engine(
        [declared(crashing, id="crashes"), declared(passing, id="works")],
        Settings(as_of=TODAY),
        on_crash=lambda rule, error: crashed.append((rule.id, str(error))),
    )
    findings = engine.screen(document("")).findings

    assert [(finding.rule, finding.outcome) for finding in findings] == [
        ("crashes", "error"),
        ("works", "pass"),
    ]
    assert "RuntimeError" in findings[0].message
    assert crashed == [("crashes", "boom")]


@pytest.mark.parametrize(
    "given",
    [
        None,
        Answer("flagged", "It does.", "claimed"),  # type: ignore[arg-type]
        Answer("flag", "It does.", "sworn"),  # type: ignore[arg-type]
        Answer("flag", "It does."),
        Answer("undisclosed", "It does.", "claimed"),
        Answer("flag", " ", "claimed"),
        Answer("flag", None, "claimed"),  # type: ignore[arg-type]
        Answer("flag", "\ud800", "claimed"),
        Answer("flag", "It does.", "claimed", ("dosage",)),  # type: ignore[arg-type]
        Answer("flag", "It does.", "claimed", (["dosage", 0],)),  # type: ignore[arg-type]
    ],
    ids=repr,
)
def test_a_rule_that_gives_no_proper_answer_has_failed(document: Read, given: Answer) -> None:
    assert found(document(""), declared(lambda: given)).outcome == "error"


@pytest.mark.parametrize(
    "leaving", [SystemExit(0), GeneratorExit(), MemoryError(), RecursionError()], ids=repr
)
def test_a_rule_that_leaves_the_run_has_failed_and_the_rest_runs(
    document: Read, leaving: BaseException
) -> None:
    def judge() -> Answer:
        raise leaving

    findings = screened(document(""), declared(judge, id="leaves"), declared(passing, id="works")).findings

    assert [finding.outcome for finding in findings] == ["error", "pass"]
    assert findings[0].ask_vendor is None


def test_an_interrupt_is_no_failure_of_a_rule(document: Read) -> None:
    def judge() -> Answer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screened(document(""), declared(judge))


def test_a_softer_flag_is_one_step_milder_and_its_question_as_serious_as_before(document: Read) -> None:
    softened = declared(lambda: flags("Only just.", softer=True))
    scorecard = screened(document(""), softened)

    [finding] = scorecard.findings
    assert (finding.severity, finding.question) == ("caution", "red")
    assert scorecard.verdict == "clear"
    assert declared(passing, severity="note").severity == "note"


def test_only_what_is_not_answered_well_is_asked(document: Read) -> None:
    assert found(document(""), declared(passing)).ask_vendor is None
    assert found(document(""), declared(flagging)).ask_vendor == "What do you say?"


def test_findings_stand_by_severity_outcome_and_rule(document: Read) -> None:
    rules = [
        declared(passing, id="b-passes"),
        declared(passing, id="a-passes"),
        declared(flagging, id="z-flags"),
        declared(flagging, id="a-caution", severity="caution"),
    ]

    order = [finding.rule for finding in screened(document(""), *rules).findings]

    assert order == ["z-flags", "a-passes", "b-passes", "a-caution"]


SECTION = Section("dosage", "how much a student is to use it")


def test_a_section_left_out_is_not_answered_and_the_rule_is_not_called(document: Read) -> None:
    finding = found(document("prepared: {role: district}"), declared(flagging, section=SECTION))

    assert finding.outcome == "undisclosed"
    assert "'dosage' is left out" in finding.message


@pytest.mark.parametrize(
    "blank", ["dosage:", "dosage: [{minutes: , per: }]", "dosage:\n  - minutes:\n    per:\n"]
)
def test_a_section_left_blank_counts_as_left_out(document: Read, blank: str) -> None:
    assert found(document(blank), declared(flagging, section=SECTION)).outcome == "undisclosed"


@pytest.mark.parametrize("outcome", ["flag", "undisclosed", "not_applicable"])
def test_a_section_given_empty_is_the_answer_none(document: Read, outcome: str) -> None:
    finding = found(document("dosage: []"), declared(passing, section=SECTION, empty=outcome))

    assert finding.outcome == outcome


def test_a_field_elsewhere_stands_in_for_a_section_left_out_not_for_an_empty_one(document: Read) -> None:
    section = Section("dosage", "how much", stands_in="outcomes.dosage_minutes_per_week")
    elsewhere = "outcomes: [{measure: MAP, dosage_minutes_per_week: 30}]"

    assert found(document(elsewhere), declared(passing, section=section)).outcome == "pass"
    assert found(document(elsewhere + "\ndosage: []"), declared(passing, section=section)).outcome == "flag"


def test_another_section_that_answers_the_same_question_is_enough(document: Read) -> None:
    section = Section("studies", "what studies show", also_in=("reviews",))
    reviewed = "studies: []\nreviews: [{rating: strong}]"

    assert found(document(reviewed), declared(passing, section=section)).outcome == "pass"
    assert found(document("studies: []"), declared(passing, section=section)).outcome == "flag"


ASKED = "asked: {on: 2026-10-03, reply_by: 2026-11-20}"


@pytest.mark.parametrize(
    ("role", "reply_by", "outcome"),
    [
        ("district", "2026-11-20", "flag"),
        ("agency", "2026-11-20", "flag"),
        ("district", "2026-11-21", "undisclosed"),
        ("vendor", "2026-11-20", "undisclosed"),
    ],
)
def test_silence_flags_from_the_day_after_the_last_day_for_an_answer(
    document: Read, role: str, reply_by: str, outcome: str
) -> None:
    asked = ASKED.replace("2026-11-20", reply_by) + f"\nprepared: {{role: {role}}}"

    assert found(document(asked), declared(passing, section=SECTION, silence_flags=True)).outcome == outcome


def test_silence_in_words(document: Read) -> None:
    asked = document(ASKED + "\nprepared: {role: district}")
    finding = found(asked, declared(passing, section=SECTION, silence_flags=True))

    assert "asked on 3 October 2026, no answer by 20 November 2026" in finding.message
    assert finding.basis == "documented"


def test_silence_of_a_rule_that_does_not_declare_it_stays_a_question(document: Read) -> None:
    asked = document(ASKED + "\nprepared: {role: district}")

    assert found(asked, declared(passing, section=SECTION)).outcome == "undisclosed"


@pytest.mark.parametrize("declaration", ["category: platform", "category: assessment", "students_use: no"])
def test_the_districts_word_sets_a_question_aside(document: Read, declaration: str) -> None:
    product = f"product: {{name: Lumen Reading, {declaration}}}"

    finding = found(document(product + "\nprepared: {role: district}"), declared(flagging))

    assert finding.outcome == "not_applicable"
    assert finding.ask_vendor is None
    assert "The district declares" in finding.message


@pytest.mark.parametrize(
    ("prepared", "words"),
    [("prepared: {role: vendor}", "was prepared by the vendor"), ("", "does not say who prepared it")],
)
def test_the_vendors_word_sets_nothing_aside_and_the_message_says_so(
    document: Read, prepared: str, words: str
) -> None:
    product = "product: {name: Lumen Reading, category: platform}\n"

    finding = found(document(product + prepared), declared(flagging))

    assert finding.outcome == "flag"
    assert words in finding.message
    assert "'product.category'" in finding.message


def test_who_prepared_a_profile_can_be_overruled(document: Read) -> None:
    product = document("product: {name: Lumen Reading, category: platform}\nprepared: {role: vendor}")

    assert found(product, declared(flagging), prepared_by="district").outcome == "not_applicable"
    assert found(product, declared(flagging), prepared_by="vendor").outcome == "flag"


def test_a_rule_is_given_the_purchase_only_as_the_districts_word(document: Read) -> None:
    def judge(profile: Profile, purchase: Purchase | None) -> Answer:
        assert profile.purchase
        return passes(f"Bought: {purchase and purchase.students}.", basis="claimed")

    bought = "purchase: {students: 1240}\n"

    assert "1240" in found(document(bought + "prepared: {role: district}"), declared(judge)).message
    ignored = found(document(bought + "prepared: {role: vendor}"), declared(judge)).message
    assert "None" in ignored
    assert "'purchase' is shown as the vendor's and decided nothing" in ignored


def test_a_reply_is_printed_beside_its_finding_and_changes_nothing(document: Read) -> None:
    reply = "replies: [{rule: sample, on: 2026-10-20, by: Lumen, text: We disagree., source: letter}]"

    finding = found(document(reply), declared(flagging))

    assert finding.outcome == "flag"
    assert finding.reply is not None
    assert (finding.reply.text, finding.reply.by) == ("We disagree.", "Lumen")


NAMED = OpenedSource("https://state.example/", names_product=True)
NOT_NAMED = OpenedSource("https://state.example/", names_product=False)
NOT_READ = OpenedSource("https://state.example/", problem="the site did not answer")


@pytest.mark.parametrize(
    ("basis", "opened", "outcome", "says"),
    [
        ("documented", None, "skipped", "run again with --site"),
        ("documented", {}, "skipped", "run again with --site"),
        ("documented", {"approvals[0]": NAMED}, "skipped", "run again with --site"),
        ("documented", {"approvals[1]": NOT_READ}, "unavailable", "could not be opened"),
        ("documented", {"approvals[1]": NOT_NAMED}, "unavailable", "name was not found on that page"),
        ("claimed", None, "pass", "It does."),
        ("verified", {"approvals[1]": NAMED}, "pass", "It does."),
    ],
)
def test_a_pass_that_must_be_verified_counts_only_where_its_source_was_read(
    document: Read, basis: str, opened: dict[str, OpenedSource] | None, outcome: str, says: str
) -> None:
    def judge() -> Answer:
        return passes("It does.", ("approvals", 1, "url"), basis=basis)  # type: ignore[arg-type]

    settings = Settings(as_of=TODAY, require_verified=frozenset({"sample"}))
    [finding] = Engine([declared(judge)], settings).screen(document(""), Gathered(opened=opened)).findings

    assert finding.outcome == outcome
    assert says in finding.message


def test_only_passes_of_the_rules_named_must_be_verified(document: Read) -> None:
    settings = {"require_verified": frozenset({"sample"})}

    assert found(document(""), declared(flagging), **settings).outcome == "flag"
    assert found(document(""), declared(passing, id="another"), **settings).outcome == "pass"
