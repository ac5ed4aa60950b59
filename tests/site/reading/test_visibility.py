"""What is hidden for good does not count, what a reader can open does."""

# ruff: noqa: E501 -- a page's markup stands on one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Read, Words

SEEN = ["Seen", "Secret"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>Secret</div>",
        '<div style="display:none">Secret</div>',
        '<div style="color: red; DISPLAY : NONE !important">Secret</div>',
        '<div style="visibility:hidden">Secret</div>',
        "<style>.x{display:none}</style><div class='a x'>Secret</div>",
        "<style>#x { color: red; visibility: hidden }</style><div id=x>Secret</div>",
        "<style>/* .x{} */ .a.x , .y {display:none}</style><div class='x a'>Secret</div>",
        "<style>.outer .x{display:none}</style><div class=outer><p><span class=x>Secret</span></p></div>",
        "<style>.outer > .x{display:none}</style><div class=outer><div class=x>Secret</div></div>",
        "<div class=x>Secret</div><style>.x{display:none}</style>",
        "<style>@media screen{.x{display:none}}</style><div class=x>Secret</div>",
        "<style>@supports (display:grid){@media all{.x{display:none}}}</style><div class=x>Secret</div>",
        "<style>.x{display:none!important}.x{display:block}</style><div class=x>Secret</div>",
        "<style>.y,.z{display:block}.x{display:block}.x{display:none}</style><div class=x>Secret</div>",
        "<style>.x{display:flex;display:none}</style><div class=x>Secret</div>",
        "<style>.md\\:x{display:none}</style><div class='md:x'>Secret</div>",
        "<dialog>Secret</dialog>",
        "<div popover>Secret</div>",
        "<template><p>Secret</p></template>",
        "<!-- Secret -->",
        "<script>Secret</script>",
        "<noscript><p>Secret</p></noscript>",
        "<datalist><option>Secret</option></datalist>",
        "<select><option>Secret</option></select>",
        "<textarea>Secret</textarea>",
        '<input type="hidden" value="Secret"><input placeholder="Secret" value="Secret">',
        "<svg><defs><text>Secret</text></defs><symbol><title>Secret</title></symbol></svg>",
        "<video>Secret</video><iframe>Secret</iframe><object>Secret</object>",
        "<meta name=description content=Secret>",
    ],
)
def test_what_nothing_on_the_page_opens_does_not_count(hidden: str, words: Words) -> None:
    assert words(f"<p>Seen</p>{hidden}") == ["Seen"]


@pytest.mark.parametrize(
    "shown",
    [
        "<div hidden=until-found>Secret</div>",
        "<div aria-hidden=true>Secret</div>",
        "<style>@media print{.x{display:none}}</style><div class=x>Secret</div>",
        "<style>@media (max-width:600px){.x{display:none}}</style><div class=x>Secret</div>",
        "<style>@media (min-width:48em){.x{display:none}}</style><div class=x>Secret</div>",
        "<style>.x{display:none}@media (width >= 48rem){.x{display:flex}}</style><div class=x>Secret</div>",
        "<style>.x{display:none}.x{display:block}</style><div class=x>Secret</div>",
        "<style>.x{display:none}div.x{display:block}</style><div class=x>Secret</div>",
        "<style>.x{display:none}</style><div class=x style='display:flex'>Secret</div>",
        "<style>.other .x{display:none}</style><div class=x>Secret</div>",
        "<style>.x::before{display:none}.x:not(.y){display:none}[x-cloak]{display:none}</style><div class=x>Secret</div>",
        "<style>.no-js .x{display:none}</style><div class=x>Secret</div>",
        "<dialog open>Secret</dialog>",
        "<details><summary></summary>Secret</details>",
        "<svg><text>Secret</text></svg>",
        '<input type="submit" value="Secret">',
        "<button>Secret</button>",
        "<style>.x{display:none;display:flex}</style><div class=x>Secret</div>",
    ],
)
def test_what_a_reader_sees_at_once_counts(shown: str, words: Words) -> None:
    assert words(f"<p>Seen</p>{shown}") == SEEN


