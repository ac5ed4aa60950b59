"""ESSA tiers, registry numbers, journals and citations as they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from edscreen.site.judging.data import named
from edscreen.site.judging.text import plain

# Capitals decide: "essa" is a word of Portuguese, "Tessa" a name.
_ESSA = r"(?<!\w)(?:ESSA|Every Student Succeeds Act(?: \(ESSA\))?)(?!\w)"
_LEVEL = (
    r"(?:[Tt]iers?|[Ll]evels?|TIERS?|LEVELS?|[Nn]ivel(?:es)?)(?: of [Ee]vidence)?:?[ -]?"
    r"(?:[123]|I{1,3}|[Oo]ne|[Tt]wo|[Tt]hree|ONE|TWO|THREE|[Uu]no|[Dd]os|[Tt]res)\b"
)
_GRADE = (
    r"(?:[Ss]trong|[Mm]oderate|[Pp]romising|STRONG|MODERATE|PROMISING|"
    r"[Ff]uerte|[Ss]olida|[Mm]oderad[oa]|[Pp]rometedora?|[Pp]romisori[oa])\b"
)
_TIER = re.compile(
    rf"{_ESSA}[^.;]{{0,45}}?\b(?:{_LEVEL}|{_GRADE})|\b(?:{_LEVEL}|{_GRADE})[^.;]{{0,45}}?{_ESSA}"
)
_NAME = re.compile(_ESSA)
_FOURTH = re.compile(r"\b(?:[Tt]ier|[Ll]evel|TIER|LEVEL|[Nn]ivel)[ -]?(?:4|IV|[Ff]our|FOUR)\b")
_UPPER = re.compile(rf"\b{_LEVEL}")
_REGISTERED = re.compile(r"(?<!\w)(?:E[DJ]\d{6}(?!\w)|10\.\d{4,9}/[^\s\"<>]{3,})")
_JOURNAL = re.compile(
    r"(?<!\w)(?:(?:[A-Z][\w'-]*|and|&|of|in|for|on) ){0,6}"
    r"(?:Journal|Quarterly|Annals|Proceedings|Transactions|Revista|Review)\b"
    r"(?:(?: of| in| for| on| de| del| and| &| the| la| y| e|,)* [A-Z][\w'-]*){0,7}"
)
_TRIAL = re.compile(r"(?<!\w)(?:AEARCTR-\d{4,}|ISRCTN\d{8}|NCT\d{8}|(?:REES|Registry ID)\W{0,3}\d[\d.v]{2,})")
_REGISTRIES = ("AEARCTR", "ISRCTN", "NCT", "REES", "Registry")
_TITLED = re.compile(r"\b(?:in|en) (?:the |la )?(?:[A-Z]\w+ (?:(?:and|of|in|for|&|de|y) )?){1,6}[A-Z]\w+")
_CITED = re.compile(r"\b\d{1,3} ?\(\d{1,3}\)|\bpp?\. ?\d|\b[Vv]ol\.? \d|, \d{1,3}, \d{1,4}-\d{1,4}\b")
_SPECIFIC = re.compile(
    r"\b(?:19|20)\d\d\b|\d[\d,.]{2,} (?:\w+ ){0,3}(?:students|pupils|learners|children|estudiantes|alumnos)"
    r"|\d+ (?:\w+ ){0,2}(?:schools|districts|classrooms|states|escuelas|distritos)"
)


def essa_tier(text: str) -> bool:
    """Tell whether plain text names ESSA's tier 1, 2 or 3; the fourth asks for no finished study."""
    return (
        _names_essa(text)
        and bool(_TIER.search(text))
        and not (_FOURTH.search(text) and not _UPPER.search(text))
    )


def any_tier(text: str) -> bool:
    """Tell whether plain text names one of ESSA's tiers, the fourth included."""
    return _names_essa(text) and (
        bool(_TIER.search(text)) or bool(_FOURTH.search(text) and _NAME.search(text))
    )


def _names_essa(text: str) -> bool:
    """Tell, fast, whether the text may name the act."""
    return "ESSA" in text or "Succeeds Act" in text


def registered(text: str) -> bool:
    """Tell whether a number of ERIC or a DOI stands in the text."""
    return ("ED" in text or "EJ" in text or "10." in text) and bool(_REGISTERED.search(text))


def trial_number(text: str) -> bool:
    """Tell whether the number of a registry of trials stands in the text: the trial may still be to come."""
    return any(name in text for name in _REGISTRIES) and bool(_TRIAL.search(text))


@lru_cache(maxsize=256)
def journal(text: str) -> bool:
    """Tell whether a scholarly journal is named; magazines and newspapers are none."""
    known, press = _titles()
    if known.search(text):
        return True
    return any(len(found[0].split()) > 1 and not press.search(found[0]) for found in _JOURNAL.finditer(text))


@lru_cache(maxsize=256)
def titled(text: str) -> bool:
    """Tell whether a title of two words or more stands behind "in", as a journal's does."""
    return bool(_TITLED.search(text))


def cited(text: str) -> bool:
    """Tell whether a volume or pages stand in the text, as in a list of references."""
    return bool(_CITED.search(text))


def specific(text: str) -> bool:
    """Tell whether a year, a sample or a number of schools makes a study a certain one."""
    return bool(_SPECIFIC.search(text))


@lru_cache(maxsize=1)
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def any_of(kind: str) -> re.Pattern[str]:
        titles = sorted(
            (plain(written) for written, body in named().items() if body.kind == kind), key=len, reverse=True
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})(?!\w)")

    return any_of("journal"), any_of("press")
