"""Everything that a rule's author imports: models, the rule's declaration, answers, and small pure helpers.

A rule is a function that is given what it names and returns one answer:

    from edscreen.rulekit import Answer, Profile, Section, Source, flags, passes, rule

    @rule(id="states-a-version", title="...", family="product", severity="note", ask_vendor="...", sources=())
    def states_a_version(profile: Profile) -> Answer:
        ...

Evidence is cited by its path in the profile, `("dosage", 0, "minutes")`; the engine adds line and column.
"""

from __future__ import annotations

from edscreen.profile.models import (
    Approval,
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
from edscreen.profile.spellings import GRADES, Range
from edscreen.registries.addresses import Address, parse_address
from edscreen.registries.agencies import AgencyMatch, AgencyTable, Place
from edscreen.registries.bundle import Registries
from edscreen.registries.domains import registrable_domain, same_registrable_domain
from edscreen.screening.answers import (
    Answer,
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
from edscreen.screening.inputs import District, SiteReading
from edscreen.screening.rule import TEACHING, AppliesTo, Options, Rule, Section, Source, rule
from edscreen.screening.silence import in_words

__all__ = [
    "GRADES",
    "TEACHING",
    "Address",
    "AgencyMatch",
    "AgencyTable",
    "Answer",
    "AppliesTo",
    "Approval",
    "Cited",
    "District",
    "Dosage",
    "Evaluator",
    "Finding",
    "FromRegistry",
    "FromSite",
    "Funder",
    "HomePage",
    "Measured",
    "Options",
    "Outcome",
    "Path",
    "Place",
    "Product",
    "Profile",
    "Purchase",
    "Range",
    "Registries",
    "Review",
    "Rule",
    "Section",
    "SiteReading",
    "Source",
    "Study",
    "Vendor",
    "flags",
    "in_words",
    "not_applicable",
    "parse_address",
    "passes",
    "registrable_domain",
    "rule",
    "same_registrable_domain",
    "skipped",
    "unavailable",
    "undisclosed",
]
