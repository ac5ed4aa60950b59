"""Research on the home page: whether a buyer finds independent research there, or has to hunt for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    Field,
    FromSite,
    Options,
    SeenPage,
    SeenWords,
    flags,
    in_words,
    passes,
    rule,
    shown,
    skipped,
    unavailable,
)

from .days import when_saved, why_look_does_not_count, why_saved_does_not_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Literal

    from edscreen.rulekit import Answer, Cited, HomePage, Path, Profile, SiteReading

_SHOWS = {
    "shown": "independent research stands on the home page itself",
    "linked": "the home page only links to research",
    "claims_only": "the home page makes claims and neither shows nor links to research",
    "absent": "the home page says nothing of research or results",
}
_HOW_TO_LOOK = (
    "{visit}, or look at {page} yourself and record what you saw in the profile, under 'home_page': "
    "verdict, clicks, quote, url, checked_on and checked_by."
)
_ASK_WHY_NOT_THERE = (
    "Why does this research not stand on your home page, and does it hold for the version that you offer?"
)
_LONGEST_NAME, _LONGEST_QUOTE = 80, 160
_FIELDS_OF_A_LOOK = ("verdict", "clicks", "checked_by", "checked_on")


class HomePageOptions(Options):
    """Options of `research-on-home-page`."""

    max_age_days: int = Field(
        180,
        ge=0,
        description="A person's own look, or a saved page that says when it was saved, counts if that was "
        "within this many days before the as-of day.",
    )


class _Seen(NamedTuple):
    """What a home page showed, whoever looked."""

    verdict: str
    clicks: int | None
    who: str
    basis: Literal["documented", "verified"]
    evidence: tuple[Cited, ...]
    quote: str | None
    unread: int = 0
    given_unread: tuple[SeenPage, ...] = ()
    out_of_time: bool = False
    behind: str = ""
    file_cut: str | None = None
    by_edscreen: bool = True


@rule(
    id="research-on-home-page",
    title="Does the vendor's home page show independent research?",
    family="evidence",
    severity="red",
    options=HomePageOptions,
    ask_vendor="Where on your home page, or one click away from it, does independent research on this "
    "product stand: which study, by whom, with which result?",
    settled_by="The address of the page, and the words on it that name the study, the outside evaluator and "
    "the result.",
    sources=(FOUNDING_ARTICLE,),
)
def research_on_home_page(
    profile: Profile,
    site: SiteReading | None,
    home_page: HomePage | None,
    as_of: date,
    options: HomePageOptions,
) -> Answer:
    """Judge the site as read in this run, else a person's own look; without either nobody has looked."""
    why_not = why_look_does_not_count(home_page, as_of, options.max_age_days) if home_page else None
    too_old = why_saved_does_not_count(site, as_of, options.max_age_days) if site else None
    if site and site.verdict != "unreadable" and not too_old:
        again = " Read again at the end of the run: the same." if site.confirmed else ""
        return _judge(_read(site), again + _difference(site, home_page))
    if home_page and not why_not and home_page.verdict != "unreadable":
        return _judge(_looked(home_page), _unread(site, too_old) if site else "")
    if site and site.url:
        named = ""
        if home_page and why_not:
            named = f" {_recorded(home_page)} does not count: {why_not}."
        return unavailable(_unread(site, too_old).strip() + named, *_what_was_read(site))
    return _not_read(profile, home_page, why_not)


def _not_read(profile: Profile, look: HomePage | None, why_not: str | None) -> Answer:
    page = profile.vendor.website or profile.product.page
    visit = "Run it again with --site" if page else "Name it under vendor.website and run again with --site"
    how = _HOW_TO_LOOK.format(visit=visit, page=page or "the vendor's home page")
    if look is None:
        not_read = "This run did not visit the vendor's home page."
        if profile.home_page is None:
            return skipped(f"{not_read} {how}", ("home_page",))
        not_counted = f"{_recorded(profile.home_page)} does not count: it is not the district's own entry."
        return skipped(f"{not_read} {not_counted} {how}", *_stated(profile.home_page), ("home_page",))
    if why_not:
        message = f"{_recorded(look)} does not count: {why_not}. {how}"
        return skipped(message, *_stated(look), ("home_page",))
    return unavailable(
        f"{_who(look)} and could not read the home page (verdict: unreadable).",
        ("home_page", "verdict"),
        ("home_page", "checked_on"),
    )


def _recorded(look: HomePage) -> str:
    """Name an entry by its verdict and who looked, as far as it says."""
    said = [
        *([look.verdict] if look.verdict else []),
        *([f"by {shown(look.checked_by, _LONGEST_NAME)}"] if look.checked_by else []),
        *([f"on {in_words(look.checked_on)}"] if look.checked_on else []),
    ]
    entry = f" ({', '.join(said)})" if said else ""
    return f"The look at the home page that the profile records{entry}"


def _stated(look: HomePage) -> list[Path]:
    return [("home_page", field) for field in _FIELDS_OF_A_LOOK if getattr(look, field) is not None]


def _read(site: SiteReading) -> _Seen:
    return _Seen(
        site.verdict,
        site.clicks,
        f"edscreen read {_what(site)}{site.url}{when_saved(site)}{_in_place(site)}",
        "documented" if site.file_changed else "verified",
        tuple(_what_was_read(site)),
        site.quote,
        site.unread,
        site.given_unread,
        site.out_of_time,
        _behind(site),
        site.file_cut,
    )


