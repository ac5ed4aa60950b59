"""A Word document in edscreen's own dress: headings, prose, labelled lines; the same bytes in every run."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Inches, Pt, RGBColor

from edscreen.profile.repacking import repacked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph

INK, SOFT = "1D2530", "565F6B"
"""Colours of text, and of what is said beside it; both can be read on white by anyone."""

_BODY, _TITLES = "Calibri", "Georgia"
# Parts of the library's blank document that say nothing of this one: a picture of an empty page, the program
# that made it, a second copy of its styles.
_SPARE = ("thumbnail", "extended-properties", "stylesWithEffects")


class Run(NamedTuple):
    """Words that look alike.

    Attributes:
        text: the words, on one line and fit to be shown.
        bold: whether they are bold.
        italic: whether they are italic.
        colour: their colour, as six hexadecimal digits; empty for that of the paragraph.
        blank: whether they stand for something that a person fills in.
    """

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""
    blank: bool = False


class Pages:
    """A document in the making, on Letter paper."""

    def __init__(self, *, size: float, margin: float, label: float, is_tight: bool = False) -> None:
        """Begin an empty document.

        Args:
            size: of the text, in points.
            margin: on all four sides, in inches.
            label: width of what stands before labelled lines, in inches.
            is_tight: whether little is left free between lines, so that more stands on a page.
        """
        self._document = Document()
        self._margin = margin
        self._size = size
        self._fit(self._document.sections[0])
        first_page = OxmlElement("w:pgNumType", {qn("w:start"): "1"})
        self._document.element.body.sectPr.find(qn("w:pgMar")).addnext(first_page)
        self._is_tight = is_tight
        self._dress(label)

    def heading(self, text: str, level: int) -> None:
        """Add a heading of level 1 to 3."""
        self.prose(Run(text), style=f"Heading {level}")

    def prose(self, *runs: Run, style: str = "Normal", new_page: bool = False) -> Paragraph:
        """Add a paragraph, at the top of a page where it is to be."""
        paragraph = self._document.add_paragraph()
        # python-docx would look for the default style among all of them, for each paragraph anew.
        paragraph.paragraph_format.element.style = self._marks[style]
        for run in runs:
            made = paragraph.add_run(run.text)
            made.bold, made.italic = run.bold or None, run.italic or None
            if run.colour:
                made.font.color.rgb = RGBColor.from_string(run.colour)
            if run.blank:
                made.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        return paragraph

    def labelled(self, label: str, *runs: Run) -> None:
        """Add a line that reads as one: its label, and behind it in a column of its own what stands there."""
        self.prose(Run(f"{label}:\t", colour=SOFT), *runs, style="Labelled")

    def new_section(self) -> None:
        """Go on on a new page, whose pages are counted anew."""
        self._fit(self._document.add_section())

    def footer(self, text: str) -> None:
        """Set what stands below the pages of this section, with their number."""
        section = self._document.sections[-1]
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.style = self._styles["Small"]
        paragraph.add_run(f"{text}, page ")
        field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
        paragraph.add_run("1")
        field.append(paragraph.runs[-1].element)
        paragraph.paragraph_format.element.append(field)

    def content(self, *, title: str, day: date, author: str) -> bytes:
        """The document as a file: its dates are `day`, its archive's times never change."""
        known = self._document.core_properties
        at = datetime.combine(day, time(), UTC)
        known.title, known.author, known.last_modified_by = title[:255], author[:255], author[:255]
        known.comments, known.language = "", "en-US"
        known.created = known.modified = at
        for owner in (self._document.part.package.rels, self._document.part.rels):
            for name in [name for name, link in owner.items() if link.reltype.endswith(_SPARE)]:
                owner.pop(name)
        made = io.BytesIO()
        self._document.save(made)
        return repacked(made.getvalue())

    def _fit(self, section: Section) -> None:
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = Inches(self._margin)
        section.top_margin = section.bottom_margin = Inches(self._margin)
        section.footer_distance = Inches(0.4)

    def _dress(self, label: float) -> None:
        size = self._size
        styles = self._document.styles
        self._styles: dict[str, ParagraphStyle] = {}
        for name, points, before, after in (
            ("Normal", size, 0, 2 if self._is_tight else 5),
            ("Title", size + 11, 0, 2),
            ("Heading 1", size + 2, 14, 4),
            *(
                (("Heading 2", size + 1, 6, 1), ("Heading 3", size, 3, 0))
                if self._is_tight
                else (("Heading 2", size + 1, 10, 2), ("Heading 3", size, 7, 1))
            ),
            ("List Bullet", size, 0, 2),
        ):
            self._styles[name] = self._styled(styles[name], points, before, after)
        for name, points, after in (
            ("Labelled", size - 0.5, 1),
            ("Small", size - 1.5, 2),
            ("Under", size, 2),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            self._styles[name] = self._styled(style, points, 0, after)
        lines = self._styles["Labelled"].paragraph_format
        lines.left_indent, lines.first_line_indent = Inches(label), Inches(-label)
        lines.tab_stops.add_tab_stop(Inches(label))
        self._styles["Under"].paragraph_format.left_indent = Inches(0.3)
        self._styles["Small"].font.color.rgb = RGBColor.from_string(SOFT)
        self._marks = {
            name: None if name == "Normal" else style.style_id for name, style in self._styles.items()
        }
        # In the list of headings a title stands above them.
        self._styles["Title"].element.get_or_add_pPr().append(OxmlElement("w:outlineLvl", {qn("w:val"): "0"}))

    def _styled(self, style: ParagraphStyle, points: float, before: float, after: float) -> ParagraphStyle:
        is_heading = style.name != "Normal" and (style.name or "").startswith(("Heading", "Title"))
        _set_font(style.font, _TITLES if is_heading else _BODY)
        style.font.size = Pt(points)
        style.font.bold = (style.name or "").startswith("Heading")
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(INK)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = (
            Pt(before),
            Pt(after),
            1 if self._is_tight else 1.08,
        )
        spacing.keep_with_next = is_heading
        spacing.widow_control = True
        return style


def runs_of(texts: Iterable[str], blank: str) -> list[Run]:
    """Texts as runs, of which those that hold the words `blank` mark them as something to fill in."""
    runs: list[Run] = []
    for text in texts:
        before, found, after = text.partition(blank)
        runs += [Run(part, blank=part == found != "") for part in (before, found, after) if part]
    return runs


def _set_font(font: Font, name: str) -> None:
    """Name a typeface; the blank document's styles name a theme's, which would outrank it."""
    font.name = name
    fonts = font.element.rPr.rFonts
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
