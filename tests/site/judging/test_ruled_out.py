"""A sentence rules a signal out only if no passage about it gives that signal."""

from __future__ import annotations

from pathlib import Path

import pytest

from edscreen.site.judging.content import Content
from edscreen.site.judging.data import signals
from edscreen.site.judging.findings import holds
from edscreen.site.judging.names import Names
from edscreen.site.judging.ruled_out import not_ruled_out
from edscreen.site.judging.subject import subject_of
from edscreen.site.judging.windows import footnoted, windows
from edscreen.site.reading.page_reader import read_page

_PAGES = sorted((Path(__file__).parents[3] / "bench" / "pages" / "dev").glob("*.html"))
_INDEPENDENT = [signal for signal in signals() if signal.strength == "independent"]


@pytest.mark.parametrize("first", range(10))
def test_no_signal_that_a_passage_gives_was_ruled_out(first: int) -> None:
    given = 0
    for file in _PAGES[first::10]:
        page = read_page(file.read_bytes(), "https://www.vendor.example/", "text/html; charset=utf-8")
        names, content = Names(subject_of(page, None, None, ()), page), Content(page)
        for number in content.candidates:
            for passage in (*windows(content, number, names), *footnoted(content, number, names)):
                for signal in _INDEPENDENT:
                    if all(any(holds(passage, name) for name in need) for need in signal.needs) and not any(
                        holds(passage, name) for name in signal.unless
                    ):
                        left = not_ruled_out(passage.main, names, _INDEPENDENT, places=content.has_places)
                        assert signal in left, (file.name, signal.name, passage.main.text)
                        given += 1

    assert given, "no passage gave anything, so that nothing was tested"
