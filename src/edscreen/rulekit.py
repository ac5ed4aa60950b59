"""Everything that a rule's author imports: models, the rule's declaration, answers, and small pure helpers.

A rule is a function that is given what it names and returns one answer:

    from edscreen.rulekit import Answer, Profile, Section, Source, flags, passes, rule

    @rule(id="states-a-version", title="...", family="product", severity="note", ask_vendor="...", sources=())
    def states_a_version(profile: Profile) -> Answer:
        ...

Evidence is cited by its path in the profile, `("dosage", 0, "minutes")`; the engine adds line and column.
"""

from __future__ import annotations

from pydantic import Field

from edscreen.evidence.bought_subjects import subjects_without_dosage, with_gaps
from edscreen.evidence.combined_minutes import Combined, combinations
from edscreen.evidence.stated_minutes import Stated, holds_for, stated_minutes
from edscreen.evidence.subjects import as_counted, subject_in_words
from edscreen.evidence.weekly_minutes import exact_minutes, lessons_apart, weekly_minutes
from edscreen.evidence.weekly_use import by_weekly_use
from edscreen.profile.fields import Grades
from edscreen.profile.models import (
    Approval,
    Asked,
    Dosage,
    Evaluator,
    Finding,
    Funder,
    HomePage,
    Measured,
    Outcome,
    Product,
    Profile,
    Purchase,
    Review,
    Study,
    Vendor,
)
from edscreen.profile.models.choices import Category
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.ranges import Range
from edscreen.profile.spellings import GRADES
from edscreen.profile.states import state_names
from edscreen.profile.words import counted, grades_in_words, in_words, joined, same_letters, same_words
from edscreen.registries.addresses import parse_address
from edscreen.registries.agencies import Agency
from edscreen.registries.approvals import (
    JudgedApproval,
    grades_wanted,
    is_older,
    judge_approvals,
    other_edition,
    whose_grades,
)
from edscreen.registries.bundle import Registries
from edscreen.registries.domains import registrable_domain
from edscreen.registries.vendor_hosts import vendor_hosts
from edscreen.registries.whose_word import basis_of
from edscreen.screening.answers import (
    Amount,
    Answer,
    Basis,
    Cited,
    FromRegistry,
    FromSite,
    Path,
    flags,
    not_applicable,
    passes,
    skipped,
    unavailable,
    undisclosed,
)
from edscreen.screening.inputs import District, OpenedSource, SeenPage, SeenWords, SiteReading
from edscreen.screening.rule import TEACHING, AppliesTo, Options, Section, Source, rule
from edscreen.screening.silence import asked_in_vain

FOUNDING_ARTICLE = Source(
    "Outcomes-based partnerships and accountability are the future of education, eSchool News, June 30, 2026",
    "https://www.eschoolnews.com/educational-leadership/2026/06/30/"
    "outcomes-based-partnerships-and-accountability-are-the-future-of-education/",
)
"""The article whose four red flags the built-in rules ask about."""

__all__ = [
    "FOUNDING_ARTICLE",
    "GRADES",
    "TEACHING",
    "Agency",
    "Amount",
    "Answer",
    "AppliesTo",
    "Approval",
    "Asked",
    "Basis",
    "Category",
    "Cited",
    "Combined",
    "District",
    "Dosage",
    "Evaluator",
    "Field",
    "Finding",
    "FromRegistry",
    "FromSite",
    "Funder",
    "Grades",
    "HomePage",
    "JudgedApproval",
    "Measured",
    "OpenedSource",
    "Options",
    "Outcome",
    "Path",
    "Product",
    "Profile",
    "Purchase",
    "Range",
    "Registries",
    "Review",
    "Section",
    "SeenPage",
    "SeenWords",
    "SiteReading",
    "Source",
    "Stated",
    "Study",
    "Vendor",
    "as_counted",
    "asked_in_vain",
    "basis_of",
    "by_weekly_use",
    "combinations",
    "counted",
    "exact_minutes",
    "flags",
    "grades_in_words",
    "grades_wanted",
    "holds_for",
    "in_words",
    "is_older",
    "is_stated",
    "joined",
    "judge_approvals",
    "lessons_apart",
    "not_applicable",
    "other_edition",
    "parse_address",
    "passes",
    "registrable_domain",
    "rule",
    "same_letters",
    "same_words",
    "shown",
    "skipped",
    "state_names",
    "stated_minutes",
    "subject_in_words",
    "subjects_without_dosage",
    "unavailable",
    "undisclosed",
    "vendor_hosts",
    "weekly_minutes",
    "whose_grades",
    "with_gaps",
]
