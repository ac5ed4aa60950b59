"""Who sells what to whom: the vendor, the product, the purchase, and who wrote the profile."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ValidationInfo, field_validator

from edscreen.profile.fields import Count, Day, Grades, Numbered, Text, Truth, essential, required, research
from edscreen.profile.identifiers import Subjects, WebAddress
from edscreen.profile.models.choices import Category, EssaTier
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import WeeklyMinuteRange
from edscreen.profile.spellings import refusal

Role = Literal["vendor", "district", "agency"]
Ai = Literal["none", "teacher_facing", "student_facing"]
Tier = Annotated[Literal[1, 2, 3], Numbered]


class Prepared(Sourced):
    """Who filled in this profile, when, and from what."""

    by: Text | None = essential("Who filled in this profile.", "purchasing office")
    role: Role | None = essential(
        "Whose word the profile is. The district's own entries decide only where this is district or agency.",
        "district",
    )
    on: Day | None = research("The day on which the profile was filled in.", "2026-11-02")
    from_: Text | None = research("What it was filled in from.", "answer to RFP 26-014", name="from")


class Asked(Sourced):
    """That the district asked the vendor for what is missing; the district's own entry.

    With it, silence after the last day is a red flag on research, approvals, outcomes and dosage.
    """

    on: Day | None = research("The day on which the vendor was asked.", "2026-10-03")
    reply_by: Day | None = research(
        "The last day for an answer; from the day after, silence counts as the answer 'none'.", "2026-10-24"
    )

    @field_validator("reply_by")
    @classmethod
    def _after_asking(cls, reply_by: date | None, read: ValidationInfo) -> date | None:
        asked_on = read.data.get("on")
        if reply_by and asked_on and reply_by < asked_on:
            raise refusal(
                "reply_order",
                f"this day lies before {asked_on}, on which the vendor was asked: write the last day for an "
                "answer, or mend the day of asking",
            )
        return reply_by


class Vendor(Sourced):
    """The company that sells the product."""

    name: Text = required("The vendor's name.", "Lumen Learning")
    website: WebAddress | None = essential(
        "The web address of the vendor's home page.", "https://www.lumen.example/"
    )
    parent: Text | None = research("The company that owns the vendor.", "Lumen Holdings")
    other_domains: list[Text] | None = research(
        "Further web domains of the vendor, without https://.", ["lumen-math.example"]
    )


class AiModel(Sourced):
    """The artificial-intelligence model inside the product."""

    name: Text | None = research("The model's name.")
    version: Text | None = research("The model's version.")
    changes_announced: Truth | None = research(
        "Whether the vendor announces a change of model beforehand.", "yes"
    )


class Product(Sourced):
    """The product that is offered."""

    name: Text = required("The product's name.", "Lumen Reading")
    page: WebAddress | None = research("The product's own page.", "https://www.lumen.example/reading")
    version: Text | None = research("The version or edition that is offered.", "4.2")
    released: Day | None = research("The day on which that version came out.", "2025-07-01")
    subjects: Subjects | None = essential("The subjects it is sold for.", ["reading"])
    grades: Grades | None = essential("The grades it is sold for.", "K-3")
    category: Category | None = essential(
        "What kind of product it is. A missing category counts as one that teaches students.", "supplemental"
    )
    students_use: Truth | None = essential("Whether students use it themselves.", "yes")
    ai: Ai | None = research("Whether it uses artificial intelligence, and who meets it.", "student_facing")
    ai_model: AiModel | None = research("The model behind it.")
    claimed_essa_tier: EssaTier | None = research("The ESSA tier of evidence that the vendor claims.", 2)


class Purchase(Sourced):
    """What the district means to buy, in its own words; where it is given, its subjects and grades decide."""

    use: Category | None = research("What the district would use the product as.", "intervention")
    subjects: Subjects | None = research("The subjects that are bought.", ["reading"])
    grades: Grades | None = research("The grades it is bought for.", "1-2")
    tier: Tier | None = research("The tier of support, 1 for all students to 3 for the most intensive.", 2)
    students: Count | None = research("How many students would use it.", 1240)
    minutes_scheduled: WeeklyMinuteRange | None = research(
        "Minutes a week that the timetable holds for it.", 30
    )
    need: Text | None = research("What it is to achieve.", "third-grade reading gate")
    start: Day | None = research("The day on which it is to begin.", "2027-08-16")
