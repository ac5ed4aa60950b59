"""Verdicts on the labelled pages in `bench/pages`: the bars hold, and what is right stays right."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from edscreen.site.judging.judge import judge_page
from edscreen.site.judging.subject import subject_of
from edscreen.site.reading.page_reader import read_page

ROOT = Path(__file__).resolve().parents[3]

if TYPE_CHECKING:
    from bench import accuracy

    from edscreen.site.seen import PageJudgement
else:
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "bench" / "accuracy.py")
    accuracy = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = accuracy
    spec.loader.exec_module(accuracy)

PAGES = list(accuracy.labelled_pages(*accuracy.OPEN))


def test_the_bars_hold_on_all_open_pages() -> None:
    judged = [accuracy.judge(page) for page in PAGES]
    assert not accuracy.missed(judged), accuracy.as_text(judged)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_judged_as_a_careful_reader_judges_it(page: accuracy.LabelledPage) -> None:
    assert accuracy.judge(page).verdict == page.verdict, page.why


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_both_parsers_lead_to_the_same_judgement(page: accuracy.LabelledPage) -> None:
    assert judgement(page, "safe") == judgement(page, "fast")


def judgement(page: accuracy.LabelledPage, parser: Literal["safe", "fast"]) -> PageJudgement:
    read = read_page(page.path.read_bytes(), page.url, parser=parser)
    assert read.parser == parser
    return judge_page(read, subject_of(read, page.vendor or None, page.product or None, ()))


@pytest.mark.parametrize("name", accuracy.OPEN)
def test_every_page_has_one_label_and_every_verdict_occurs(name: str) -> None:
    pages = [page for page in PAGES if page.path.parent.name == name]
    files = Counter(page.path for page in pages)
    assert files == Counter((accuracy.PAGES / name).glob("*.html"))
    assert {page.verdict for page in pages} == set(accuracy.VERDICTS)
