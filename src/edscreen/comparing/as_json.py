"""A comparison as one JSON document, written product by product; docs/compare.md names its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen import __version__
from edscreen.comparing.changes import KINDS
from edscreen.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.comparing.comparison import Comparison
    from edscreen.report.kept_scorecards import KeptHead

SCHEMA_VERSION = "1.0"
"""The version of this form; names and order of its keys do not change within it."""

_STATUSES = ("both", "unchanged", "new", "gone", "unread")


def as_json(comparison: Comparison) -> Iterator[str]:
    """Yield the document in pieces; in ASCII, so that any console shows it."""
    results = comparison.results
    head = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "edscreen", "version": __version__},
        "old": _run(comparison, 0),
        "new": _run(comparison, 1),
        "fail_on": comparison.fail_on or "never",
        "differences": [each._asdict() for each in comparison.differences],
        "counts": {
            "products": {name: results.products[name] for name in _STATUSES},
            "with": {kind: results.kinds[kind] for kind in KINDS},
            "answers": {kind: results.answers[kind] for kind in KINDS},
            "got_worse": results.counting.total(),
        },
    }
    yield json_text(head, indent=2)[:-2] + ',\n  "products": ['
    separator = "\n"
    for product in results.all_products():
        text = json_text(product.model_dump(mode="json"), indent=2).replace("\n", "\n    ")
        yield f"{separator}    {text}"
        separator = ",\n"
    closing = "]" if separator == "\n" else "\n  ]"
    yield f'{closing},\n  "exit_code": {comparison.exit_code.code}\n}}\n'


def _run(comparison: Comparison, side: int) -> dict[str, Any]:
    head: KeptHead = comparison.heads[side]
    books = head.rule_books
    return {
        "report": comparison.names[side],
        "form": head.form,
        "edscreen": head.version,
        "as_of": head.as_of.isoformat() if head.as_of else None,
        "policy_sha256": head.policy or None,
        "rule_books": None if books is None else [book._asdict() for book in books],
        "products": comparison.products[side],
        "errors": comparison.errors[side],
        "set_aside": comparison.set_aside[side],
        "finished": head.is_finished,
    }
