"""Profiles with what was gathered for each, in the order of the command line."""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING

from edscreen.screening.inputs import NOTHING_GATHERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.documents import Document, InvalidProfile
    from edscreen.screening.inputs import Gathered
    from edscreen.screening.rule import Rule

    Found: TypeAlias = Document | InvalidProfile

_AT_ONCE = 6
"""So many profiles are read before they are screened: reading and judging displace each other's code and data
from the processor's caches, and of more profiles than these the data no longer fits there."""


def with_sites(
    documents: Iterator[Found],
    site: SiteOptions | None,
    rules: Sequence[Rule],
    talk: Talk,
    misused: Callable[[str], None],
) -> Iterator[list[tuple[Found, Gathered]]]:
    """Yield what was found with what was gathered for it, a few at a time where no site is waited for.

    Args:
        documents: the profiles and the mistakes in others.
        site: how vendors' sites are read; None where they are not.
        rules: the rules that run.
        talk: is told what is read.
        misused: is told why a saved page cannot be judged.

    Raises:
        PagesNotKept: at the end, where the pages read could not all be kept.
    """
    needs = {name for rule in rules for name in rule.needs}
    if site and not needs & {"site", "opened"}:
        talk.notice("no selected rule asks for the vendor's site, so none was read")
        site = None
    if site is None:
        while several := list(islice(documents, _AT_ONCE)):
            yield list(zip(several, repeat(NOTHING_GATHERED)))
    elif site.file:
        from edscreen.cli.saved_site import with_saved_site

        yield from ([each] for each in with_saved_site(site.file, site, documents, misused))
    else:
        from edscreen.cli.site_visits import site_visits

        with site_visits(site, talk, opens_sources="opened" in needs) as visits:
            yield from ([each] for each in visits.along(documents))
