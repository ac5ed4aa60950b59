"""What comes with the product: training, support, data practices, fit, price, records and replies."""

from typing import Literal

from edscreen.profile.fields import Count, Day, Money, Number, Text, Truth, research
from edscreen.profile.identifiers import WebAddress
from edscreen.profile.models.sourced import Sourced

SiteVerdict = Literal["shown", "linked", "claims_only", "absent", "unreadable"]
"""What a home page shows of independent research."""


class Training(Sourced):
    """Teachers' training."""

    required_hours: Number | None = research("Hours of training that the product takes.", 6)
    included: Truth | None = research("Whether the price includes it.", "yes")
    price_usd: Money | None = research("Its price in US dollars, where it is not included.", 0)
    optional_price_usd: Money | None = research("The price of training beyond that, in US dollars.", 900)


class Support(Sourced):
    """Help during the year."""

    included: Truth | None = research("Whether the price includes it.", "yes")
    price_usd: Money | None = research("Its price in US dollars, where it is not included.", 0)
    what: Text | None = research("What it is.")


class Agreement(Sourced):
    """A signed agreement on student data."""

    name: Text | None = research("The agreement's name.", "NDPA")
    signed: Day | None = research("The day of signature.", "2026-01-10")
    expires: Day | None = research("The last day on which it holds.", "2029-01-10")
    url: WebAddress | None = research("Where it can be read.")


class DataPractices(Sourced):
    """What the vendor does with students' data."""

    sells_data: Truth | None = research("Whether it sells data.", "no")
    third_party_marketing: Truth | None = research(
        "Whether data is used for other companies' marketing.", "no"
    )
    targeted_advertising: Truth | None = research("Whether students see advertising aimed at them.", "no")
    third_party_tracking: Truth | None = research(
        "Whether other companies track students in the product.", "no"
    )
    cross_app_tracking: Truth | None = research(
        "Whether students are tracked across other apps and sites.", "no"
    )
    commercial_profiling: Truth | None = research("Whether profiles of students are made for business.", "no")
    agreement: Agreement | None = research("The agreement on student data.")


class Coherence(Sourced):
    """How the product fits what the district teaches with."""

    core_curricula: list[Text] | None = research("The core curricula it is aligned with.")
    replaces_teacher_instruction: Truth | None = research(
        "Whether it takes the place of a teacher's lesson.", "no"
    )


class HomePage(Sourced):
    """A person's own look at the vendor's home page, which answers whether it shows independent research.

    It is the district's own entry, and counts only with its verdict, its day and the person's name.
    """

    verdict: SiteVerdict | None = research(
        "What the home page shows of independent research: shown (it stands on the page itself), linked (it "
        "stands behind a link), claims_only (claims of results, no research), absent (neither), unreadable "
        "(the page could not be read).",
        "linked",
    )
    clicks: Count | None = research("How many clicks away the research is; 0 on the page itself.", 1)
    quote: Text | None = research("The words seen.")
    url: WebAddress | None = research("The page looked at.")
    checked_on: Day | None = research("The day of the look.", "2026-10-02")
    checked_by: Text | None = research("Who looked.")


class Price(Sourced):
    """What the product costs; shown, never judged."""

    per_student_usd: Money | None = research("US dollars for each student.", 12.50)
    per: Text | None = research("For how long.", "year")
    includes: Text | None = research("What that holds.")
    quoted_on: Day | None = research("The day of the quote.", "2026-10-20")


class Record(Sourced):
    """A document kept with the profile; never judged."""

    name: Text | None = research("The document's name.", "VPAT 2.5")
    url: WebAddress | None = research("Where it can be read.")
    on: Day | None = research("Its date.", "2026-01-10")


class Reply(Sourced):
    """The vendor's words on one question, printed beside the finding; they change no outcome."""

    rule: Text | None = research("The rule that the reply goes with.", "screen-time")
    on: Day | None = research("The day of the reply.", "2026-10-20")
    by: Text | None = research("Who replied.")
    text: Text | None = research("The reply.")