@pytest.mark.parametrize(
    "openable",
    [
        "<div role=tabpanel hidden>Secret</div>",
        "<a href='#x'></a><div id=x hidden>Secret</div>",
        "<button aria-controls='w x'></button><div id=x hidden>Secret</div>",
        "<button data-target='#x'></button><div id=x hidden>Secret</div>",
        "<button data-bs-target='.x'></button><div class='y x' hidden>Secret</div>",
        "<button data-open=x></button><div id=x hidden>Secret</div>",
        "<button popovertarget=x></button><div popover id=x>Secret</div>",
        "<div id=x hidden>Secret</div><button data-target='x'></button>",
        "<button aria-expanded=false></button><div hidden>Secret</div>",
        "<h3><button aria-expanded=false></button></h3><div hidden>Secret</div>",
        "<style>.x{display:none}li:hover .x{display:block}</style><ul><li><div class=x>Secret</div></ul>",
        "<style>.x{display:none}#c:checked ~ .x{display:block}</style><input id=c type=checkbox><div class=x>Secret</div>",
        "<nav><ul><li><a href=/p></a><ul style='display:none'><li>Secret</ul></ul></nav>",
        "<div><div class='s active'></div><div class=s hidden>Secret</div></div>",
        "<style>.s{display:none}.s.active{display:block}</style><div><p class='s active'></p><p class=s>Secret</p></div>",
        "<div class=flexslider><ul class=slides><li style='display:none'>Secret</li></ul></div>",
        "<ul class=orbit><li class=active></li><li style='display:none'><img alt=Secret></li></ul>",
        "<a href='#y'></a><div id=y hidden><a href='#x'></a><div id=x hidden>Secret</div></div>",
        "<a href='#y'></a><div id=y hidden><a href='#x'></a></div><div id=x hidden>Secret</div>",
    ],
)
def test_what_a_reader_can_open_counts(openable: str, words: Words) -> None:
    assert words(f"<p>Seen</p>{openable}") == SEEN


@pytest.mark.parametrize(
    "dead",
    [
        "<div id=x hidden><a href='#x'></a>Secret</div>",
        "<div hidden><a href='#x'></a></div><div id=x hidden>Secret</div>",
        "<div id=x hidden><a href='#y'></a>Secret</div><div id=y hidden><a href='#x'></a></div>",
        "<div><div class=variant></div><div class=variant hidden>Secret</div></div>",
        "<div><div class='logged-out'></div><div class='logged-in' hidden>Secret</div></div>",
        "<div><div data-variant=a></div><div data-variant=b hidden>Secret</div></div>",
        "<div><div></div><div hidden>Secret</div></div>",
        "<script>document.querySelector('#x').hidden = false</script><div id=x hidden>Secret</div>",
    ],
)
def test_an_opener_must_itself_be_reached_and_versions_are_no_slides(dead: str, words: Words) -> None:
    assert words(f"<p>Seen</p>{dead}") == ["Seen"]


def test_a_rule_for_pages_with_scripts_holds_because_scripts_run(words: Words) -> None:
    head = "<html class=no-js><head><style>.js .x{display:none}.no-js .y{display:none}</style></head>"
    assert words(f"{head}<body><p class=x>Secret</p><p class=y>Seen</p></body></html>") == ["Seen"]


def test_something_hidden_in_a_sentence_does_not_cut_it(words: Words) -> None:
    assert words("<p>It <span hidden>never</span> works</p>") == ["It works"]


def test_what_a_text_says_when_opened_is_a_block_of_its_own(words: Words) -> None:
    text = "<p>It <a href='#n'>1</a><span id=n hidden>a note</span> works</p>"
    assert sorted(words(text)) == ["It 1 works", "a note"]


def test_a_hidden_link_leads_nowhere(read: Read) -> None:
    page = read("<a href=/a>A</a><div hidden><a href=/b>B</a></div><p>text <a href=/c>C</a></p>")
    assert [(link.text, link.block) for link in page.links] == [("A", 0), ("C", 1)]
    assert page.blocks[1].links == (1,)
