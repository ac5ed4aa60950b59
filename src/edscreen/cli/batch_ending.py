"""How a run over a list ends: what is said of it as a whole, and its exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from edscreen.batch.tables import NOT_SCREENED, stated_on_sites, tally_of, waiver_uses
from edscreen.profile.words import counted
from edscreen.screening.exit_codes import UNREADABLE, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.batch.ledger import Ledger
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.screening.grounds import Grounds

_SET_ASIDE = {"not_a_product": "whose address is no product's", "duplicate": "listed before"}


class BatchEnding:
    """What a run over a list comes to, once all of it is recorded.

    Attributes:
        notices: what is to be said of the run as a whole.
        taken: the policy and what it takes away, in one sentence; empty where there is none.
    """

    def __init__(
        self, request: BatchRequest, grounds: Grounds, ledger: Ledger, of_list: Sequence[str]
    ) -> None:
        """Work it out from the tables.

        Args:
            request: what was asked for.
            grounds: what the run rests on.
            ledger: what was recorded.
            of_list: what is to be said of the list itself.
        """
        self._request = request
        self._grounds = grounds
        self._ledger = ledger
        waivers = grounds.waivers()
        self.notices = list(of_list)
        if waivers:
            for use in waiver_uses(ledger.reading):
                waivers.add_use(use)
            self.notices += (notice.message for notice in waivers.notices())
        self.notices += self._set_aside()
        if request.fill_from_site:
            self.notices += self._stated_on_sites()
        self.taken = grounds.taken_away(waivers.used if waivers else 0)

    def note(self) -> None:
        """Record it, for the pages and spreadsheets that are made from the tables."""
        policy, grounds = self._grounds.policy, self._grounds
        district = policy.district if policy else None
        self._ledger.note(
            {
                "district": (district.name or "") if district else "",
                "contact": (policy.site.contact or "") if policy else "",
                "policy_in_words": self.taken,
                "deselected": json.dumps(grounds.selection.deselected),
                "notices": json.dumps(self.notices),
                "rule_books": json.dumps(
                    [{"name": book.name, "version": book.version} for book in grounds.shelf.books]
                ),
            }
        )

    def exit_code(self) -> ExitCode:
        """The exit code and its reason."""
        fail_on = self._grounds.fail_on
        tally = tally_of(
            self._ledger.reading,
            None if fail_on == "never" else fail_on,
            open_questions_fail=self._request.open_questions_fail,
            exit_zero=self._request.exit_zero,
        )
        if not (tally.screened or tally.unreadable):
            return ExitCode(UNREADABLE, "no product was found in the list, so nothing was screened")
        return tally.exit_code()

    def _stated_on_sites(self) -> list[str]:
        found = stated_on_sites(self._ledger.reading)
        said = [
            f"filled from vendors' sites, as their claims: {counted(f'{found.filled:,}', 'row')}"
            if found.filled
            else "no site states for certain what its row leaves out, so nothing was filled in"
        ]
        if found.differing:
            said.append(
                f"{counted(f'{found.differing:,}', 'row')} (first: row {found.first}) and the vendor's site"
                " differ: what the list says was kept, and what the site says stands beside it, as"
                " list.differs"
            )
        return said

    def _set_aside(self) -> list[str]:
        by_kind = self._ledger.errors_by_kind()
        return [
            f"set aside: {counted(f'{by_kind[kind]:,}', 'row')} {_SET_ASIDE[kind]}"
            for kind in NOT_SCREENED
            if kind in by_kind
        ]
