"""An interview asks what is missing, judges each answer at once, and keeps it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from edscreen.interview.asking import Interview
from edscreen.interview.begun import Begun
from edscreen.interview.forms import POLICY_FORM, PROFILE_FORM
from edscreen.profile.documents import Document, read_documents
from edscreen.profile.schema import profile_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.interview.asking import Put

HEAD = ("office", "district", "", "Brightfern", "", "Numbers", *[""] * 9)
"""Answers to what comes before the dosage."""


def profile(text: str) -> Any:
    """What check reads from a text."""
    (document,) = read_documents(["-"], stdin=io.BytesIO(text.encode()))
    assert isinstance(document, Document), document
    return document.profile


def test_it_asks_every_essential_field_and_in_the_order_of_a_proposal(talk: Callable[..., Any]) -> None:
    needed = {"name": "x", "title": "A trial", "state": "UT", "measure": "MAP", "growth": "4"}

    def answer(put: Put) -> str:  # what has to be answered, and yes to every list
        asked = put.question
        if asked.required or asked.step.path[-1] == "growth":
            return needed[str(asked.step.path[-1])]
        return "yes" if asked.step.kind == "any" else ""

    talked = talk(answer=answer)
    assert talked.said == []
    sections = list(dict.fromkeys(field.split(".")[0].rstrip("?+") for field in talked.asked))
    assert sections == [
        *("prepared", "vendor", "product", "purchase", "dosage", "studies", "approvals", "outcomes"),
        *("training", "support", "price", "home_page", "asked"),
    ]
    assert len(talked.asked) <= 60, "half an hour"
    asked = {field.rstrip("?+").replace(".0", "").replace(".1", "") for field in talked.asked}
    assert set(_essential(profile_schema())) - asked == {
        "edscreen",
        # These depend on an answer that was not given here.
        *("dosage.per", "dosage.scope", "dosage.minutes_per_lesson"),
    }


def _essential(schema: dict[str, Any]) -> list[str]:
    """The way to every essential field that is no group, from the JSON Schema."""
    found: list[str] = []
    waiting: list[tuple[str, dict[str, Any]]] = [("", schema)]
    while waiting:
        path, group = waiting.pop()
        for key, field in group["properties"].items():
            either = field.get("anyOf", [field])
            entries = [option.get("items", option) for option in either]
            options = [inner for entry in entries for inner in entry.get("anyOf", [entry])]
            models = [
                schema["$defs"][option["$ref"].removeprefix("#/$defs/")]
                for option in options
                if "$ref" in option
            ]
            groups = [model for model in models if "properties" in model and "min" not in model["properties"]]
            waiting += [(f"{path}{key}.", model) for model in groups]
            if field["x-level"] == "essential" and not groups:
                found.append(f"{path}{key}")
    return found


def test_the_first_screening_of_the_docs_is_asked_as_they_say(root: Path) -> None:
    page = (root / "docs/index.md").read_text(encoding="utf-8")
    table = page.partition("| Where you are asked | Type |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    waiting = {asked: typed.strip("`") for asked, typed in rows}
    interview = Interview(PROFILE_FORM, Begun({}, {}, {}), lambda _: None)
    said: list[str] = []

    def put(asked: Put) -> str:
        said.append(asked.said)
        return waiting.pop(asked.question.text, "")

    interview.run(put)
    assert waiting == {}
    assert not any(said)
    read = profile(interview.text())
    assert read.dosage[0].weeks.low == 26
    assert read.outcomes[0].unit == "percentile points"


def test_every_answer_is_kept_at_once(talk: Callable[..., Any]) -> None:
    talked = talk("office", "district", "", "Brightfern")
    assert len(talked.kept) == 3
    assert "  name: Brightfern\n" in talked.kept[-1]
    assert talked.kept[-1] == talked.interview.text()


def test_what_it_writes_is_a_valid_commented_profile(talk: Callable[..., Any]) -> None:
    talked = talk(
        *("office", "2", "", 'Bright: fern # "Learning"', "https://www.brightfern.example/", "[Numbers]"),
        *("maths, 1", "3, 4, 5", "supplemental", "y", "", "", "", "", ""),
        *("yes", "3-5", "30-40", "week", "total", "26", ""),
        *("yes", "A trial", "", "1", "Stonebrook", "none", "government", "yes", "math", "0.12", "", ""),
        *("none", "yes", "MAP", "4.0", "percentile points", "26", "35", ""),
    )
    assert talked.said == []
    read = profile(talked.interview.text())
    assert read.vendor.name == 'Bright: fern # "Learning"'
    assert read.product.name == "[Numbers]"
    assert read.product.subjects == ("math", "reading")
    assert read.product.grades == ("3", "4", "5")
    assert read.product.students_use is True
    assert read.prepared.role == "district"
    assert str(read.dosage[0].minutes) == "30 to 40"
    assert read.studies[0].evaluator.tie == "none"
    assert read.studies[0].findings[0].effect_size == 0.12
    assert read.approvals == []
    assert read.outcomes[0].unit == "percentile points"
    lines = talked.interview.text().splitlines()
    assert lines[lines.index("  role: district") - 1].startswith("  # ")
    missing = [question.step.path for question in talked.interview.missing() if question.entry]
    assert missing == [("studies", 0, "url")]


def test_what_a_unit_needs_is_asked_though_it_takes_looking_up(talk: Callable[..., Any]) -> None:
    assert "dosage.0.sessions_per_week" in talk(*HEAD, "yes", "", "30", "session", "", "").asked
    assert "dosage.0.days_per_week" in talk(*HEAD, "yes", "", "30", "day", "", "").asked
    weekly = talk(*HEAD, "yes", "", "30", "week", "", "", "").asked
    assert not {"dosage.0.days_per_week", "dosage.0.sessions_per_week"} & set(weekly)


def test_skipping_and_not_knowing_leave_out_and_only_the_latter_is_told(talk: Callable[..., Any]) -> None:
    talked = talk("", "?", "", "Brightfern", "", "Numbers", stops=False)
    missing = talked.interview.missing()
    assert {("prepared", "by"), ("prepared", "role"), ("studies",)} <= {each.step.path for each in missing}
    assert [step.path for step in talked.interview.unknown] == [("prepared", "role")]
    assert profile(talked.interview.text()).prepared is None


def test_back_shows_the_answer_which_enter_keeps(talk: Callable[..., Any]) -> None:
    talked = talk("office", "district", "back", "", "proposal")
    assert talked.asked[:5] == [
        *("prepared.by", "prepared.role", "prepared.from", "prepared.role", "prepared.from"),
    ]
    assert talked.puts[3].present == "district"
    assert talked.interview.data["prepared"] == {"by": "office", "role": "district", "from": "proposal"}
    changed = talk("office", "district", "<", "vendor", "<", "<", "library")
    assert changed.interview.data["prepared"] == {"by": "library", "role": "vendor"}


def test_back_undoes_an_entry_just_begun_and_never_one_with_answers(talk: Callable[..., Any]) -> None:
    undone = talk(*HEAD, "yes", "<", "none")
    assert undone.interview.data["dosage"] == []
    kept = talk(*HEAD, "yes", "K-3", "", "", "", "yes", "<")
    assert kept.asked[-1] == "dosage.1+"
    assert kept.interview.data["dosage"] == [{"grades": "K-3"}]
    assert talk(*HEAD, "yes", "K-3", "<", "<").asked[-1] == "purchase.need"


def test_an_entry_begun_by_mistake_is_left_out_again(talk: Callable[..., Any]) -> None:
    talked = talk(*HEAD, "", "yes", "A trial", *[""] * 6, "yes", "")
    assert talked.interview.data["studies"] == [{"title": "A trial"}]
    assert talked.asked[-1] == "approvals?"
    nothing = talk(*HEAD, "", "yes", "", "none")
    assert nothing.interview.data.get("studies") is None
    assert nothing.interview.data["approvals"] == []


def test_a_list_takes_several_entries(talk: Callable[..., Any]) -> None:
    approvals = [part for state in ("UT", "TX") for part in (state, "1, 3", "approved", "", "", "", "yes")]
    talked = talk(*HEAD, "", "none", "yes", *approvals[:-1], "no")
    read = profile(talked.interview.text())
    assert [approval.state for approval in read.approvals] == ["UT", "TX"]
    assert read.approvals[1].judged == ["alignment", "efficacy"]


def test_in_full_the_district_s_own_words_are_asked_for_too(talk: Callable[..., Any]) -> None:
    data = {"vendor": {"name": "Brightfern"}, "product": {"name": "Numbers"}}
    asked = talk(begun=Begun(data, {}, {}), full=True, stops=False).asked
    assert {"purchase.need", "home_page.verdict", "asked.on", "data_practices.sells_data"} <= set(asked)
    assert {"purchase.source", "reviews?", "records?", "replies?"} <= set(asked)
    assert not {"contract", "edscreen"} & set(asked)


def test_after_three_refusals_there_is_a_way_on(talk: Callable[..., Any]) -> None:
    way = "To go on without this answer, press Enter, or type skip; to go back, type back"
    talked = talk(*HEAD[:8], "x", "y", "z", "skip")
    assert [way in said for said in talked.said] == [False, False, True]
    assert "category" not in talked.interview.data["product"]
    assert talked.asked[-1] == "product.students_use"
    unknown = talk(*HEAD[:8], "x", "y", "z", "don't know")
    assert [step.path for step in unknown.interview.unknown] == [("product", "category")]
    assert talk(*HEAD[:8], "x", "y", "z", "back").asked[-1] == "product.grades"
    nameless = talk(*HEAD[:3], "", "", "", "")
    assert way in nameless.said[-1]
    assert nameless.asked[-1] == "vendor.website"
    assert [each.step.path for each in nameless.interview.missing() if each.required] == [
        *(("vendor", "name"), ("product", "name")),
    ]


def test_a_vendor_is_not_asked_what_a_district_means_to_buy(talk: Callable[..., Any]) -> None:
    names = ("", "Brightfern", "", "Numbers")
    for full in (False, True):
        asked = talk("us", "vendor", *names, full=full, stops=False).asked
        assert not {"purchase.use", "purchase.need", "home_page.verdict", "asked.on"} & set(asked)
        assert "price.per_student_usd" in asked


def test_a_district_is_asked_for_its_own_look_and_when_it_asked_the_vendor(talk: Callable[..., Any]) -> None:
    data = {
        "vendor": {"name": "B"},
        "product": {"name": "N"},
        "prepared": {"role": "district", "by": "office"},
    }
    begun = Begun(data | {key: [] for key in ("dosage", "studies", "approvals", "outcomes")}, {}, {})
    before = talk(begun=begun, stops=False).asked
    assert before[-2:] == ["home_page.verdict", "asked.on"], "what depends on an answer waits for it"
    begun.data.update(
        price={"per_student_usd": 3, "per": "year"}, training={"required_hours": 0, "included": "no"}
    )
    answers = ["" for _ in talk(begun=begun, stops=False).asked[:-2]]
    look = (
        "2",
        "1",
        "Read the study",
        "November 3, 2026",
        "M. Okafor",
        "November 4, 2026",
        "December 1, 2026",
    )
    talked = talk(*answers, *look, begun=begun)
    assert talked.said == []
    assert talked.interview.data["home_page"] == {
        "verdict": "linked",
        "clicks": 1,
        "quote": "Read the study",
        "checked_on": "2026-11-03",
        "checked_by": "M. Okafor",
    }
    assert talked.interview.data["asked"] == {"on": "2026-11-04", "reply_by": "2026-12-01"}
    assert "home_page.clicks" not in talk(*answers, "claims only", begun=begun, stops=False).asked


def test_a_policy_takes_ten_questions(talk: Callable[..., Any]) -> None:
    talked = talk("Cedar Mesa", "Utha", "utah", "K to 5", "math and ELA", form=POLICY_FORM, stops=False)
    assert len(set(talked.asked)) == 10
    assert talked.said == ["did you mean Utah?"]
    assert talked.interview.data["district"]["state"] == "UT"
    assert [put.question.section for put in talked.puts[-4:]] == [
        *(
            "Your district",
            "When a purchase stops",
            "Reading vendors' web sites",
            "Reading vendors' web sites",
        ),
    ]
    assert talked.interview.text().startswith("# What our district lays down")
    assert "edscreen_policy: 1\n" in talked.interview.text()
    assert "  name: Cedar Mesa\n" in talked.interview.text()


def test_in_full_every_question_is_one_and_names_no_identifier(talk: Callable[..., Any]) -> None:
    data = {"vendor": {"name": "B"}, "product": {"name": "N"}}
    entries = {"dosage": [{"per": "week"}], "studies": [{"title": "A", "findings": [{"outcome": "math"}]}]}
    entries |= {"reviews": [{"rating": "x"}], "approvals": [{"state": "UT"}], "outcomes": [{"measure": "M"}]}
    entries |= {"records": [{"name": "R"}], "replies": [{"by": "B"}]}
    asked = [put.question for put in talk(begun=Begun(data | entries, {}, {}), full=True, stops=False).puts]
    assert len(asked) > 150
    assert [one.step.path for one in asked if not one.text.endswith("?")] == []
    assert [one.step.path for one in asked if any("_" in choice.words for choice in one.shown)] == []
    (by,) = [one for one in asked if one.step.path == ("reviews", 0, "by")]
    assert by.shown[0].words == "Evidence for ESSA"
