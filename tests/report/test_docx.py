"""Word documents: opened by python-docx, the same in every run, nothing in them acts."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from lxml import etree

from edscreen.profile.words import same_words
from edscreen.registries.bundle import Registries
from edscreen.report.docx_formats import document_writer_for
from edscreen.report.memo import memo_of
from edscreen.report.run import Beginning, Ending
from edscreen.screening.engine import Engine
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.inputs import District, Settings
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from edscreen.screening.scorecard import Finding, Scorecard

DAY = date(2026, 11, 21)
LEVELS = {"Title": 1, "Heading 1": 1, "Heading 2": 2, "Heading 3": 3}
BEGINNING = Beginning(
    "1.2.3", DAY, "red", (), (), rules=open_shelf().rules, district=District(name="Alder Valley")
)


def written(name: str, *scorecards: Scorecard, beginning: Beginning = BEGINNING) -> bytes:
    """A document in whole."""
    pieces: list[bytes] = []
    writer = document_writer_for(name, pieces.append)
    writer.begin(beginning)
    for scorecard in scorecards:
        writer.scorecard(scorecard)
    writer.end(Ending((), ExitCode(0, "")))
    [content] = pieces
    return content


def opened(content: bytes) -> Document:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def texts(document: Document) -> list[str]:
    """Its paragraphs."""
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_letter_reads_as_its_text_does(every_outcome: Scorecard) -> None:
    found = texts(opened(written("letter", every_outcome)))
    assert found[0] == "21 November 2026"
    assert "To:\tLumen Learning" in found
    assert "Dear Lumen Learning," in found
    assert "1. What is the lowest weekly use at which your results were seen?" in found
    assert any(
        line.startswith('You replied on 20 October 2026: "Kindergarten needs 30 minutes') for line in found
    )
    assert any(line.startswith("This would settle it: Your recommendation in writing") for line in found)
    assert found[-1] == "Alder Valley"


def test_headings_are_headings_and_step_by_one(root: Path) -> None:
    from edscreen.profile.documents import Document as Profile
    from edscreen.profile.documents import read_documents

    [profile] = read_documents([str(root / "examples/incomplete.yaml")])
    assert isinstance(profile, Profile)
    document = opened(written("letter", Engine((), Settings(as_of=DAY)).screen(profile)))
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in document.paragraphs
        if paragraph.style and (paragraph.style.name or "").startswith("Heading")
    ]
    assert levels[0] == 1
    assert {2, 3} < set(levels) | {1}
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_a_person_fills_in_can_be_seen(
    make_scorecard: Callable[..., Scorecard], make_finding: Callable[..., Finding]
) -> None:
    document = opened(written("letter", make_scorecard(make_finding("pass"))))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == [run.text for run in runs if run.text.startswith("[")]
    assert [text.split(":")[0] for text in marked] == [
        "[to fill in",
        "[proposed",
        "[to fill in",
        "[to fill in",
    ]


def test_each_letter_begins_on_a_new_page_that_is_its_first(make_scorecard: Callable[..., Scorecard]) -> None:
    cards = [make_scorecard(vendor=f"Vendor {number}") for number in range(3)]
    document = opened(written("letter", *cards))
    assert [section.footer.paragraphs[0].text[:11] for section in document.sections] == [
        "To Vendor 0",
        "To Vendor 1",
        "To Vendor 2",
    ]
    starts = etree.tostring(document.element).decode().count('<w:pgNumType w:start="1"/>')
    assert starts == 3


@pytest.mark.parametrize("name", ["letter", "memo"])
def test_the_same_bytes_in_every_run_dated_as_of_the_day(
    name: str, every_outcome: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(name, every_outcome)
    later = datetime.now() + timedelta(days=400)  # noqa: DTZ005 - what an archive would take for its own time
    monkeypatch.setattr("time.time", later.timestamp)
    monkeypatch.setattr("time.localtime", lambda *_: later.timetuple())
    assert written(name, every_outcome) == first

    known = opened(first).core_properties
    assert (known.created.date(), known.modified.date()) == (DAY, DAY)
    assert (known.comments, known.language) == ("", "en-US")
    assert (known.author or "").endswith("Alder Valley")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "app.xml" in name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("letter", "There is no letter to write."),
        ("memo", "No product was screened, so there is no memo."),
    ],
)
def test_nothing_screened_is_said(name: str, said: str) -> None:
    assert texts(opened(written(name))) == [said]


def test_a_memo_holds_what_a_memo_is_made_of(every_outcome: Scorecard) -> None:
    memo = memo_of(every_outcome, BEGINNING)
    whole = "\n".join(texts(opened(written("memo", every_outcome))))
    pieces = [
        *(memo.product, memo.vendor, memo.headline, memo.qualified, memo.asked, memo.closing),
        *(line.text for line in (*memo.about, *memo.basis)),
        *(f"{number}. {question.title}" for number, question in enumerate(memo.questions, start=1)),
        *(answer.sentence for question in memo.questions for answer in question.answers),
        *(text for each in memo.exchanges for text in (each.question, each.reply, each.source)),
    ]
    assert [piece for piece in pieces if piece not in whole] == []


def test_a_memo_names_waivers(covered: tuple[Scorecard, ...]) -> None:
    whole = texts(opened(written("memo", covered[0])))
    [line] = [line for line in whole if "superintendent's office" in line]
    assert "30 June 2027" in line
    assert "board-approved pilot" in line


def test_each_memo_begins_on_a_new_page(covered: tuple[Scorecard, ...]) -> None:
    document = opened(written("memo", *covered))
    begins = [each for each in document.paragraphs if each.text.startswith("Board memo")]
    assert [bool(each.paragraph_format.page_break_before) for each in begins] == [False, True, True]


@pytest.mark.parametrize("name", ["letter", "memo"])
def test_hostile_text_stays_text(
    name: str, hostile_texts: list[str], make_hostile: Callable[[str], Scorecard]
) -> None:
    naughty = [
        *hostile_texts,
        "\x00\x08\ufffe\ud800",
        "a\n\nb\r\tc\x0bd\x0ce\u2028f",
        "<w:p/>&lt;",
        '"]]><!--',
        "=cmd|'/C calc'!A0",
    ]

    for first in range(0, len(naughty), 30):  # python-docx is slow where a document is long
        some = naughty[first : first + 30]
        document = opened(written(name, *map(make_hostile, some)))
        begins = {"letter": "Sincerely,", "memo": "What is bought, and for whom"}[name]
        vendors = {same_words(text) for text in some}
        lines = texts(document)
        assert lines.count(begins) == (len(vendors) if name == "letter" else len(some))
        check_that_nothing_acts(document, lines)


def check_that_nothing_acts(document: Document, lines: list[str]) -> None:
    """Check that a document holds no invisible characters, no links, and no fields but its pages' numbers."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown = {char for line in lines for char in line} - {"\t"}
    assert not {char for char in shown if unicodedata.category(char) in kinds}
    links = [link for part in document.part.package.parts for link in part.rels.values() if link.is_external]
    assert links == []
    tags: set[Any] = {element.tag for element in document.element.iter()}
    assert not [
        tag for tag in tags if "hyperlink" in str(tag) or "instrText" in str(tag) or "object" in str(tag)
    ]


