"""What a sentence of a vendor's site states for certain is taken; what it only seems to state is left."""

from __future__ import annotations

import pytest

from edscreen.interview.stated_amounts import Amount
from edscreen.interview.stated_sentences import minutes_stated, tier_stated

LUMEN = "Lumen Reading"


@pytest.mark.parametrize(
    ("sentence", "tier"),
    [
        ("Lumen Reading meets ESSA Tier 2 (moderate evidence).", 2),
        ("Lumen Reading meets ESSA Tier II.", 2),
        ("Lumen Reading\N{REGISTERED SIGN} is rated ESSA Tier 1.", 1),
        ("Lumen Reading has earned Tier 3 evidence under ESSA.", 3),
        ("Lumen Reading has been rated ESSA Level 2 by an outside reviewer.", None),
        ("Lumen Reading meets the Every Student Succeeds Act (ESSA) Tier 4 requirements.", 4),
        ("Lumen Reading now meets ESSA's Tier One.", 1),
        ("In 2026, Lumen Reading now meets ESSA's Tier One.", None),
        ("Lumen Reading holds Tier 2 of the Every Student Succeeds Act.", 2),
        ("Lumen Reading is ESSA Strong (Tier 1).", 1),
        ("Lumen Reading meets ESSA\N{RIGHT SINGLE QUOTATION MARK}s Tier 2 (\"Moderate\") standard.", 2),
        ("Lumen Reading meets \"Moderate\" (Tier 2) evidence under ESSA.", 2),
        ("Lumen Reading is rated Tier 1 (Strong) under ESSA.", 1),
        ("Lumen Reading has been validated as ESSA Level II.", 2),
        ("Lumen Reading: ESSA Tier 2", 2),
        ("Lumen Reading - ESSA Tier 2", 2),
        ("Lumen Reading: ESSA Tier 2 is what we work for.", None),
        ("Lumen Math: ESSA Tier 2", None),
        # Tier 2 of a school's support for students is another thing.
        ("Lumen Reading is an ESSA-aligned program for Tier 2 intervention.", None),
        ("Lumen Reading is ESSA-aligned, and made for Tier 2 students.", None),
        ("Lumen Reading is an ESSA Tier 2 intervention.", None),
        ("Lumen Reading meets ESSA and supports MTSS Tier 2.", None),
        ("Lumen Reading is used in Tier 3 instruction.", None),
        # Not, not yet, perhaps, no longer.
        ("Lumen Reading does not yet meet ESSA Tier 1.", None),
        ("Our studies do not yet meet ESSA Tier 1.", None),
        ("Lumen Reading is not ESSA Tier 1.", None),
        ("Lumen Reading isn\N{RIGHT SINGLE QUOTATION MARK}t ESSA Tier 1.", None),
        ("Lumen Reading is working towards ESSA Tier 2.", None),
        ("We plan to show that Lumen Reading meets ESSA Tier 2.", None),
        ("Lumen Reading will meet ESSA Tier 2 in 2027.", None),
        ("Lumen Reading is on track: it is ESSA Tier 2.", None),
        ("Lumen Reading is designed to meet ESSA Tier 4.", None),
        ("Lumen Reading is eligible for ESSA Tier 3.", None),
        ("If the trial succeeds, Lumen Reading meets ESSA Tier 1.", None),
        ("Until 2024, Lumen Reading was ESSA Tier 1.", None),
        ("An earlier edition of Lumen Reading met ESSA Tier 2.", None),
        ("Lumen Reading meets ESSA Tier 1; that is only our own view.", None),
        ("Lumen Reading meets ESSA Tier 1, which no reviewer has confirmed.", None),
        # A question, somebody's words, an explanation.
        ("Lumen Reading meets ESSA Tier 1?", None),
        ("A fan: \N{LEFT DOUBLE QUOTATION MARK}Lumen Reading meets ESSA Tier 1.", None),
        ("ESSA Tier 1 asks for a randomized trial.", None),
        ("To meet ESSA Tier 1, Lumen Reading needs a trial.", None),
        ("Lumen Reading explains the ESSA tiers, from Tier 1 on.", None),
        # Several, or of another product.
        ("Lumen Reading meets ESSA Tier 1 and Tier 2.", None),
        ("Lumen Reading meets ESSA Tier 1 or 2.", None),
        ("Lumen Reading meets ESSA Tiers 1-3.", None),
        ("Lumen Reading Plus meets ESSA Tier 1.", None),
        ("Lumen Reading 2 meets ESSA Tier 1.", None),
        ("Lumen Reading-style programs meet ESSA Tier 1.", None),
        ("Early Lumen Reading meets ESSA Tier 1.", None),
        ("Lumen Math meets ESSA Tier 1.", None),
        ("Unlike Lumen Reading, Lumen Math meets ESSA Tier 1.", None),
        ("Lumen Reading works beside Tessa, and Tier 1 is next.", None),
        # More words before the name, or behind the tier.
        ("It is false that Lumen Reading meets ESSA Tier 1.", None),
        ("By 2028 Lumen Reading meets ESSA Tier 1.", None),
        ("Combined with Lumen Coach, Lumen Reading meets ESSA Tier 1.", None),
        ("In 2015, Lumen Reading met ESSA Tier 2.", None),
        ("Lumen Reading has an ESSA Tier 1 study underway.", None),
        ("Lumen Reading is an ESSA Tier 1 applicant.", None),
        ("Lumen Reading qualifies for ESSA Tier 2 funding.", None),
        ("Lumen Reading meets ESSA Tier 1 for K-2.", None),
        ("Lumen Reading meets ESSA Tier 1 when used with Lumen Coach.", None),
        ("Lumen Reading has met ESSA Tier 2 in the past.", None),
        ("Lumen Reading is recognized as ESSA Tier 1 contender.", None),
        ("Lumen Reading has been validated for ESSA Tier 1 by 2030.", None),
        ("Lumen Reading has moderate ESSA Tier 2 criticism.", None),
        ("Lumen Reading meets ESSA Tier 1.*", None),
    ],
)  # fmt: skip
def test_a_tier_is_taken_only_where_the_product_meets_it(sentence: str, tier: int | None) -> None:
    assert tier_stated(sentence, LUMEN) == tier


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Students use Lumen Reading 30 to 40 minutes per week.", ("30-40", "week")),
        ("Students should use Lumen Reading for 30\N{EN DASH}40 minutes a week.", ("30-40", "week")),
        ("Children practise with Lumen Reading for 15 minutes daily.", (15, "day")),
        ("We recommend that students work in Lumen Reading at least 45 minutes each week.", ("45+", "week")),
        ("Students need 30+ minutes of Lumen Reading per week.", ("30+", "week")),
        ("Students should use Lumen Reading for up to 60 minutes weekly.", ("up to 60", "week")),
        ("Each student works on Lumen Reading for 12 minutes per session.", (12, "session")),
        ("Students spend 20 minutes a day on Lumen Reading.", (20, "day")),
        ("Students use Lumen Reading for 20 minutes per day, three days a week.", (20, "day", 3)),
        ("Students use Lumen Reading for 20 minutes per session, 2 times a week.", (20, "session", 2)),
        ("Students use Lumen Reading in two 20-minute sessions per week.", (20, "session", 2)),
        ("We recommend three 20-minute sessions of Lumen Reading a week.", (20, "session", 3)),
        ("Students use Lumen Reading 20-30 minutes, 3 to 5 times per week.", ("20-30", "session", "3-5")),
        ("Students use Lumen Reading 20 minutes three days a week.", (20, "day", 3)),
        ("Students use Lumen Reading 30 min/week.", (30, "week")),
        ("We recommend 30 minutes of Lumen Reading per week.", (30, "week")),
        ("Recommended usage of Lumen Reading: 30 minutes per student per week.", (30, "week")),
        ("Lumen Reading should be used for 30 minutes per week.", (30, "week")),
        ("Lumen Reading is recommended for 45-60 minutes per week.", ("45-60", "week")),
        ("Lumen Math should be used for 30 minutes per week.", None),
        ("Recommended dosage for Lumen Math is 30 minutes per week.", None),
        ("Students use Lumen Reading 20 minutes, 5 to 3 times per week.", None),
        ("Students use Lumen Reading 20 minutes per session, three days a week.", None),
        ("Lumen Reading is designed for 30 minutes per week.", None),
        ("Students use Lumen Reading for 20 minutes per day, twice.", None),
        ("Students use Lumen Reading for 20 minutes per day, every other week for 9 weeks.", None),
        ("Students use Lumen Reading for 60 minutes per week, three days a week.", None),
        ("Three days a week, students use Lumen Reading for 20 minutes per day.", None),
        ("Students love it, and you should use Lumen Reading for 30 minutes a week.", None),
        # Somebody else's minutes, or minutes of something else.
        ("Teachers need 5 minutes per week for Lumen Reading.", None),
        ("Teachers and students use Lumen Reading 30 minutes a week.", None),
        ("Parents should use Lumen Reading with their children 10 minutes a day.", None),
        ("Lumen Reading takes 5 minutes per week.", None),
        ("Students spend 90 minutes a day on phones, and Lumen Reading is better.", None),
        ("Students use Lumen Math 30 minutes per week.", None),
        ("Students use Lumen Reading Plus for 30 minutes per week.", None),
        ("Students should take a break of 5 minutes each day after they use Lumen Reading.", None),
        ("Students use Lumen Reading, and work 20 minutes per day on paper.", None),
        ("Lumen Reading saves students 30 minutes per week.", None),
        # What was seen in a study, or on the way.
        ("Students who use Lumen Reading 45 minutes per week gain 13 points.", None),
        ("Students used Lumen Reading 45 minutes per week.", None),
        ("On average, students use Lumen Reading 12 minutes per week.", None),
        ("In the pilot, students use Lumen Reading 45 minutes per week.", None),
        ("My students use Lumen Reading 20 minutes a day.", None),
        ("Students will use Lumen Reading 30 minutes per week.", None),
        ("Students do not need 30 minutes of Lumen Reading per week.", None),
        ("Should students use Lumen Reading for 30 minutes per week?", None),
        # Not certain, or not whole.
        ("Students use Lumen Reading about 30 minutes per week.", None),
        ("Students use Lumen Reading less than 30 minutes per week.", None),
        ("Students use Lumen Reading for 20 minutes a week, then for 40 minutes a week.", None),
        ("Students use Lumen Reading for an hour or 40 minutes a week.", None),
        ("Students in grade 3 use Lumen Reading for 20 minutes a week.", None),
        ("Students use Lumen Reading for 40-30 minutes a week.", None),
        ("Students use Lumen Reading for 0 minutes a week.", None),
        ("Students use Lumen Reading for 1,030 minutes a week.", None),
        ("Students use Lumen Reading for 30 minutes.", None),
        # More words before the name, or behind the minutes.
        ("We recommend against 90 minutes a week of Lumen Reading.", None),
        ("We suggest capping at 90 minutes a week of Lumen Reading.", None),
        ("Lumen Reading should be used for 30 minutes a week in special education.", None),
        ("Lumen Reading is recommended for 30 minutes per session in hospital schools.", None),
        ("Recommended usage of Lumen Reading: 30 minutes a week for new users", None),
        ("Stop letting students use Lumen Reading for 60 minutes a day.", None),
        ("Few students use Lumen Reading for 60 minutes a day.", None),
        ("Students with dyscalculia should use Lumen Reading for 60 minutes a week.", None),
        ("Our students use Lumen Reading for 20 minutes a day.", None),
        ("Students need 30 minutes of Lumen Reading in special education per week.", None),
    ],
)
def test_minutes_are_taken_only_where_they_are_a_students_at_the_product(
    sentence: str, stated: tuple[int | str, ...] | None
) -> None:
    assert minutes_stated(sentence, LUMEN) == (stated and Amount(*stated))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("behind", "stated"),
    [
        ("a week per subject, in four subjects", Amount(30, "week", scope="per_subject")),
        ("a week in each subject", Amount(30, "week", scope="per_subject")),
        ("a week for every subject", Amount(30, "week", scope="per_subject")),
        ("a day per subject, three days a week", None),
        ("a week per class", None),
        ("a week per course", None),
        ("a week, each in reading and math", None),
        ("a week each for reading and math", None),
        ("a week in reading and in math", None),
        ("a week for math and 30 for reading", None),
        ("a week for math", None),
        ("a week, and 30 more in summer", None),
        ("a week across four subjects", None),
        ("a week in both subjects", None),
        ("a week apiece in English and science", None),
        ("a week", Amount(30, "week")),
    ],
)
def test_minutes_for_each_subject_are_not_taken_for_all_of_a_students(
    behind: str, stated: Amount | None
) -> None:
    assert minutes_stated(f"Students use Numble for 30 minutes {behind}.", "Numble") == stated
