"""Where links lead: to research, to a registry, to results and stories, or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.judging.judge import leads_straight_to_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.seen import PageJudgement

RESEARCH = [
    "menu: [Research](/research)",
    "menu: [Research & Evidence](/why)",
    "foot: [Efficacy](/p/12)",
    "[Our research](/p/12)",
    "[Read the research](/method)",
    "[See the evidence behind Lumen Reading](/p/12)",
    "[Efficacy studies](/p/12)",
    "[Download the 2022 efficacy study](/files/a.pdf)",
    "[The science behind Lumen Reading](/p/12)",
    "[](/research/lumen-reading)",
    "[Find out more](/evidence)",
    "[Overview](/index.php?page=research)",
    "# Research on Lumen Reading\n[Learn more](/p/12)",
    "menu: [Investigación](/p/12)",
    "menu: [Evidencia](/p/12)",
    "[Nuestros estudios](/p/12)",
    "[Estudios de eficacia](/p/12)",
    "[Lea el estudio](/p/12)",
    "menu: [Research](/#/research)",
]
ELSEWHERE = [
    "menu: [Social Studies](/social-studies)",
    "menu: [Case studies](/case-studies)",
    "menu: [Results](/results)",
    "menu: [Impact](/impact)",
    "menu: [Success stories](/stories)",
    "[Study skills](/study-skills)",
    "[Study guides](/study-guides)",
    "[Research skills for grade 5](/units/5)",
    "[Research projects](/projects)",
    "[Reading for Evidence](/tools/evidence)",
    "[Evidence-based writing](/writing)",
    "[Citing textual evidence](/lessons/12)",
    "[Market research](/panel)",
    "[Join our research study](/join)",
    "[Research Scientist, Learning](/careers/research-scientist)",
    "[What research says about screen time](/blog/what-research-says-about-screen-time)",
    "[New study: children who nap remember more](/blog/children-who-nap-remember-more)",
    "menu: [Research](/#research)",
    "menu: [Plan de estudios](/plan-de-estudios)",
    "menu: [Estudios sociales](/sociales)",
    "menu: [Casos de éxito](/casos)",
    "[Cookies and research](/privacy)",
]


@pytest.mark.parametrize("text", RESEARCH)
def test_words_or_address_say_that_a_link_leads_to_research(
    text: str, verdict: Callable[[str], str], judged: Callable[[str], PageJudgement]
) -> None:
    assert verdict(text) == "linked"
    assert judged(text).leads[0] == judged(text).research_links[0]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_other_links_with_such_words_do_not_suffice(
    text: str, judged: Callable[[str], PageJudgement]
) -> None:
    assert not judged(text).research_links


@pytest.mark.parametrize(
    ("text", "straight"),
    [
        ("[Our review](https://ies.ed.gov/ncee/wwc/Intervention/1234)", True),
        ("[Our review](https://www.evidenceforessa.org/program/lumen-reading/)", True),
        ("[Lumen Reading trial](https://doi.org/10.1037/edu0000123)", True),
        ("The evaluation of Lumen Reading: [record](https://eric.ed.gov/?id=ED612345)", True),
        ("[Lumen Math review](https://www.evidenceforessa.org/program/lumen-math/)", False),
        ("[Spaced practice](https://doi.org/10.1037/edu0000123)", False),
        ("[Assisting students](https://ies.ed.gov/ncee/wwc/PracticeGuide/2)", False),
        ("[The clearinghouse](https://ies.ed.gov/ncee/wwc/)", False),
        ("[Our review](https://evidenceforessa.org.lumen.example/program/lumen-reading/)", False),
    ],
)
def test_a_link_straight_to_a_registry_is_one_click_from_evidence(
    text: str, straight: bool, judged: Callable[[str], PageJudgement]
) -> None:
    seen = judged(text)

    assert any(map(leads_straight_to_evidence, seen.evidence)) is straight
    assert bool(seen.research_links) is straight
    assert not seen.shows_independent


def test_the_hunt_is_given_research_first_then_results_and_each_address_once(
    judged: Callable[[str], PageJudgement],
) -> None:
    text = """
        menu: [About](/about)
        menu: [Impact](/impact)
        menu: [Pricing](/pricing)
        menu: [Case studies](/cases)
        menu: [Research](/research)
        foot: [Our research](/research)
    """
    seen = judged(text)

    assert seen.leads == (4, 3, 1, 0)
    assert seen.research_links == (4, 5)


@pytest.mark.parametrize(
    ("url", "is_research"),
    [
        ("https://www.lumen.example/research", True),
        ("https://www.lumen.example/why-lumen/efficacy/", True),
        ("https://www.lumen.example/es/investigacion", True),
        ("https://www.lumen.example/", False),
        ("https://www.lumen.example/products/reading", False),
        ("https://www.lumen.example/social-studies", False),
    ],
)
def test_a_page_on_research_is_no_home_page(
    url: str, is_research: bool, judged: Callable[..., PageJudgement]
) -> None:
    assert judged("# Welcome\nLessons for all.", url=url).is_research_page is is_research


def test_a_page_headed_research_is_one_too(judged: Callable[..., PageJudgement]) -> None:
    assert judged("# Our research\nFour studies.", url="https://www.lumen.example/p/7").is_research_page


@pytest.mark.parametrize("words", ["Success stories", "Stories", "Our stories", "Historias de éxito"])
def test_stories_are_worth_following_behind_results(
    words: str, judged: Callable[[str], PageJudgement]
) -> None:
    page = judged(f"menu: [{words}](/s)\nmenu: [Results](/r)")

    assert page.leads == (1, 0)
    assert not page.research_links
