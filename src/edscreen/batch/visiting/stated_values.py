"""What a list leaves out and the vendor's site states for certain: `batch --fill-from-site`.

A value of the list's own is never replaced. What is filled in is the vendor's claim: its evidence is the page
that states it, and the profile keeps pointing to the list for everything else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from edscreen.batch.visiting.site_words import words_of
from edscreen.interview.answers import answer_at, is_answered, with_answer
from edscreen.interview.site_pages import WHY, Stated
from edscreen.interview.stated_on_site import stated_on_site
from edscreen.profile.documents import Document, dotted
from edscreen.profile.models import Profile
from edscreen.profile.workbook_layout import read_path
from edscreen.report.list_columns import DIFFERS, FILLED, NOT_TAKEN
from edscreen.screening.answers import FromSite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from edscreen.batch.visiting.site_words import SiteWords
    from edscreen.interview.pages_seen import PagesSeen
    from edscreen.interview.site_pages import Doubtful
    from edscreen.profile.yaml_tree import Path

_QUOTE = 300
_NAMES = {("vendor", "name"), ("vendor", "website"), ("product", "name")}
"""Every row has its names, and the address that is visited is the row's."""
_TIER, _MINUTES = ("product", "claimed_essa_tier"), ("dosage", 0, "minutes")
_NAMELESS = {"edscreen": 1, "vendor": {"name": "-"}, "product": {"name": "-"}}


class Filled(NamedTuple):
    """A profile with what its vendor's site states.

    Attributes:
        document: the profile; where its own fields stand is as before.
        evidence: where each field stands that was filled in.
        noted: `filled`, `differs` and `not_taken`, as reports keep them under `list`, by field: what the site
            states, with quote, address and day; of what differs the list's own value, too, which was kept; of
            what was not taken why.
        words: what the site says on questions that stay open.
    """

    document: Document
    evidence: Mapping[Path, FromSite]
    noted: dict[str, dict[str, Any]]
    words: tuple[SiteWords, ...] = ()


def filled_from(document: Document, seen: PagesSeen) -> Filled:
    """Fill what a profile leaves out with what the pages of its vendor state.

    Args:
        document: the profile.
        seen: what was read; nothing is taken from a site that could not be, or that bears neither name.
    """
    report, profile = seen.report, document.profile
    if report is None or report.problem or not report.names_asked:
        return unfilled(document)
    found = stated_on_site(report, seen.pages, profile.vendor.name, profile.product.name)
    stated = found.certain
    read = {page.url: page for page in report.pages}
    whole, added = _with(document, [each for each in stated if each.path not in _NAMES])
    evidence = {
        each.path: FromSite(each.url, read[each.url].fetched_at, read[each.url].sha256, each.quote[:_QUOTE])
        for each in added
    }
    noted = {
        FILLED: {dotted(each.path): _noted(each) for each in added},
        DIFFERS: _differs(document, stated),
        NOT_TAKEN: _not_taken(document, found.doubtful),
    }
    return Filled(whole, evidence, noted, words_of(found))


def unfilled(document: Document) -> Filled:
    """Give a profile back as it is."""
    return Filled(document, {}, {FILLED: {}, DIFFERS: {}, NOT_TAKEN: {}})


def filled_again(document: Document, filled: Mapping[str, Mapping[str, Any]]) -> Document:
    """Fill a profile as it was filled when it was screened.

    Args:
        document: the profile, as the list holds it.
        filled: what was filled in, as reports keep it under `list.filled`.
    """
    stated = [
        Stated(path, each["value"], each["quote"], each["url"], each["on"])
        for field, each in filled.items()
        if (path := read_path(field, -1))
    ]
    return _with(document, stated)[0]


def _with(document: Document, stated: Iterable[Stated]) -> tuple[Document, list[Stated]]:
    """Return a profile with what it leaves out, section by section, and what that was."""
    data, profile, added = document.tree.data, document.profile, []
    sections: dict[Path, list[Stated]] = {}
    for each in stated:
        sections.setdefault(_group(each.path), []).append(each)
    for group, several in sections.items():
        # An entry of a list belongs together: minutes of the site's are not for the grades of the list's.
        if isinstance(group[-1], int) and is_answered(answer_at(document.tree.data, group[:1])):
            continue
        left_out = [each for each in several if not is_answered(answer_at(data, each.path))]
        with_them = data
        for each in left_out:
            with_them = with_answer(with_them, each.path, each.value)
        try:
            judged = Profile.model_validate(with_them) if left_out else profile
        except ValidationError:  # what a profile cannot hold is left to a person
            continue
        data, profile = with_them, judged
        added += left_out
    return (replace(document, profile=profile) if added else document), added


def _group(path: Path) -> Path:
    return path[:2] if isinstance(path[1], int) else path


def _differs(document: Document, stated: Iterable[Stated]) -> dict[str, Any]:
    """What the list says otherwise: an ESSA tier, or the minutes of the only dosage, in the same time."""
    by_path = {each.path: each for each in stated}
    return {
        dotted(path): {"listed": answer_at(document.tree.data, path), **_noted(said)}
        for path in (_TIER, _MINUTES)
        if (said := by_path.get(path)) and _is_other(document.profile, by_path, path)
    }


def _not_taken(document: Document, doubtful: Iterable[Doubtful]) -> dict[str, Any]:
    """What a person has to decide on, but for what the list says already; of one field, numbered."""
    found: dict[str, Any] = {}
    for each in doubtful:
        first, by_path = each.stated[0], {field.path: field for field in each.stated}
        profile = document.profile
        if not _is_listed(profile, first.path) or _is_other(profile, by_path, first.path):
            before = sum(name.partition(" ")[0] == dotted(first.path) for name in found)
            name = f"{dotted(first.path)} ({before + 1})" if before else dotted(first.path)
            found[name] = {**_noted(first), "why": WHY[each.why]}
    return found


def _is_listed(profile: Profile, path: Path) -> bool:
    """Whether the list answers: the tier, or any minutes."""
    if path == _TIER:
        return profile.product.claimed_essa_tier is not None
    return any(each.minutes is not None for each in profile.dosage or ())


def _is_other(profile: Profile, stated: Mapping[Path, Stated], path: Path) -> bool:
    """Whether the list answers, in the same time, and the site's words are not known to say the same."""
    if path == _TIER:
        return profile.product.claimed_essa_tier not in {None, stated[path].value}
    own = profile.dosage or []
    if stated[path].value is None:
        return True
    entry = {str(path[-1]): each.value for path, each in stated.items() if path[0] == "dosage"}
    if len(own) != 1 or own[0].minutes is None or own[0].per != entry["per"]:
        return False
    theirs = Profile.model_validate({**_NAMELESS, "dosage": [entry]}).dosage or []
    return any(each.minutes != own[0].minutes for each in theirs)


def _noted(each: Stated) -> dict[str, Any]:
    return {"value": each.value, "quote": each.quote[:_QUOTE], "url": each.url, "on": each.day}
