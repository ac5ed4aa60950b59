"""What one sentence of a vendor's site states for certain: an ESSA tier, or a student's minutes.

A sentence is taken only where it names the product and says the thing of it in one of a few plain shapes, and
where none of the words in `data/stated_words.csv` takes it back, puts it off or says it of somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from edscreen.profile.tables import read_table
from edscreen.profile.vocabularies import SUBJECTS
from edscreen.site.judging.subject import name_pattern
from edscreen.site.judging.text import composed, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = Path(__file__).parent / "data" / "stated_words.csv"
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_ACT = r"(?<!\w)(?:ESSA|Every Student Succeeds Act(?: \(ESSA\))?)(?:'s)?(?![\w-])"
_LEVEL = r"(?:[Tt]ier|TIER|[Ll]evel|LEVEL)[ -]?{}(?![\w-])"
_NUMBER = "([1-4]|I{1,3}|IV|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)"
_BETWEEN = "(?i:(?: (?:evidence|standards?|criteria|requirements?|rating|strong|moderate|promising)){0,2})"
_TIER = re.compile(
    rf'{_ACT}{_BETWEEN}(?: for|:)? ?[("]?{_LEVEL.format(_NUMBER)}'
    rf"|{_LEVEL.format(_NUMBER)}{_BETWEEN}(?: (?:of|under|by|per|in))?(?: the)? \(?{_ACT}"
)
_ANY_TIER = re.compile(r"\b(?:tier|level)[ -]?(?:[1-4]|i{1,3}|iv|one|two|three|four)\b", re.IGNORECASE)
_GOES_ON = re.compile(r" ?(?:[,/&+]|-|and|or|to|through) ?(?:[Tt]ier |[Ll]evel )?(?:[1-4]\b|I{1,3}\b|IV\b)")
_MEETS = re.compile(
    r"(?: (?:now|currently|also|proudly|fully|officially))?"
    r" (?:meets|satisfies|fulfil?ls|holds|earned|earns|received|achieved|achieves|qualifies (?:for|as)"
    r"|is|has|(?:has|is|has been) (?:met|earned|received|achieved|rated|awarded|classified))"
    r"(?: (?:the|an|all|its|as|at|for|of|criteria|requirements|standards|evidence|rating))*"
)
_AMOUNT = re.compile(
    r"(?P<least>at least |a minimum of )?(?P<most>up to |at most |a maximum of )?"
    r"(?<![\d.,:$/-])(?P<low>\d{1,3})(?:(?P<more>\+| or more)|(?: ?- ?| to )(?P<high>\d{1,3}))?"
    r"[ -](?:minutes?|mins?)\b\.?(?P<of>(?: (?:of|on|in|with|using) [^,;:.()]{1,60}?)?)"
    r"(?: ?(?:a|per|each|every|/) ?(?:school )?(?P<per>week|day|session)\b| (?P<adverb>weekly|daily)\b)",
    re.IGNORECASE,
)
_ANY_AMOUNT = re.compile(
    r"\d\+?(?: or more)?[ -]?(?:minutes?|mins?|hours?|hrs?)\b|\bminutes\b", re.IGNORECASE
)
# "Lumen Reading Plus", "Lumen Reading 2" and "Super Lumen Reading" are other products than Lumen Reading.
_GOES_ON_BEHIND = re.compile(
    r"[®™]?(?:[-/&]| (?:&|and) [A-Z]| (?!ESSA)[A-Z]| \d[\d.]*\b(?! ?(?:-|to\b|min|\+|or more)))", re.ASCII
)
_BEGINS_BEFORE = re.compile(
    r"[-/&]$|\b(?!(?:The|Our|With|In|On|Using|For|And) $)[A-Z][\w.'&]* (?:(?:and|&) )?$"
)
_OFTEN = re.compile(
    r"(?:,|,? on|,? for)? (?P<count>[1-7]|two|three|four|five) (?P<what>days|times|sessions)"
    r" (?:a|per|each|every) week\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:times|days|weekdays?|sessions?|lessons?|weeks|months?|semesters?|years?|twice|weekly)\b"
)
_PER_SUBJECT = re.compile(
    r"(?:(?:per|each|every)|(?:,? in|,? for|,? on) (?:each|every)) (?:school )?subject\b"
    r"(?:,? (?:in|for|across) (?:all )?(?:\d+|two|three|four|five|six|both|its|our|the) subjects\b)?"
)
# Minutes that may be for a part of what students do there: of which, is for a person to see.
_DIVIDED = re.compile(
    r"\b(?:subjects?|class(?:es)?|courses?|apiece|both|areas?|domains?|topics?|units?|modules?|strands?)\b"
    r"|\beach (?:in|for|on)\b|\d"
    rf"|\b(?:in|for|on|of) (?:both |each of )?(?:{'|'.join(map(re.escape, SUBJECTS))})\b"
)
_STUDENTS = re.compile(r"\b(?:students?|children|child|pupils?|learners?|kids)\b")
_TO_BE_USED = re.compile(
    r"\b(?:uses?|spends?|works?|practi[cs]es?|should|needs?|recommend(?:s|ed)?|designed)\b"
)
_ON_PRODUCT = re.compile(r"\b(?:use|uses|using|with|on|in|to|for|recommends?) (?:the )?$")
_OF_PRODUCT = re.compile(r" (?:of|on|in|with|using) (?:the )?")
_FOR_AMOUNT = re.compile(r"[®™]?(?: is (?:designed|recommended|meant|intended))?(?: for)? $")


@dataclass(frozen=True, slots=True)
class Amount:
    """A student's minutes at the product.

    Attributes:
        minutes: as a profile has them: 30, `30-40`, `30+` or `up to 60`.
        per: in which time.
        often: on how many days, or in how many sessions, a week, where that is said.
        scope: whether they are for each subject, where that is said.
    """

    minutes: int | str
    per: Literal["week", "day", "session"]
    often: int | None = None
    scope: Literal["per_subject"] | None = None


def tier_stated(sentence: str, product: str, context: str = "") -> int | None:
    """Return the ESSA tier that the sentence says the product meets; None where it does not say so plainly.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = _plain(sentence)
    found = list(_TIER.finditer(text))
    if len(found) != 1 or len(_ANY_TIER.findall(text)) != 1 or _is_taken_back(text, context, "tier"):
        return None
    (tier,) = found
    if _GOES_ON.match(text, tier.end()):
        return None
    for _, end in _named(text, product):
        between = text[end : tier.start()].rstrip(' ("').lstrip("®™")
        if _MEETS.fullmatch(between):
            number = (tier[1] or tier[2]).lower()
            return _NUMBERS.get(number) or int(number)
    return None


