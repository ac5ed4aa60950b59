"""The page that lists the signals by which a site is judged: `docs/site-signals.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.judging.data import signals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.site.judging.data import Signal

_HEAD = """\
# What counts on a vendor's page, and what does not

Made by `python scripts/generate.py` from `src/edscreen/site/data/signals.yaml`; do not edit it. Every
sentence here is tested. The product in them is Lumen Reading by Lumen Learning, both invented; bodies such
as WestEd stand in them as examples of who evaluates, and nothing is said of any real study.

[How edscreen reads a site](reading-a-site.md) says what becomes of these: independent evidence on the home
page is `shown`, links to research are `linked`, claims are `claims_only`.
"""
_WORTH = {
    "independent": "Independent evidence",
    "research_link": "Links to research",
    "claim": "Claims",
}


def signals_page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_parts()])


def _parts() -> Iterator[str]:
    for strength, title in _WORTH.items():
        yield f"## {title}\n"
        for signal in signals():
            if signal.strength == strength:
                yield from _signal(signal)


def _signal(signal: Signal) -> Iterator[str]:
    yield f"### `{signal.name}`\n\n{signal.why}\n"
    yield "Counts:\n"
    yield from (f"- {_quoted(example.text)}" for example in signal.counts)
    yield "\nDoes not count:\n"
    yield from (f"- {_quoted(example.text)}: {example.why}" for example in signal.does_not_count)
    yield ""


def _quoted(text: str) -> str:
    escaped = text.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")
    return f"“{escaped}”"