def test_each_memo_has_room_on_a_page_of_letter_paper(root: Path, wordy: Scorecard) -> None:
    """Nothing here lays a document out, so the room is reckoned: Calibri's are half as wide as high."""
    from edscreen.profile.documents import Document as Profile
    from edscreen.profile.documents import read_documents

    engine = Engine(BEGINNING.rules, Settings(as_of=DAY, registries=Registries.load()))
    files = [str(root / f"examples/{name}.yaml") for name in ("clear", "flagged", "incomplete")]
    screened = [engine.screen(each) for each in read_documents(files) if isinstance(each, Profile)]
    for scorecard in (*screened, wordy):
        document = opened(written("memo", scorecard))
        [section] = document.sections
        names = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
        width, height, left, right, top, bottom = (Length(getattr(section, name)).pt for name in names)
        needed = sum(taken(each, width - left - right) for each in document.paragraphs)
        assert (width, height) == (612, 792)
        assert needed <= height - top - bottom


def taken(paragraph: Paragraph, width: float) -> float:
    """The points that a paragraph takes in height."""
    assert paragraph.style
    assert isinstance(paragraph.style, ParagraphStyle)
    size: float = Length(paragraph.style.font.size or 0).pt
    spacing = paragraph.style.paragraph_format
    free: float = Length(spacing.space_before or 0).pt + Length(spacing.space_after or 0).pt
    indent: float = Length(spacing.left_indent or 0).pt
    lines: int = ceil(len(paragraph.text) * size * 0.49 / (width - indent))
    return lines * size * 1.22 * float(spacing.line_spacing or 1) + free


def test_the_titles_of_memos_stand_in_the_list_of_headings_above_their_parts(
    covered: tuple[Scorecard, ...],
) -> None:
    document = opened(written("memo", *covered))
    styles = [each.style.name for each in document.paragraphs if each.style]
    levels = [LEVELS[style] for style in styles if style in LEVELS]
    assert levels.count(1) == 3
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    outline = etree.tostring(document.styles["Title"].element).decode()
    assert '<w:outlineLvl w:val="0"/>' in outline
