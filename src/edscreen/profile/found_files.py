"""Profiles in files that nobody named: those of a folder, where other files may stand among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.documents import KEY, InvalidProfile, judged, trees_in, unreadable
from edscreen.profile.folders import yaml_files
from edscreen.profile.sources import Unreadable, read_file, shown_path, source_of, unreadable_because
from edscreen.profile.yaml_tree import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.documents import Document, Tally
    from edscreen.profile.sources import Source
    from edscreen.profile.yaml_tree import Tree

_PROFILE_LINE = re.compile(r"""^[{ ]*["']?edscreen["']?[ \t]*:""", re.MULTILINE)


def folder_documents(folder: str, tally: Tally) -> Iterator[Document | InvalidProfile]:
    """Yield what `read_documents` does of a folder.

    Args:
        folder: the folder.
        tally: counts and names what was passed over.
    """
    for path, unlisted in yaml_files(folder):
        shown = shown_path(path)
        if unlisted:
            yield unreadable(shown, unreadable_because(unlisted))
            continue
        try:
            source = read_file(path)
        except Unreadable as error:
            if error.may_be_profile:
                yield unreadable(shown, error)
            else:
                tally.pass_over(shown)
            continue
        is_profile = False
        for found in _found(shown, source):
            is_profile = True
            yield found
        if not is_profile:
            tally.pass_over(shown)


def documents_of_file(shown: str, content: bytes) -> Iterator[Document | InvalidProfile]:
    """Yield what `read_documents` does of one file of a folder, whose bytes were read before.

    Args:
        shown: path of the file, fit to be shown.
        content: its bytes, `sources.MAX_BYTES` and one more at most.

    Yields:
        Each valid document, and for each other one its mistakes; nothing where the file holds no profile.
    """
    try:
        source = source_of(content)
    except Unreadable as error:
        if error.may_be_profile:
            yield unreadable(shown, error)
        return
    yield from _found(shown, source)


def _found(shown: str, source: Source) -> Iterator[Document | InvalidProfile]:
    """Yield the profiles in a file that nobody named, which may be none."""
    is_profile = False
    for item in trees_in(shown, source) if KEY in source.text else ():
        if isinstance(item, InvalidProfile):
            if not (is_profile or _PROFILE_LINE.search(source.text)):
                return
            yield item
        elif KEY in item[1].data or (not item[1].complete and _is_begun(item[1], source)):
            yield from judged(shown, source, *item)
        else:
            continue
        is_profile = True


def _is_begun(tree: Tree, source: Source) -> bool:
    """Return whether a document that could not be built begins as a profile does."""
    lines = Lines(source.text)
    start = tree.place(()).line
    return any(lines.at(found.start())[0] == start for found in _PROFILE_LINE.finditer(source.text))
