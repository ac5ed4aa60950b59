"""The vendor profile: one product as a YAML document, every field with its meaning and unit."""

from typing import Annotated, Any, Literal

from edscreen.profile.fields import Model, Numbered, essential, required, research
from edscreen.profile.models.approval import Approval, Measured
from edscreen.profile.models.dosage import Attained, Dosage, Outcome
from edscreen.profile.models.study import Evaluator, Finding, Funder, Measure, Review, Study
from edscreen.profile.models.terms import (
    Coherence,
    DataPractices,
    HomePage,
    Price,
    Record,
    Reply,
    Support,
    Training,
)
from edscreen.profile.models.vendor import Asked, Prepared, Product, Purchase, Vendor


class Profile(Model):
    """What is known of one product, and who says so."""

    edscreen: Annotated[Literal[1], Numbered] = required("The version of this format: 1.", 1)
    prepared: Prepared | None = essential("Who filled in this profile.")
    asked: Asked | None = research("That the vendor was asked for what is missing.")
    vendor: Vendor = required("The company.")
    product: Product = required("The product.")
    purchase: Purchase | None = research("What the district means to buy.")
    dosage: list[Dosage] | None = essential(
        "How much a student is to use it; [] where the vendor states none."
    )
    studies: list[Study] | None = essential("The research on it; [] where there is none.")
    reviews: list[Review] | None = research("What clearinghouses say of it; [] where there is nothing.")
    approvals: list[Approval] | None = essential(
        "What state education agencies say; [] where there is nothing."
    )
    outcomes: list[Outcome] | None = essential(
        "What the vendor says a district will see; [] where it says nothing."
    )
    training: Training | None = research("Teachers' training.")
    support: Support | None = research("Help during the year.")
    data_practices: DataPractices | None = research("What the vendor does with students' data.")
    coherence: Coherence | None = research("How it fits what the district teaches with.")
    contract: dict[str, Any] | str | None = research("The contract; kept, not judged by this version.")
    home_page: HomePage | None = research("A person's own look at the vendor's home page.")
    price: Price | None = research("What it costs; shown, never judged.")
    records: list[Record] | None = research("Documents kept with the profile; never judged.")
    replies: list[Reply] | None = research("The vendor's words on single questions.")


__all__ = [
    "Approval",
    "Asked",
    "Attained",
    "Coherence",
    "DataPractices",
    "Dosage",
    "Evaluator",
    "Finding",
    "Funder",
    "HomePage",
    "Measure",
    "Measured",
    "Outcome",
    "Prepared",
    "Price",
    "Product",
    "Profile",
    "Purchase",
    "Record",
    "Reply",
    "Review",
    "Study",
    "Support",
    "Training",
    "Vendor",
]
