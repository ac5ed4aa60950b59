"""What stops a run over a list before its folder is begun, and before hours of work that would be in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.cluster.joining import ClusterNotUsable, check_cluster
from edscreen.cli.at_start import notices, troubles

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.batch.lists.listing import Listing
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.cli.talk import Talk
    from edscreen.screening.grounds import Grounds


class NothingDone(Exception):
    """Nothing was screened; the message says why, and was not said yet."""


def check_grounds(grounds: Grounds, baseline: Path | None, talk: Talk) -> None:
    """Say what is wrong in what the run rests on, and what a person should know of it.

    Raises:
        NothingDone: policy, baseline or a rule book cannot be used, or no rule runs.
    """
    wrong = list(troubles(grounds, baseline))
    for trouble in wrong:
        talk.error(trouble.sentence)
        if trouble.cause:
            talk.traceback(trouble.cause)
    if wrong:
        raise NothingDone("nothing was screened: mend what is said above first")
    for notice in notices(grounds):
        talk.notice(notice.message)
    if not grounds.selection.rules:
        raise NothingDone("no rule is selected, so nothing was screened")


def check_engine(request: BatchRequest, talk: Talk) -> None:
    """Check what is to do the work.

    Raises:
        NothingDone: the cluster cannot be used as asked.
    """
    if request.engine != "dask":
        return
    try:
        check_cluster(request.scheduler, talk.notice)
    except ClusterNotUsable as error:
        raise NothingDone(f"nothing was screened: {error}") from None


def check_filling(request: BatchRequest, listing: Listing, *, visits: bool) -> None:
    """Check that there is something that can be filled in, and from where.

    Raises:
        NothingDone: --fill-from-site does not go with the list, or no site is visited.
    """
    if not request.fill_from_site:
        return
    if not visits:
        raise NothingDone(
            "nothing was screened: --fill-from-site takes from vendors' sites what the list leaves out,"
            " and this run visits none: add --site"
        )
    if listing.rows is None:
        raise NothingDone(
            "nothing was screened: --fill-from-site fills the rows of a list, and this is one of"
            " profiles: leave it out, or fill each profile with edscreen init --from-site"
        )
