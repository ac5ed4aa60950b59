"""What the engine answers for every rule alike: does not apply, left out, empty, asked for in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.screening import answers

if TYPE_CHECKING:
    from datetime import date

    from edscreen.profile.models import Asked, Profile
    from edscreen.screening.answers import Answer
    from edscreen.screening.rule import Rule, Section


def outside(rule: Rule, profile: Profile) -> Answer | None:
    """Answer that the rule does not judge such a product, going by what the profile declares."""
    product = profile.product
    if product.students_use is False and rule.applies_to.students_use:
        return answers.not_applicable(
            "The district declares that students do not use this product themselves.",
            ("product", "students_use"),
        )
    if product.category is not None and product.category not in rule.applies_to.categories:
        return answers.not_applicable(
            f"The district declares this product to be of the category '{product.category}', "
            "of which this question is not asked.",
            ("product", "category"),
        )
    return None


def asked_in_vain(asked: Asked | None, as_of: date) -> str | None:
    """Say since when an answer is overdue; None where the vendor was not asked or the day is not over."""
    if asked is None or asked.reply_by is None or as_of <= asked.reply_by:
        return None
    when = f"asked on {in_words(asked.on)}" if asked.on else "asked"
    return f"{when}, no answer by {in_words(asked.reply_by)}"


def unspoken(rule: Rule, profile: Profile, as_of: date, *, asked_counts: bool) -> Answer | None:
    """Answer for a section that is left out or given empty; None where there is something to judge.

    Of several sections one that is given empty outranks one that is left out: "none" is an answer, silence
    is not.
    """
    first: Answer | None = None
    for section in rule.section:
        entries = getattr(profile, section.name)
        if entries or (section.also_in and any(getattr(profile, name) for name in section.also_in)):
            continue
        if entries is None:
            if _stands_elsewhere(section, profile):
                continue
            answer = _left_out(rule, section, profile, as_of, asked_counts=asked_counts)
        elif entries == []:
            answer = _empty(rule, section)
        else:
            continue
        if answer.outcome == "flag":
            return answer
        first = first or answer
    return first


def _stands_elsewhere(section: Section, profile: Profile) -> bool:
    if section.stands_in is None:
        return False
    elsewhere, _, field = section.stands_in.partition(".")
    return any(getattr(entry, field) is not None for entry in getattr(profile, elsewhere) or ())


def _left_out(rule: Rule, section: Section, profile: Profile, as_of: date, *, asked_counts: bool) -> Answer:
    in_vain = asked_in_vain(profile.asked, as_of) if rule.silence_flags and asked_counts else None
    if in_vain:
        return answers.flags(
            f"The vendor has not said {section.words}: {in_vain}.",
            ("asked", "reply_by"),
            (section.name,),
            basis="documented",
        )
    return answers.Answer(rule.left_out, left_out_message(section), evidence=((section.name,),))


def left_out_message(section: Section) -> str:
    """Say that a profile leaves a section out."""
    return f"The profile does not say {section.words}: '{section.name}' is left out."


def _empty(rule: Rule, section: Section) -> Answer:
    message = f"The profile gives '{section.name}' empty: the vendor states nothing about {section.words}."
    if rule.empty == "flag":
        return answers.flags(message, (section.name,))
    return answers.Answer(rule.empty, message, evidence=((section.name,),))
