"""Letters and memos, one file for each vendor or product: `--output letter=letters/{vendor}.docx`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from edscreen.cli.outputs import FileNotWritten, Output, encoded
from edscreen.profile.sources import shown_path
from edscreen.profile.words import joined, same_words
from edscreen.report.file_names import safe_name, same_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.cli.overwriting import Taken
    from edscreen.report.run import Beginning, Ending, Problem, Writer
    from edscreen.screening.scorecard import Scorecard

VENDOR, PRODUCT = "{vendor}", "{product}"
"""What stands in the name of a file for names."""

PAPERS = frozenset({"letter", "memo"})
"""The formats that can go to a file for each vendor or product, and to a Word document."""

_WORD = ".docx"
_HELD = {
    "rich": ("plain text", ".txt"),
    "markdown": ("Markdown", ".md"),
    "html": ("HTML", ".html"),
    "memo": ("HTML, or a Word document,", ".html"),
    "letter": ("plain text, or a Word document,", ".txt"),
    "junit": ("XML", ".xml"),
    "github": ("plain text", ".txt"),
}
# Files by these names open in a program of their own, which would find nothing that it reads.
_OFFICE = frozenset(
    {".pdf", ".doc", _WORD, ".odt", ".rtf", ".pages", ".xls", ".xlsx", ".ods", ".ppt", ".pptx"}
)
_PLACE = re.compile(r"\{[A-Za-z_ ]*\}")


def refuse_misnamed(output: Output) -> None:
    """Refuse a file whose ending promises what the format does not hold, and a name that nothing fills in.

    Raises:
        typer.BadParameter: it is one; the message says which ending or which name is right.
    """
    name, ending = output.format, output.path.suffix.lower()
    papers, given = name in PAPERS, f"{output.format}={output.path}"
    held, usual = _HELD.get(name, (name.upper(), f".{name}"))
    right = {usual, _WORD} if papers else {usual}
    if ending in _OFFICE - right:
        from_page = "; a browser prints a page of HTML to PDF" if ending == ".pdf" else ""
        raise typer.BadParameter(
            f"--output {given!r}: {name} writes {held} and makes no {ending} file; "
            f"let the file end in {' or '.join(sorted(right, reverse=True))}{from_page}"
        )
    for place in _PLACE.findall(str(output.path)):
        if not papers:
            raise typer.BadParameter(
                f"--output {given!r}: {name} holds every product in one file, and nothing fills in "
                f"{place}; only {joined(sorted(PAPERS))} make a file for each {VENDOR} or {PRODUCT}"
            )
        if place not in {VENDOR, PRODUCT}:
            raise typer.BadParameter(
                f"--output {given!r}: nothing fills in {place}; {name} takes {VENDOR} and {PRODUCT}"
            )


def is_for_each(output: Output) -> bool:
    """Whether an output is one file for each vendor or product."""
    path = str(output.path)
    return output.format in PAPERS and (VENDOR in path or PRODUCT in path)


def is_word(output: Output) -> bool:
    """Whether an output is a Word document, or several."""
    return output.format in PAPERS and output.path.suffix.lower() == _WORD


class _File(NamedTuple):
    output: Output
    writer: Writer
    pieces: list[bytes]
    refused: str


class FilesForEach:
    """One file for each vendor or product, written at the end of the run, each whole or not at all."""

    def __init__(
        self,
        output: Output,
        make_writer: Callable[[Callable[[str | bytes], None]], Writer],
        run: Taken,
    ) -> None:
        """Take where the files go, what fills each, and which files the run reads or writes besides."""
        self._run = run
        self._output = output
        self._make_writer = make_writer
        self._files: dict[tuple[str, ...], _File] = {}
        self._taken: set[str] = set()

    def begin(self, beginning: Beginning) -> None:
        """Keep what every file begins with."""
        self._beginning = beginning

    def scorecard(self, scorecard: Scorecard) -> None:
        """Add a product to its file."""
        vendor, product = same_words(scorecard.vendor), same_words(scorecard.product)
        key = (vendor, product) if PRODUCT in str(self._output.path) else (vendor,)
        if key not in self._files:
            self._files[key] = self._begun(scorecard)
        self._files[key].writer.scorecard(scorecard)

    def problem(self, problem: Problem) -> None:
        """What could not be read is no matter of any of the files."""

    def end(self, ending: Ending) -> None:
        """Write every file that can be written.

        Raises:
            FileNotWritten: some cannot; the message names each.
        """
        failures = []
        for file in self._files.values():
            if file.refused:
                failures.append(file.refused)
                continue
            file.writer.end(ending)
            try:
                file.output.write(b"".join(file.pieces))
            except FileNotWritten as error:
                failures.append(str(error))
            file.pieces.clear()  # there may be thousands
        if failures:
            raise FileNotWritten("; ".join(failures))

    def give_up(self) -> None:
        """Nothing is begun that is not whole."""

    def _begun(self, scorecard: Scorecard) -> _File:
        pieces: list[bytes] = []
        writer = self._make_writer(lambda piece: pieces.append(encoded(piece)))
        writer.begin(self._beginning)
        path = self._path(scorecard)
        # Claimed before any file of the run is there: one that is written has another identity.
        what = self._run.claim(path)
        refused = f"{shown_path(path)} was not written, as it is {what}: name another file" if what else ""
        return _File(Output(self._output.format, path), writer, pieces, refused)

    def _path(self, scorecard: Scorecard) -> Path:
        """The path of a new file; where some system would take it for another's, with a number."""
        path = str(self._output.path)
        names = {VENDOR: safe_name(scorecard.vendor), PRODUCT: safe_name(scorecard.product)}
        last = max(names, key=path.rfind)
        plain, number = names[last], 1
        while same_file(filled := _filled(path, names)) in self._taken:
            number += 1
            names[last] = f"{plain}-{number}"
        self._taken.add(same_file(filled))
        return Path(filled)


def _filled(path: str, names: dict[str, str]) -> str:
    """The path with the names in it; no name holds a place for another, as none holds a brace."""
    for place, name in names.items():
        path = path.replace(place, name)
    return path