def minutes_stated(sentence: str, product: str, context: str = "") -> Amount | None:
    """Return a student's minutes at the product that the sentence says; None where it does not say so.

    Args:
        sentence: one sentence of a page, whole.
        product: the product's name.
        context: the heading above it and the line that leads to it.
    """
    text = _plain(sentence)
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1 or len(_ANY_AMOUNT.findall(text)) != 1:
        return None
    (amount,) = found
    low = text.lower()
    says_so = _STUDENTS.search(low) and _TO_BE_USED.search(low)
    if not says_so or _is_taken_back(text, context, "minutes") or not _is_of(amount, text, product):
        return None
    minutes, per = _minutes(amount), _per(amount)
    often = _OFTEN.match(text, amount.end())
    rest = text[: amount.start()] + text[(often or amount).end() :]
    if minutes is None or _HOW_OFTEN.search(rest.lower()):
        return None
    rest, scope = _without_scope(rest, product)
    if _DIVIDED.search(rest):
        return None
    if often is None:
        return Amount(minutes, per, scope=scope)
    if often["what"].lower() not in {"times", f"{per}s"} or per == "week":
        return None
    return Amount(minutes, per, _NUMBERS.get(often["count"].lower()) or int(often["count"]), scope)


def _without_scope(rest: str, product: str) -> tuple[str, Literal["per_subject"] | None]:
    """Take away what says for certain that minutes are for each subject, and the product's name."""
    name = name_pattern((product,))
    rest = name.sub(" ", rest.lower()) if name else rest.lower()
    bare = _PER_SUBJECT.sub(" ", rest)
    return bare, None if bare == rest else "per_subject"


def _plain(sentence: str) -> str:
    return " ".join(plain(composed(sentence)).split())


def _is_taken_back(text: str, context: str, of: str) -> bool:
    """Return whether the sentence, or what stands over it, is not to be taken at its word."""
    if '"' in text or text.endswith("?"):  # somebody's words, or a question
        return True
    return bool(_words(of).search(text.lower()) or _words(of).search(_plain(context).lower()))


@lru_cache(maxsize=2)
def _words(of: str) -> re.Pattern[str]:
    words = [row["words"] for row in read_table(_WORDS) if row["of"] in {"any", of}]
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?!\w)" for word in words) + r"|\wn't\b")


def _named(text: str, product: str) -> Iterator[tuple[int, int]]:
    """Yield where the product is named, and no other whose name only holds its name."""
    name = name_pattern((product,))
    for found in name.finditer(text.lower()) if name else ():
        before, after = text[: found.start()], text[found.end() :]
        is_longer = _GOES_ON_BEHIND.match(after) or _BEGINS_BEFORE.search(before)
        if not (is_longer or found[0].endswith("'s")):
            yield found.span()


def _is_of(amount: re.Match[str], text: str, product: str) -> bool:
    """Return whether the minutes are said of the product: "on Lumen Reading for 30 minutes"."""
    for start, end in _named(text, product):
        if end <= amount.start():
            lead = _ON_PRODUCT.search(text[:start].lower()) or start == 0
            if lead and _FOR_AMOUNT.fullmatch(text[end : amount.start()].lower()):
                return True
        else:  # "30 minutes of Lumen Reading a week", "30 minutes a week of Lumen Reading"
            behind = amount.start("of") if start < amount.end() else amount.end()
            if _OF_PRODUCT.fullmatch(text[behind:start].lower()):
                return True
    return False


def _minutes(amount: re.Match[str]) -> int | str | None:
    low, high = amount["low"], amount["high"]
    least, most = amount["least"] or amount["more"], amount["most"]
    if sum(map(bool, (least, most, high))) > 1 or int(low) == 0 or (high and int(high) <= int(low)):
        return None
    if high:
        return f"{low}-{high}"
    if least:
        return f"{low}+"
    return f"up to {low}" if most else int(low)


def _per(amount: re.Match[str]) -> Literal["week", "day", "session"]:
    written = (amount["per"] or amount["adverb"]).lower()
    if written in {"day", "daily"}:
        return "day"
    return "session" if written == "session" else "week"
