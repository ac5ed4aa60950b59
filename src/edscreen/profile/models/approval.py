"""What state education agencies say of the product."""

from typing import Literal

from edscreen.profile.fields import Day, EffectSize, Grades, Text, Year, essential, required, research
from edscreen.profile.identifiers import State, WebAddress
from edscreen.profile.models.choices import Category
from edscreen.profile.models.sourced import Sourced

Judged = Literal["alignment", "evidence", "efficacy", "privacy", "accessibility", "purchasing"]


class Measured(Sourced):
    """The students' results that a state's own evaluation found."""

    grades: Grades | None = research("The grades.", "K")
    result: Literal["positive", "mixed", "none", "negative"] | None = research(
        "What it found there.", "positive"
    )
    effect_size: EffectSize | None = research("How much, in standard deviations.", 0.33)
    year: Year | None = research("In which year.", 2025)


class Approval(Sourced):
    """One entry of a state's list."""

    state: State = required("The state, by its postal code.", "UT")
    approver: Text | None = research("The body that approved it.", "State Board of Education")
    list_name: Text | None = research("The name of the list.", name="list")
    product_edition: Text | None = research("The edition listed.", "4.2")
    grades: Grades | None = research("The grades it is listed for.", "K-1")
    category: Literal[Category, "software"] | None = research("What it is listed as.", "software")
    judged: list[Judged] | None = essential("What the state judged.", ["efficacy"])
    result: Literal["approved", "recommended", "listed", "rejected", "expired"] | None = essential(
        "What the state decided.", "approved"
    )
    date: Day | None = research("The day of the decision.", "2025-08-01")
    expires: Day | None = essential("The last day on which it holds.", "2026-08-01")
    url: WebAddress | None = essential(
        "The web address of the state's own agency that says so.", "https://schools.utah.gov/approved"
    )
    measured: list[Measured] | None = research("The students' results that the state's evaluation found.")
