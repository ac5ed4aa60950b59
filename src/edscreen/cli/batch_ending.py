"""How a run over a list ends: what is said of it as a whole, and its exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from edscreen.batch.items import LISTED_BEFORE
from edscreen.batch.known_findings import baseline_of
from edscreen.batch.tables import NOT_SCREENED, stated_on_sites, tally_of, unreadable, waiver_uses
from edscreen.cli.batch_notices import said_of_all
from edscreen.cli.batch_summary import stated_in_words, summary, unreadable_rows
from edscreen.cli.outputs import Output
from edscreen.profile.words import counted
from edscreen.screening.exit_codes import UNREADABLE, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from edscreen.batch.ledger import Ledger
    from edscreen.batch.lists.listing import Listing
    from edscreen.cli.batch_request import BatchRequest
    from edscreen.screening.grounds import Grounds

_NAMED = 5
"""So many reasons why rows could not be screened are told; the pages hold all."""

_SET_ASIDE = {"not_a_product": "as no product", "duplicate": "listed before"}

_DIFFERING = "SELECT count(*), min(item) FROM errors WHERE kind = ? AND message NOT LIKE '%' || ?"


class BatchEnding:
    """What a run over a list comes to, once all of it is recorded.

    Attributes:
        notices: what is to be said of the run as a whole.
        taken: the policy and what it takes away, in one sentence; empty where there is none.
    """

    def __init__(self, request: BatchRequest, grounds: Grounds, ledger: Ledger, listing: Listing) -> None:
        """Work it out from the tables.

        Args:
            request: what was asked for.
            grounds: what the run rests on.
            ledger: what was recorded.
            listing: the list.
        """
        self._request = request
        self._grounds = grounds
        self._ledger = ledger
        waivers = grounds.waivers()
        self._noun = "file" if listing.rows is None else "row"
        self._unreadable = unreadable(ledger.reading, _NAMED)
        self.notices = list(listing.notices)
        if waivers:
            for use in waiver_uses(ledger.reading):
                waivers.add_use(use)
            self.notices += (notice.message for notice in waivers.notices())
        self.notices += self._set_aside()
        if request.fill_from_site:
            self.notices += stated_in_words(stated_on_sites(ledger.reading))
        self.notices += said_of_all(ledger.reading, grounds)
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

    @property
    def not_screened(self) -> Iterator[str]:
        """Why rows could not be screened: the first reasons, and where the others stand."""
        return unreadable_rows(self._unreadable, self._noun, self._index)

    @property
    def summary(self) -> str:
        """What became of the list."""
        by_kind = self._ledger.errors_by_kind()
        set_aside = sum(by_kind.get(kind, 0) for kind in NOT_SCREENED)
        return summary(self._ledger.reading, self._noun, set_aside, self._unreadable.items, self._index)

    @property
    def _index(self) -> Path:
        from edscreen.batch.pages.writing import OVERVIEW

        return self._request.out / OVERVIEW

    def exit_code(self) -> ExitCode:
        """The exit code and its reason."""
        fail_on = self._grounds.fail_on
        tally = tally_of(
            self._ledger.reading,
            None if fail_on == "never" else fail_on,
            open_questions_fail=self._request.open_questions_fail,
            exit_zero=self._request.exit_zero,
            writes_baseline=self._request.write_baseline is not None,
        )
        if not (tally.screened or tally.unreadable):
            return ExitCode(UNREADABLE, "no product was found in the list, so nothing was screened")
        if items := self._unreadable.items:
            return ExitCode(UNREADABLE, f"{counted(f'{items:,}', self._noun)} could not be screened")
        return tally.exit_code()

    def write_baseline(self) -> None:
        """Write what is known by now, where that was asked for.

        Raises:
            FileNotWritten: where that fails; then nothing was changed.
        """
        path = self._request.write_baseline
        [[screened]] = self._ledger.reading.execute("SELECT count(*) FROM scorecards")
        if path and screened:
            Output("baseline", path).write_pieces(baseline_of(self._ledger.reading, self._grounds.gets_worse))

    def _set_aside(self) -> list[str]:
        by_kind = self._ledger.errors_by_kind()
        return [
            f"set aside: {counted(f'{by_kind[kind]:,}', self._noun)} {_SET_ASIDE[kind]}"
            f"{self._differing(kind)}"
            for kind in NOT_SCREENED
            if kind in by_kind
        ]

    def _differing(self, kind: str) -> str:
        """Say how many of the rows that were listed before are not the same as the one that was screened."""
        if kind != "duplicate":
            return ""
        [[rows, first]] = self._ledger.reading.execute(_DIFFERING, [kind, LISTED_BEFORE])
        differ = "differs" if rows == 1 else "differ"
        if not rows:
            return ""
        return f", {rows:,} of which {differ} from the row that was screened (first: row {first})"