def _what(site: SiteReading) -> str:
    return "the saved page of " if site.saved else ""


def _in_place(site: SiteReading) -> str:
    gone = site.in_place_of
    return f", the site's front page, as {gone} is not there any more (404 or 410)" if gone else ""


def _what_was_read(site: SiteReading) -> Iterator[FromSite]:
    """The words that decide, page by page, then every other page read: a flag can rest on their silence."""
    read = {page.url: page for page in site.pages}
    quotes = [SeenWords(site.quote, site.url)] if site.quote else []
    for words in (*quotes, *site.words):
        page = read.get(words.url)
        digest = (page.fetched_at, _digest(page)) if page else (None, None)
        yield FromSite(words.url, *digest, words.quote[:300])
    quoted = {words.url for words in (*quotes, *site.words)}
    for page in site.pages or (SeenPage(site.url),):
        if page.url not in quoted:
            yield FromSite(page.url, page.fetched_at, _digest(page), None)


def _digest(page: SeenPage) -> str | None:
    """The digest of a page that was read; what a wall or an error page said was not the page asked for."""
    return None if page.problem else page.sha256


def _behind(site: SiteReading) -> str:
    """Quote the evidence that stands behind the home page's links."""
    found = next((words for words in site.words if words.url != site.url), None)
    return f" ({shown(found.quote, _LONGEST_QUOTE)}, at {found.url})" if found and site.clicks else ""


def _looked(look: HomePage) -> _Seen:
    paths = [("home_page", "verdict"), ("home_page", "checked_on")]
    if look.clicks is not None:
        paths.insert(1, ("home_page", "clicks"))
    return _Seen(
        look.verdict or "",
        look.clicks,
        _who(look),
        "documented",
        tuple(paths),
        look.quote,
        by_edscreen=False,
    )


def _who(look: HomePage) -> str:
    if look.checked_by is None or look.checked_on is None:
        return "A person looked"
    return f"{shown(look.checked_by, _LONGEST_NAME)} looked on {in_words(look.checked_on)}"


def _judge(seen: _Seen, remark: str) -> Answer:
    quote = f" ({shown(seen.quote, _LONGEST_QUOTE)})" if seen.quote else ""
    message = f"{seen.who}: {_SHOWS[seen.verdict]}{quote}"
    if seen.verdict == "shown":
        return passes(f"{message}.{remark}", *seen.evidence, basis=seen.basis)
    distance, doubt = _distance(seen), _doubt(seen)
    return flags(
        f"{message}{distance}{doubt}.{remark}",
        *seen.evidence,
        basis=seen.basis,
        softer=bool(doubt) or (seen.verdict == "linked" and seen.clicks == 1),
        ask=_ASK_WHY_NOT_THERE if seen.verdict == "linked" and seen.clicks else None,
    )


def _distance(seen: _Seen) -> str:
    """Say how far from a page that links to research the evidence stands."""
    if seen.verdict != "linked":
        return ""
    if seen.clicks:
        clicks = "one click" if seen.clicks == 1 else f"{seen.clicks:,} clicks"
        return f"; independent evidence stands {clicks} away{seen.behind}"
    if not seen.by_edscreen:
        return "; no independent evidence is recorded behind the link"
    return "" if seen.unread or seen.given_unread else "; no independent evidence was found behind the link"


def _doubt(seen: _Seen) -> str:
    """Say what was not read that may show more, nearer than what was found; empty where nothing was left."""
    said = f"; not all of the saved file was read: {seen.file_cut}" if seen.file_cut else ""
    said += "".join(
        f"; {page.url}, which the profile names too, was not read ({page.problem}): open it yourself"
        for page in seen.given_unread
    )
    if seen.verdict == "linked" and seen.clicks == 1:
        return said
    if seen.unread:
        pages, them = ("a page", "it") if seen.unread == 1 else (f"{seen.unread:,} pages", "them")
        where = (
            f"the links to research lead to {pages} that this run did not read"
            if seen.verdict == "linked" and not seen.clicks
            else f"{pages} behind its links could not be read in this run"
        )
        said += f"; {where}: open {them} yourself"
    if seen.out_of_time and not seen.clicks:
        said += "; the time for one site was over before all promising links were followed"
    return said


def _difference(site: SiteReading, look: HomePage | None) -> str:
    """Say what the profile records where the page read in this run shows something else."""
    if look is None or look.verdict is None:
        return ""
    if look.verdict == site.verdict and (look.verdict != "linked" or look.clicks == site.clicks):
        return ""
    clicks = "" if look.clicks is None else f" at {look.clicks:,} click{'' if look.clicks == 1 else 's'}"
    day = f" on {in_words(look.checked_on)}" if look.checked_on else ""
    entry = f"{look.verdict}{clicks}, as seen by a person{day}"
    return f" The profile's own entry differs: {entry}; what was read in this run decides."


def _unread(site: SiteReading, too_old: str | None) -> str:
    if not site.url:
        return f" No site was visited in this run: {site.problem}. What you can do: {site.advice}."
    what = _what(site)
    if too_old:
        again = "save it again, or read the site itself with --site"
        return f" The saved page of {site.url} does not count: {too_old}. What you can do: {again}."
    reason = f": {site.problem}" if site.problem else ""
    advice = f" What you can do: {site.advice}." if site.advice else ""
    return f" This run tried to read {what}{site.url} and could not{reason}.{advice}"
