"""What a sentence makes of a body that it names: who did a study, a figure's source, the product's maker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.site.judging.data import statements

if TYPE_CHECKING:
    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.judging.text import Sentence

_SHORT_LINE = 120
# A table's cell behind its column's head; authors with their initials.
_CELL = re.compile(
    r"(?!partner|advis|fund|where|place|sample|home|host|alumni|school|district|site|made|built|develop|creat"
    r"|donde|socio)[^:;.]{1,30}: (?:[^:;.,]{1,50}, )?"
)
# Its initials, or the bracket in which the whole name stands behind its initials; someone who only says so.
_ASIDE = re.compile(r"^(?:\)| \([^)]{2,60}\))")
_SOMEONE = re.compile(r"\b(?:professor|prof\.?|dr\.?|dean|lecturer|profesora?)\b[^.;]{0,60}$")
_OPINES = re.compile(
    r",? (?:\w+ ){0,2}(?:says?|said|calls?|praises?|recommends?|believes|thinks|loves|dice|recomienda)\b"
)
# What follows a source that opens a line: nothing, a dash, a colon; no verb, which would tell what it did.
_HEADS = re.compile(r"['\"\s]*(?:$|(?:on|en|sobre) |(?!, (?:which|who|where|que|whose) )[^\w\s])")
_AUTHORS = re.compile(r"(?:[A-Z]\. ?){1,2}[A-Z]\w+,? (?:\()?$|[A-Z]\w+, (?:[A-Z]\. ?){1,2},? (?:\()?$")


def did_the_study(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the sentence makes that body the one who did a study, not maker, partner or sample."""
    said = statements()
    before = sentence.low[max(0, body.start - 150) : body.start]
    after = _ASIDE.sub("", sentence.low[body.end : body.end + 160])
    if _SOMEONE.search(before) and _OPINES.match(after):
        return False
    if said["developer_before"].search(before) or said["built_it"].match(after):
        return False
    return bool(said["evaluator_before"].search(before) or said["evaluator_after"].match(after))


def is_source(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the body is given as where a figure is from.

    So it is behind a dash or "Source:", where it opens a short line, and where a year follows it.
    """
    said = statements()
    before = sentence.low[max(0, body.start - 90) : body.start]
    dated = bool(said["attributed_after"].match(sentence.low[body.end : body.end + 110]))
    if said["attributed_before"].search(before) or _CELL.fullmatch(before):
        return True
    if not before.strip(
        " -|\"'(*0123456789[].\u2020\u2021\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
    ):
        return dated or (len(sentence.low) <= _SHORT_LINE and bool(_HEADS.match(sentence.low[body.end :])))
    if not dated:
        return False
    # A quotation's source stands right behind it; behind a person's name it is where that person works.
    if before.rstrip(" ,-")[-1:] == '"' or _AUTHORS.search(
        sentence.plain[max(0, body.start - 60) : body.start]
    ):
        return True
    return bool(said["study"].search(sentence.low[: body.start])) and before.rstrip()[-1] in ",.-(|:"


def made_the_product(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the sentence makes that body the product's maker, or the maker's parent."""
    return bool(statements()["made_by"].search(sentence.low[max(0, body.start - 120) : body.start]))
