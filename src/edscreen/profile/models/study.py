"""The research on the product: studies with their findings, and what clearinghouses say."""

from typing import Literal

from edscreen.profile.fields import (
    Count,
    EffectSize,
    Grades,
    Probability,
    Share,
    SignedNumber,
    Text,
    Truth,
    Weeks,
    Year,
    essential,
    required,
    research,
)
from edscreen.profile.identifiers import ClearinghouseId, Doi, Eric, State, Subject, WebAddress, WwcNumber
from edscreen.profile.models.choices import EssaTier
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.ranges import WeeklyMinuteRange

Design = Literal[
    "randomized_controlled_trial",
    "quasi_experiment",
    "regression_discontinuity",
    "correlational",
    "descriptive",
    "usability",
    "logic_model",
]
EvaluatorKind = Literal["university", "research_firm", "government", "district", "vendor"]
Tie = Literal["none", "works_with_developer", "hired_by_vendor", "is_developer"]
FunderKind = Literal["government", "foundation", "district", "vendor", "none"]


class Evaluator(Sourced):
    """Who did the study."""

    name: Text | None = essential("The evaluator's name.", "Center for Research on Reading")
    kind: EvaluatorKind | None = research("What kind of body it is.", "university")
    tie: Tie | None = essential(
        "What ties the evaluator to the product's developer: none (stated to have no tie), "
        "works_with_developer (a partner of it), hired_by_vendor (paid by the vendor), "
        "is_developer (made the product).",
        "none",
    )


class Funder(Sourced):
    """Who paid for the study."""

    name: Text | None = research("The funder's name.", "Institute of Education Sciences")
    kind: FunderKind | None = essential("What kind of body it is; none where nobody paid.", "government")


class Attrition(Sourced):
    """The share of students lost between assignment and the final test."""

    overall: Share | None = research("Of all students.", 0.12)
    differential: Share | None = research("The difference between the two groups' losses.", 0.03)


class Measure(Sourced):
    """A test, and who made it."""

    name: Text | None = research("The test's name.", "NWEA MAP Growth Reading")
    owner: Literal["independent", "vendor", "researcher"] | None = research(
        "Who made the test.", "independent"
    )


class Finding(Sourced):
    """One result of a study: one measure, one group of students."""

    outcome: Text | None = essential("What was measured.", "reading comprehension")
    measure: Measure | None = research("The test that measured it.")
    subgroup: Text | None = research("The students it holds for.", "all")
    students: Count | None = research("How many students it rests on.", 1804)
    treatment_students: Count | None = research("How many of them used the product.", 910)
    comparison_students: Count | None = research("How many of them did not.", 894)
    effect_size: EffectSize | None = essential(
        "Hedges' g, in standard deviations; positive favours the product.", 0.14
    )
    se: EffectSize | None = research("Its standard error.", 0.05)
    p_value: Probability | None = research("The probability of such a result by chance alone.", 0.01)
    significant: Truth | None = research(
        "Whether the study calls the result statistically significant.", "yes"
    )


class Study(Sourced):
    """One study of a product."""

    title: Text = required("The study's title.", "A randomized trial of Lumen Reading")
    product: Text | None = research("The product studied; left out: this product.", "Lumen Reading")
    year: Year | None = research("The year in which it was published.", 2024)
    url: WebAddress | None = essential(
        "The web address where it can be read.", "https://eric.ed.gov/?id=ED629011"
    )
    doi: Doi | None = research("Its DOI.", "10.3102/0013189X20912345")
    eric: Eric | None = research("Its number in the ERIC library.", "ED629011")
    wwc: WwcNumber | None = research("Its number in the What Works Clearinghouse.", 84555)
    registered: WebAddress | None = research("Where its plan was registered before it began.")
    design: Design | None = essential(
        "How the study was built: randomized_controlled_trial (chance decided who got the product), "
        "quasi_experiment (compared with a similar group, not by chance), "
        "regression_discontinuity (a cut-off score decided), correlational (use set against results), "
        "descriptive (results or surveys only), usability (how well it can be used), "
        "logic_model (only why it should work).",
        "randomized_controlled_trial",
    )
    evaluator: Evaluator | None = essential("Who did it.")
    funder: Funder | None = essential("Who paid for it.")
    product_version: Text | None = research("The version that was studied.", "4.0")
    districts: Count | None = research("How many districts took part.", 4)
    schools: Count | None = research("How many schools took part.", 19)
    states: list[State] | None = research("The states it took place in.", ["UT"])
    grades: Grades | None = research("The grades studied.", "1-2")
    duration_weeks: Weeks | None = research("How many weeks the product was used.", 26)
    assigned: Literal["students", "classes", "schools"] | None = research(
        "What was assigned to use the product or not.", "schools"
    )
    clusters: Count | None = research("How many of them, where classes or schools were assigned.", 19)
    comparison: Literal["no_product", "business_as_usual", "low_use", "none"] | None = research(
        "Whom the product's students were compared with: no_product (students without it), business_as_usual "
        "(students taught as before), low_use (students who used it less), none (nobody).",
        "business_as_usual",
    )
    controls: Truth | None = research(
        "Whether differences between the groups were adjusted for (correlational studies).", "yes"
    )
    adjusted: Truth | None = research("Whether the model holds the students' scores from before.", "yes")
    analysis: Literal["intent_to_treat", "dosage_conditional"] | None = research(
        "Whether all assigned students count, or only those who used it as recommended.", "intent_to_treat"
    )
    share_meeting_dosage: Share | None = research("The share of students who used it as recommended.", 0.41)
    attrition: Attrition | None = research("The students lost on the way.")
    baseline_difference: SignedNumber | None = research(
        "The difference between the groups before, in standard deviations.", 0.06
    )
    minutes_per_week: WeeklyMinuteRange | None = research("The minutes a week that were really used.", 35)
    ai_free_posttest: Truth | None = research(
        "Whether the final test was taken without the product's AI.", "yes"
    )
    claimed_essa_tier: EssaTier | None = research("The ESSA tier that the vendor claims for it.", 1)
    findings: list[Finding] | None = essential("Its results, one entry each; [] where it gives none.")


class Review(Sourced):
    """What a clearinghouse says of the product."""

    by: ClearinghouseId | None = research("The clearinghouse, by its id.", "evidence_for_essa")
    rating: Text | None = research("Its rating, in its own word.", "moderate")
    essa_tier: EssaTier | None = research("The ESSA tier it gives.", 2)
    subject: Subject | None = research("The subject it reviewed.", "reading")
    grades: Grades | None = research("The grades it reviewed.", "1-2")
    studies: Count | None = research("How many studies it rests on.", 4)
    students: Count | None = research("How many students they held.", 17281)
    effect_size: EffectSize | None = research("The mean effect size.", 0.16)
    url: WebAddress | None = research("The review's page.")
    paid_by_vendor: Truth | None = research("Whether the vendor paid for the review.", "no")
