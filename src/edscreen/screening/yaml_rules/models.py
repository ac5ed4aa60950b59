"""What a `rule.yaml` may say beside its conditions."""

import re
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from edscreen.profile.fields import Model, Numbered, Text, Truth, due, optional
from edscreen.profile.identifiers import WebAddress
from edscreen.profile.models import Profile
from edscreen.profile.models.choices import Category
from edscreen.profile.quoting import shown
from edscreen.profile.spellings import refusal
from edscreen.screening.answers import Severity
from edscreen.screening.rule import Empty, GetsWorse, LeftOut

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _read_id(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        meant = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-0123456789")
        like = meant if _ID.fullmatch(meant) else "training-included"
        raise refusal("rule_id", f"write the id in small letters with hyphens between words, like {like}")
    return value


def _read_section(value: object) -> object:
    if isinstance(value, str) and value not in Profile.model_fields:
        close = get_close_matches(value.strip().lower().replace(" ", "_"), Profile.model_fields, n=1)
        hint = f"did you mean {close[0]}?" if close else f"write one of {', '.join(Profile.model_fields)}"
        raise refusal("section", f"a profile has no section {shown(value)}: {hint}")
    return value


RuleId = Annotated[Text, BeforeValidator(_read_id)]
SectionName = Annotated[Text, BeforeValidator(_read_section)]


class RuleSource(Model):
    """Where a rule's reasoning comes from."""

    title: Text = due("What it is called.", "Alder Valley, purchasing handbook, section 4")
    url: WebAddress = due("Where it can be read.", "https://www.alder-valley.example/handbook")


class RuleAppliesTo(Model):
    """The products that a rule judges."""

    categories: list[Category] | None = optional(
        "Product categories; left out, those that teach students.", ["supplemental"]
    )
    students_use: Truth | None = optional(
        "Whether only products that students use themselves are meant; left out, yes.", "yes"
    )


class RuleSection(Model):
    """The part of the profile that a rule asks about."""

    name: SectionName = due("Its key in the profile.", "training")
    words: Text = due(
        "What it holds, to follow 'the vendor has not said ...'.", "what training teachers need"
    )
    also_in: list[SectionName] | None = optional(
        "Other sections whose entries answer the same question.", ["reviews"]
    )
    stands_in: Text | None = optional(
        "A field of another section's entries that answers where this section is left out.",
        "outcomes.dosage_minutes_per_week",
    )


class RuleAnswer(Model):
    """One of a rule's answers: what it says, and when."""

    flag: Text | None = optional("The message of a flag.", "Training costs {training.price_usd}.")
    passes: Text | None = optional("The message of a pass.", "The price includes the training.", name="pass")
    undisclosed: Text | None = optional(
        "The message where this leaves the question without an answer.", "The agreement is not signed yet."
    )
    when: Any = optional(
        "The condition; the last answer may have none.", "{field: training.included, equals: no}"
    )
    softer: Truth | None = optional("Whether a flag is one step milder than the rule.", "yes")
    ask: Text | None = optional(
        "What to ask the vendor here, in place of ask_vendor.", "Which study shows it?"
    )


class RuleFile(Model):
    """A rule written as data."""

    edscreen_rule: Annotated[Literal[1], Numbered] = due("The version of this form: 1.", 1)
    id: RuleId = due("The name by which reports and options call it.", "training-included")
    title: Text = due("The question, in a few words.", "Does the price include the training?")
    family: Text = due("The group by which --select and --ignore take it.", "training")
    severity: Severity = due("How serious a flag is.", "caution")
    ask_vendor: Text = due(
        "What to ask the vendor where the answer is not a pass.", "What does the training cost?"
    )
    settled_by: Text | None = optional(
        "What would settle that question, as a letter to the vendor says it.", "An offer with the price."
    )
    sources: list[RuleSource] = due("Where the reasoning comes from.")
    answers: list[RuleAnswer] = due("From the top: the first whose condition holds is the answer.")
    applies_to: RuleAppliesTo | None = optional("The products it judges.")
    section: RuleSection | None = optional("The part of the profile it asks about.")
    silence_flags: Truth | None = optional(
        "Whether silence flags, once the vendor was asked and the time is over.", "no"
    )
    left_out: LeftOut | None = optional("What the section left out gives.", "undisclosed")
    empty: Empty | None = optional("What the section given empty gives.", "flag")
    gets_worse: GetsWorse | None = optional("The way in which the number that decides gets worse.", "lower")
