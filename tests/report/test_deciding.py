"""The fact that decides an answer, in one sentence: what a memo and a narrow comparison tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.report.deciding import deciding, first_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.scorecard import Finding


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("One. Two.", "One."),
        ("No end", "No end"),
        (
            '"M. Okafor, purchasing office" looked on 3 May. More.',
            '"M. Okafor, purchasing office" looked on 3 May.',
        ),
        ('It says ("Proven. Loved by 9 in 10."). More.', 'It says ("Proven. Loved by 9 in 10.").'),
        ("Named by J. Smith et al. Then more.", "Named by J. Smith et al. Then more."),
        ("An effect of 0.24 is found. More.", "An effect of 0.24 is found."),
        ('An open " quote. Hides the end.', 'An open " quote. Hides the end.'),
        ("Is it (so? No) told? Yes.", "Is it (so? No) told?"),
        ("two\nlines. Three\x1b.", "two lines."),
    ],
)
def test_the_first_sentence(message: str, sentence: str) -> None:
    assert first_sentence(message) == sentence


@pytest.mark.parametrize(
    ("outcome", "message", "said"),
    [
        (
            "pass",
            'Independent research is named. "A trial" (2025): done by "Elm Lab". Also listed: "B" (2020).',
            'Independent research is named: "A trial" (2025): done by "Elm Lab".',
        ),
        (
            "pass",
            'Independent research is named. "A" (2025). Beside it, research found no benefit: "B": effect 0.',
            'Independent research is named: "A" (2025); beside it, research found no benefit.',
        ),
        (
            "flag",
            'None of the approvals named counts. Does not count: Utah: it is 1. Does not count: "L": no.',
            'None of the approvals named counts: Utah: it is 1; "L": no.',
        ),
        (
            "pass",
            '"Test" for "all": 4 points in 26 weeks. The dosage is 30 minutes a week.',
            '"Test" for "all": 4 points in 26 weeks; the dosage is 30 minutes a week.',
        ),
        ("flag", "It is 60 minutes; the limit is 45.", "It is 60 minutes; the limit is 45."),
        ("skipped", "No site was visited. Run again with --site.", "No site was visited."),
        ("unavailable", "Looked on 2 May in vain. Try again.", "Looked on 2 May in vain."),
        ("undisclosed", "Nothing is said: 'studies' is left out.", "Nothing is said: 'studies' is left out."),
        ("flag", f"It is 1. {'Many words ' * 60}.", "It is 1."),
    ],
)
def test_the_fact_that_decides_is_in_the_one_sentence(
    make_finding: Callable[..., Finding], outcome: str, message: str, said: str
) -> None:
    assert deciding(make_finding(outcome, message=message)) == said
