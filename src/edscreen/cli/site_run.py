"""One run of `site`: an address or a saved page in, what it shows out, an exit code with its reason."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic_core import Url

from edscreen.cli.outputs import FileNotWritten, file_terminal
from edscreen.cli.standard_output import COULD_NOT_FINISH, write
from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.quoting import shown
from edscreen.profile.sources import shown_path
from edscreen.registries.addresses import parse_address
from edscreen.report.site_words import reason
from edscreen.screening.exit_codes import UNREADABLE

if TYPE_CHECKING:
    from edscreen.cli.kept_pages import KeptPages
    from edscreen.cli.outputs import Output
    from edscreen.cli.talk import Talk
    from edscreen.cli.visit_options import SiteOptions
    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.report.terminal import Terminal
    from edscreen.site.seen import SiteReport
    from edscreen.site.site_reader import SiteRequest

EXIT_CODES: dict[SiteVerdict, int] = {"shown": 0, "linked": 1, "claims_only": 1, "absent": 1, "unreadable": 3}
"""What each verdict ends the command with."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NAME_OF_FILE = re.compile(
    r"[.~]{0,2}[/\\]|[A-Za-z]:[/\\]|[^/]*\\|"
    # What no site's name ends in: no top-level domain is spelled so.
    r"[^/]+\.(?:html?|xhtml|mht|mhtml|warc(?:\.gz)?|ya?ml|pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|jsonl?|png|jpe?g)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedPage:
    """The page that the command line names.

    Attributes:
        url: its address; None for a saved page whose address is not given.
        file: the saved page or pages; None where it is read from the network.
    """

    url: str | None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; the names are those of its options."""

    page: NamedPage
    vendor: str | None
    product: str | None
    output_format: str
    outputs: list[Output]
    options: SiteOptions

    @property
    def site(self) -> SiteRequest:
        """What is to be read."""
        from edscreen.site.site_reader import SiteRequest

        return SiteRequest(
            website=self.page.url,
            vendor=self.vendor,
            product=self.product,
            max_pages=self.options.max_pages,
            max_clicks=self.options.max_clicks,
        )


def named_page(text: str, url: str | None) -> NamedPage:
    """Tell an address from a saved page.

    Raises:
        typer.BadParameter: for what is neither, and for `--url` beside an address.
    """
    if not _SCHEME.match(text) and (_is_there(text) or _NAME_OF_FILE.match(text)):
        return NamedPage(_address(url, "--url") if url is not None else None, text)
    if url is not None:
        raise typer.BadParameter("--url goes with a saved page: it gives the file's address")
    return NamedPage(_address(text, "this argument"))


def named_address(text: str) -> str:
    """Return the address of a page on the web as browsers spell it, `https` where it names no scheme.

    Raises:
        typer.BadParameter: for what is none.
    """
    return _address(text, "--from-site")


def _is_there(text: str) -> bool:
    """Whether a file has that name; a folder named like a site, as those who save pages make, is none."""
    try:
        path = Path(text)
        return path.exists() and not (path.is_dir() and "." in text.strip("./\\"))
    except (OSError, ValueError):
        return False


def _address(text: str, what: str) -> str:
    """The address written, `https` where it names no scheme, spelled as browsers spell it."""
    has_scheme = _SCHEME.match(text)
    written = text if has_scheme else f"https://{text}"
    address = parse_address(written)
    if address is None or not (has_scheme or "." in address.host or ":" in text):
        raise typer.BadParameter(
            f"{what} takes the address of a web page, such as https://www.lumen.example/, or a file that is "
            f"there, not {shown(text)}"
        )
    url = Url(written)
    if url.username or url.password:
        raise typer.BadParameter(
            f"{what} is read without user name and password: leave out what stands before @"
        )
    return str(url)


def read_site(request: Request, talk: Talk) -> int:
    """Read what the request names, write the report, and give the exit code."""
    from edscreen.site.rendering.finding import CannotRender
    from edscreen.site.saved_site import NoSavedSite

    try:
        report, kept = asyncio.run(_read(request, talk))
    except NoSavedSite as error:
        file = shown_path(request.page.file or "")
        talk.error(f"edscreen site: {file}: {error} (exit code {UNREADABLE})")
        return UNREADABLE
    except CannotRender as error:
        talk.error(f"edscreen site: {error} (exit code {COULD_NOT_FINISH})")
        return COULD_NOT_FINISH
    write(_written(report, request.output_format, None))
    code, why = EXIT_CODES[report.verdict], reason(report)
    for output in request.outputs:
        try:
            output.write(_written(report, output.format, file_terminal()))
        except FileNotWritten as error:
            talk.error(f"edscreen: {error}")
            code, why = COULD_NOT_FINISH, "not every output could be written"
    try:
        if kept:
            kept.check()
            talk.notice(kept.told())
    except PagesNotKept as error:
        talk.error(f"edscreen: {error}")
        code, why = COULD_NOT_FINISH, "not every page read could be kept"
    talk.notice(f"exit code {code}: {why}")
    return code


async def _read(request: Request, talk: Talk) -> tuple[SiteReport, KeptPages | None]:
    if request.page.file is not None:
        from edscreen.site.saved_site import read_saved_site

        return await read_saved_site(request.page.file, request.site, only_named=True), None
    from edscreen.cli.reading_sites import progress_of, site_tools
    from edscreen.site.two_looks import FLAGGED, confirmed

    async with site_tools(request.options, talk) as sites:
        reader = replace(
            sites.reader,
            keeper=sites.kept.of_visit(request.page.url or "") if sites.kept else None,
            progress=progress_of(talk, request.options),
        )
        report = await reader.read(request.site)
        if request.options.confirm and report.verdict in FLAGGED:
            report = confirmed(report, await reader.read(request.site, past_cache=True))
        return report, sites.kept


def _written(report: SiteReport, output_format: str, terminal: Terminal | None) -> str:
    if output_format == "json":
        from edscreen.report.site_json import site_json

        return site_json(report)
    if output_format == "markdown":
        from edscreen.report.site_markdown import site_markdown

        return site_markdown(report)
    from edscreen.report.site_text import site_text
    from edscreen.report.terminal import Terminal

    return site_text(report, terminal or Terminal.of(sys.stdout))
