"""The board memo of one product, as lines and sections that HTML and DOCX lay out alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.facts import named_product, prepared, price, profile, screened_with
from edscreen.report.finding_words import acceptance, standing
from edscreen.report.made_once import made_once
from edscreen.report.memo_parts import Line, Memo
from edscreen.report.memo_purchase import purchase_lines
from edscreen.report.memo_questions import questions_of
from edscreen.report.memo_replies import asked, exchanges
from edscreen.report.memo_room import ROOMS, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.run import Beginning
    from edscreen.screening.scorecard import Finding, Scorecard

_MOST_WAIVERS = ROOMS[0].waivers


@made_once
def memo_of(scorecard: Scorecard, beginning: Beginning) -> Memo:
    """The memo of one scorecard in a run that began as `beginning` says, short enough for one page."""
    headline, whole = words.headline(scorecard), words.verdict(scorecard)
    put, more = exchanges(scorecard)
    covered = [finding for finding in scorecard.findings if finding.is_covered]
    return fitted(
        Memo(
            product=on_one_line(named_product(scorecard)),
            vendor=on_one_line(scorecard.vendor),
            district=on_one_line(beginning.district.name or "") if beginning.district else "",
            day=in_words(beginning.as_of),
            verdict=scorecard.verdict,
            softened=words.is_softened_by_cover(scorecard),
            headline=headline,
            qualified=whole[len(headline) :].removeprefix("; "),
            about=tuple(_about(scorecard)),
            questions=questions_of(scorecard),
            asked=asked(scorecard),
            exchanges=put,
            more_questions=more,
            waivers=tuple(map(_waiver, covered[:_MOST_WAIVERS])),
            more_waivers=max(0, len(covered) - _MOST_WAIVERS),
            basis=tuple(_basis(scorecard, beginning)),
            screened=on_one_line(screened_with(beginning)),
        )
    )


def _line(label: str, text: str) -> Line:
    shown = on_one_line(text)
    return Line(label, shown[:1].upper() + shown[1:])


def _path(path: str) -> str:
    """A path, or its end where it is long."""
    shown, most = on_one_line(path), ROOMS[-1].names
    return shown if len(shown) <= most else f"...{shown[3 - most :]}"


def _about(scorecard: Scorecard) -> Iterator[Line]:
    for label, text in purchase_lines(scorecard):
        yield _line(label, text)
    if cost := price(scorecard):
        yield _line("Price", cost)


def _waiver(finding: Finding) -> Line:
    answered = standing(finding).partition(";")[0]
    how = "; ".join(f"{label.lower()} {text}" for label, text in acceptance(finding))
    title = shortened(on_one_line(finding.title), ROOMS[-1].title)
    return Line(f"{title} ({answered})", on_one_line(how))


def _basis(scorecard: Scorecard, beginning: Beginning) -> Iterator[Line]:
    yield _line("Prepared", prepared(scorecard))
    yield Line("Profile", _path(profile(scorecard)))
    if policy := beginning.policy:
        yield Line("Policy", _path(policy.path))
    else:
        yield _line("Policy", "none: the questions' own limits")
    yield _line("Questions", "; ".join(words.coverage(scorecard)))
    unseen = [each.title for each in scorecard.findings if each.outcome in {"skipped", "unavailable"}]
    if unseen:
        yield _line("Not looked at", " ".join(unseen))
    if beginning.deselected:
        yield _line("Left out", f"not asked in this screening: {', '.join(beginning.deselected)}")
