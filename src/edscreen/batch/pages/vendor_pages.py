"""A page for each vendor: its products, what was found of each and on what grounds, and how to correct it."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.audit.saved_pages import SavedPages
from edscreen.batch.pages.kept import kept_links
from edscreen.batch.pages.stated import Stated, stated
from edscreen.batch.pages.stored_products import stored_product
from edscreen.batch.pages.vendor_files import vendor_file, vendor_key
from edscreen.profile.whole_files import write_whole
from edscreen.profile.words import counted
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.facts import named_product
from edscreen.report.file_names import same_file
from edscreen.report.html_environment import content_policy, style, template
from edscreen.report.html_product import shown_sections
from edscreen.report.said_often import SaidOften
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from markupsafe import Markup

    from edscreen.batch.pages.about import About
    from edscreen.batch.pages.stored_products import StoredProduct
    from edscreen.report.html_product import ShownSection
    from edscreen.screening.rule import Source

TEMPLATES = Path(__file__).parent / "templates"
_STYLE = TEMPLATES / "vendor.css"
_MADE = re.compile(
    rb'<meta name="?generator"? content="edscreen '
)  # pages are written with few quotation marks


class Vendor(NamedTuple):
    """One vendor of a run.

    Attributes:
        name: its name, in the first of its spellings.
        file: the name of its page.
        scorecards: the rows of its products, by name.
    """

    name: str
    file: str
    scorecards: list[int]


class ShownProduct(NamedTuple):
    """One product, as its vendor's page shows it."""

    anchor: str
    name: str
    verdict: str
    headline: str
    qualified: str
    profile: str
    places: str
    stated: list[Stated]
    sections: list[ShownSection]
    kept: dict[str, Markup]


def vendors(tables: sqlite3.Connection) -> Iterator[Vendor]:
    """The vendors of a run by name, one at a time."""
    tables.create_function("vendor_key", 1, vendor_key, deterministic=True)
    rows = tables.execute(
        "SELECT vendor_key(vendor) AS of, vendor, scorecard FROM scorecards"
        " ORDER BY of, vendor_key(product), item, document"
    )
    for key, together in groupby(rows, key=itemgetter(0)):
        several = list(together)
        yield Vendor(several[0][1], vendor_file(key), [number for *_, number in several])


def vendor_page(tables: sqlite3.Connection, about: About, vendor: Vendor, saved: SavedPages) -> str:
    """The page of one vendor."""
    questions = {question.rule: question for question in about.questions}
    products: list[ShownProduct] = []
    sources: dict[Source, list[str]] = {}
    for number in vendor.scorecards:
        product = stored_product(tables, number, questions)
        products.append(_shown(product, saved))
        for finding in product.scorecard.findings:
            for source in finding.sources if finding.outcome != "not_applicable" else ():
                rules = sources.setdefault(source, [])
                if finding.rule not in rules:
                    rules.append(finding.rule)
    return template("vendor.html", TEMPLATES).render(
        beginning=about,
        title=f"{shortened(vendor.name, words.NAME_LENGTH)}: vendor screening",
        kind="page",
        style=style(_STYLE),
        policy=content_policy(_STYLE),
        about=about,
        vendor=shortened(vendor.name, words.NAME_LENGTH),
        number=counted(len(products), "product"),
        products=products,
        sources=[(source, ", ".join(sorted(rules))) for source, rules in sources.items()],
        closing=words.CLOSING,
    )


def write_vendor_pages(tables: sqlite3.Connection, about: About, folder: Path) -> None:
    """Write a page for each vendor, and take away those of vendors that are gone.

    Args:
        tables: the run's tables.
        about: what the tables tell of the run.
        folder: where the pages stand; it is made where it is missing.

    Raises:
        OSError: a page could not be written; those before it are whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    saved = SavedPages(tables, folder.parent)
    written: set[str] = set()
    for vendor in vendors(tables):
        write_whole(folder / vendor.file, vendor_page(tables, about, vendor, saved).encode())
        written.add(same_file(vendor.file))
    for file in folder.glob("*.html"):
        if same_file(file.name) not in written and _is_of_a_run(file):
            file.unlink()


def _is_of_a_run(file: Path) -> bool:
    """Whether edscreen made it, and not a person."""
    with file.open("rb") as opened:
        return _MADE.search(opened.read(2_000)) is not None


def _shown(product: StoredProduct, saved: SavedPages) -> ShownProduct:
    scorecard = product.scorecard
    headline, whole = words.headline(scorecard), words.verdict(scorecard)
    is_softened = scorecard.verdict == "clear" and words.is_softened_by_cover(scorecard)
    return ShownProduct(
        product.anchor,
        shortened(named_product(scorecard), words.NAME_LENGTH),
        "covered" if is_softened else scorecard.verdict,
        headline,
        whole.removeprefix(headline).lstrip("; "),
        scorecard.profile,
        _places(product),
        list(stated(product)),
        list(shown_sections(scorecard, SaidOften())),  # all of it stands in its place
        kept_links(scorecard, saved),
    )


def _places(product: StoredProduct) -> str:
    """What is told of where a fact stands in its profile."""
    evidence = (each for finding in product.scorecard.findings for each in finding.evidence)
    if any(isinstance(each, FromProfile) and each.sheet for each in evidence):
        return "sheet and cell"
    return "row and column" if product.listed else "line and column"
