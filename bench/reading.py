"""Reading and judging a page of 500 KB beside only parsing it: BeautifulSoup with lxml, and lexbor."""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.page_maker import make_page
from bench.pairs import in_turn, ratios, spread
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from edscreen.site.judging.judge import judge_page
from edscreen.site.reading.page_reader import read_page
from edscreen.site.seen import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAFE_BAR, FAST_BAR = 2.0, 10.0
ADDRESS = "https://www.lumen.example/"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=500_000)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--page", type=Path, help="a saved page instead of a made one")
    given = options.parse_args()
    body = given.page.read_bytes() if given.page else make_page(given.size).encode()
    text = body.decode("utf-8", "replace")
    chosen = read_page(body, ADDRESS, "text/html")
    found = f"{len(chosen.blocks):,} blocks, {len(chosen.links):,} links"
    print(f"{len(body):,} bytes, {found}, read the {chosen.parser} way")
    soup, read_safely, safely = in_turn(
        [
            partial(seconds, lambda: BeautifulSoup(text, "lxml")),
            partial(seconds, lambda: read_page(body, ADDRESS, "text/html", parser="safe")),
            partial(
                seconds, lambda: judge_page(read_page(body, ADDRESS, "text/html", parser="safe"), Subject())
            ),
        ],
        given.rounds,
    )
    show("BeautifulSoup with lxml, parsing", soup, soup)
    show("reading, the safe way", read_safely, soup)
    show("reading and judging, the safe way", safely, soup, SAFE_BAR)
    lexbor, read, judged = in_turn(
        [
            partial(seconds, lambda: LexborHTMLParser(body)),
            partial(seconds, lambda: read_page(body, ADDRESS, "text/html")),
            partial(seconds, lambda: judge_page(read_page(body, ADDRESS, "text/html"), Subject())),
        ],
        given.rounds,
    )
    show("lexbor, parsing", lexbor, lexbor)
    show("reading", read, lexbor)
    show("reading and judging", judged, lexbor, FAST_BAR)


def show(name: str, values: Sequence[float], base: Sequence[float], bar: float | None = None) -> None:
    """Print one line."""
    wanted = f", bar {bar}" if bar else ""
    thousandths = [1_000 * value for value in values]
    print(f"{name:34} {spread(thousandths, 'ms')}   ratio {spread(ratios(values, base), '')}{wanted}")


def seconds(work: Callable[[], object]) -> float:
    """The time that some work takes, the fastest of three: what else the machine does is not its own."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
