"""A number that a message tells people to write means in its field what they wrote."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.amounts_meant import counted_by, in_unit, read_amount
from edscreen.profile.documents import Document, InvalidProfile, read_documents

HEAD = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"
A_RANGE = ": write a number (30), a range (30-40), 30+ for '30 or more', or 'up to 60'"


def said_of(text: str) -> str:
    """Return the one message about a profile."""
    found = list(read_documents(["-"], stdin=io.BytesIO((HEAD + text).encode())))
    assert len(found) == 1
    assert isinstance(found[0], InvalidProfile)
    return found[0].message


def said_of_value(section: str, key: str, value: str) -> str:
    return said_of(section % f"{key}: {json.dumps(value, ensure_ascii=False)}")


DOSAGE, OUTCOME, PRICE, TRAINING = (
    "dosage: [{%s}]",
    "outcomes: [{measure: x, %s}]",
    "price: {%s}",
    "training: {%s}",
)
STUDY, FINDING = "studies: [{title: x, %s}]", "studies: [{title: x, findings: [{%s}]}]"


@pytest.mark.parametrize(
    ("section", "key", "value", "to_write"),
    [
        (DOSAGE, "minutes", "1 hour", "minutes: 60"),
        (DOSAGE, "minutes", "1.5 hours", "minutes: 90"),
        (DOSAGE, "minutes", "1-2 hours", "minutes: 60-120"),
        (DOSAGE, "minutes", "at least 1 hr", "minutes: 60+"),
        (DOSAGE, "minutes", "half an hour", "minutes: 30"),
        (DOSAGE, "minutes", "up to an hour", "minutes: up to 60"),
        (DOSAGE, "minutes", "two hours", "minutes: 120"),
        (DOSAGE, "minutes", "1\u00bd hours", "minutes: 90"),
        (DOSAGE, "minutes", "1 1/2 hours", "minutes: 90"),
        (DOSAGE, "minutes", "\u00bd hour", "minutes: 30"),
        (DOSAGE, "offline_minutes", "1 hour", "offline_minutes: 60"),
        (OUTCOME, "dosage_minutes_per_week", "1 hour a week", "dosage_minutes_per_week: 60"),
        (TRAINING, "required_hours", "45 minutes", "required_hours: 0.75"),
    ],
)
def test_converts_hours_and_minutes(section: str, key: str, value: str, to_write: str) -> None:
    assert f": write {to_write}, not" in said_of_value(section, key, value)


@pytest.mark.parametrize(
    ("section", "key", "value", "due"),
    [
        (DOSAGE, "weeks", "9 months", "weeks"),
        (DOSAGE, "weeks", "2 semesters", "weeks"),
        (DOSAGE, "weeks", "1 school year", "weeks"),
        (DOSAGE, "minutes", "30-", "minutes"),
        (DOSAGE, "minutes", "90 seconds", "minutes"),
        (DOSAGE, "minutes", "1 hour 30", "minutes"),
        (DOSAGE, "minutes", "8 hour12", "minutes"),
        (DOSAGE, "minutes", "1-1/2 hours", "minutes"),
        (DOSAGE, "minutes", "about 30", "minutes"),
        (DOSAGE, "minutes", "30 to 1 hour", "minutes"),
        (DOSAGE, "minutes", "30,45", "minutes"),
        (DOSAGE, "minutes", "1.200 min", "minutes"),
        (DOSAGE, "minutes", "20-30 minutes, 3 times a week", "minutes"),
        (DOSAGE, "minutes", "30 minutes a lesson", "minutes"),
        (DOSAGE, "offline_minutes", "20 a day", "minutes"),
        (DOSAGE, "lessons_per_week", "3 puzzles", "lessons a week"),
        (DOSAGE, "minutes_per_lesson", "12 minutes a day", "minutes a lesson"),
        (OUTCOME, "dosage_minutes_per_week", "30 min/day", "minutes a week"),
    ],
)
def test_names_what_a_range_counts_and_gives_no_number_of_something_else(
    section: str, key: str, value: str, due: str
) -> None:
    assert said_of_value(section, key, value) == f'the number of {due} is due here, not "{value}"{A_RANGE}'


@pytest.mark.parametrize(
    ("section", "key", "value", "due", "example"),
    [
        (OUTCOME, "timeframe_weeks", "1 year", "weeks", "timeframe_weeks: 26"),
        (OUTCOME, "timeframe_weeks", "6 months", "weeks", "timeframe_weeks: 26"),
        (OUTCOME, "timeframe_weeks", "26 or more", "weeks", "timeframe_weeks: 26"),
        (TRAINING, "required_hours", "20 minutes", "hours", "required_hours: 6"),
        (PRICE, "per_student_usd", "12.50 EUR", "US dollars a student", "per_student_usd: 12.5"),
        (PRICE, "per_student_usd", "$12 EUR", "US dollars a student", "per_student_usd: 12.5"),
        (PRICE, "per_student_usd", "$12.50 per year", "US dollars a student", "per_student_usd: 12.5"),
        (PRICE, "per_student_usd", "1.200 USD", "US dollars a student", "per_student_usd: 12.5"),
        (FINDING, "students", "about 500", "students", "students: 1804"),
        (FINDING, "students", "1.5 students", "students", "students: 1804"),
    ],
)
def test_names_what_a_number_counts_and_gives_none_of_something_else(
    section: str, key: str, value: str, due: str, example: str
) -> None:
    said = said_of_value(section, key, value)

    assert said == f'the number of {due} is due here, not "{value}", like {example}'


@pytest.mark.parametrize(
    ("section", "key", "value", "number"),
    [
        (DOSAGE, "minutes", "30 min", "30"),
        (DOSAGE, "minutes", "30m", "30"),
        (DOSAGE, "minutes", "1 hr 30 min", "90"),
        (DOSAGE, "minutes", "1h30", "90"),
        (DOSAGE, "minutes", "1hr30min", "90"),
        (DOSAGE, "weeks", "24 weeks", "24"),
        (DOSAGE, "lessons_per_week", "3 a week", "3"),
        (DOSAGE, "sessions_per_week", "3x/week", "3"),
        (DOSAGE, "sessions_per_week", "twice a week", "2"),
        (DOSAGE, "sessions_per_week", "three", "3"),
        (DOSAGE, "minutes_per_lesson", "12 minutes per lesson", "12"),
        (PRICE, "per_student_usd", "$12.50 per student", "12.50"),
        (PRICE, "per_student_usd", "USD 12", "12"),
        (PRICE, "per_student_usd", "12 us dollars", "12"),
        (PRICE, "per_student_usd", "$1.2k", "1200"),
        (FINDING, "students", "1,240 students", "1240"),
        (FINDING, "effect_size", "0.14 SD", "0.14"),
    ],
)
def test_drops_only_the_field_s_own_unit(section: str, key: str, value: str, number: str) -> None:
    said = said_of_value(section, key, value)

    assert said == f'write the number alone: {key}: {number}, not "{value}"'


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("30 or more", "30+"),
        ("at least 30", "30+"),
        ("30 minutes or more", "30+"),
        ("30+ minutes", "30+"),
        ("≥ 30", "30+"),
        ("no more than 60", "up to 60"),
        ("60 minutes max", "up to 60"),
        ("less than 60", "up to 59"),
        ("<60 min", "up to 59"),
        (">30", "30+"),
        ("30 min / wk", "30 and per: week"),
        ("30 min per school day", "30 and per: day"),
        ("30 a day", "30 and per: day"),
        ("30-40 minutes weekly", "30-40 and per: week"),
        ("30\u201340 min/wk", "30-40 and per: week"),
    ],
)
def test_spells_what_people_say_of_minutes(value: str, spelled: str) -> None:
    said = said_of_value("dosage: [{per: week, %s}]", "minutes", value)

    assert said == f'write minutes: {spelled}, not "{value}"'


def test_a_list_of_two_numbers_is_a_range_with_a_dash() -> None:
    assert said_of("dosage: [{minutes: [30, 40]}]") == "write a range with a dash: minutes: 30-40"
    assert said_of("dosage: [{minutes: [40, 30]}]").startswith("write a number (30), a range (30-40)")


@pytest.mark.parametrize(
    ("section", "key", "value", "number"),
    [
        (FINDING, "effect_size", "0,14", "0.14"),
        (FINDING, "p_value", "0,03", "0.03"),
        (PRICE, "per_student_usd", "12,50", "12.50"),
        (PRICE, "per_student_usd", "1.200,50", "1200.50"),
        (OUTCOME, "growth", "4,5", "4.5"),
        (STUDY, "share_meeting_dosage", "0,41", "0.41"),
    ],
)
def test_reads_a_decimal_comma(section: str, key: str, value: str, number: str) -> None:
    said = said_of_value(section, key, value)

    assert said == f"write the number with a decimal point: {key}: {number}"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("<0.05", "write the p-value itself, or leave it out and write significant: true"),
        ("p < .001", "write the p-value itself, or leave it out and write significant: true"),
        ("> 0.05", "write the p-value itself, or leave it out and write significant: false"),
        ("p = 0.03", "write the number alone: p_value: 0.03"),
        ("5%", "write a probability as a number from 0 to 1: p_value: 0.05"),
    ],
)
def test_says_how_to_write_a_p_value(value: str, said: str) -> None:
    assert said_of_value(FINDING, "p_value", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("41 percent", "write the share with a percent sign: share_meeting_dosage: 41%"),
        ("41,5%", "write the share with a percent sign: share_meeting_dosage: 41.5%"),
        ("41", "write share_meeting_dosage: 41% if it is a percentage, or a number from 0 to 1"),
        ("41% of users", "write a share as a percentage (41%) or as a number from 0 to 1 (0.41)"),
    ],
)
def test_says_how_to_write_a_share(value: str, said: str) -> None:
    assert said_of_value(STUDY, "share_meeting_dosage", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("4 RIT points", "growth: 4, unit: RIT points"),
        ("15%", "growth: 15, unit: percent"),
    ],
)
def test_puts_the_unit_of_growth_in_its_own_place(value: str, said: str) -> None:
    assert said_of_value(OUTCOME, "growth", value).endswith(said)


@given(
    st.text("0123456789.,-+<>$%/ ", max_size=8),
    st.sampled_from(["", "hours", "min", "or more", "at least", "max", "k", "a day", "per week", "€"]),
)
def test_whatever_is_proposed_is_read(number: str, words: str) -> None:
    counted = counted_by("minutes")
    for written in (f"{number} {words}", f"{words} {number}"):
        amount = read_amount(written, counted)
        if amount is not None and (same := in_unit(amount, counted)) and same.low[0] not in "+-":
            text = f"{HEAD}dosage: [{{minutes: {same}}}]"
            (found,) = read_documents(["-"], stdin=io.BytesIO(text.encode()))
            refused = "" if isinstance(found, Document) else found.message
            assert not refused or "the range runs backwards" in refused or "more than there can be" in refused
