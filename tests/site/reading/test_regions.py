"""Where something stands: hero, main, navigation, footer; and in which part, under which heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Read


@pytest.mark.parametrize(
    ("region", "body"),
    [
        ("navigation", "<nav><a href=/>Here</a></nav>"),
        ("navigation", "<div role=navigation>Here</div>"),
        ("navigation", "<header><a href=/>Here</a></header>"),
        ("navigation", "<div class=site-header><ul><li>Here</ul></div>"),
        ("navigation", "<div id=mega-menu>Here</div>"),
        ("navigation", "<footer>end</footer><div class='off-canvas mobile'><a href=/>Here</a></div>"),
        ("navigation", "<header class=hero><h1>Reads</h1><nav>Here</nav></header>"),
        ("navigation", "<header><ul><li>Here</ul><h1>Reads</h1></header>"),
        ("footer", "<footer>Here</footer>"),
        ("footer", "<footer><nav>Here</nav></footer>"),
        ("footer", "<div class=site-footer><div>Here</div></div>"),
        ("footer", "<div role=contentinfo>Here</div>"),
        ("main", "<p>Here</p>"),
        ("main", "<article><header>Here</header></article>"),
        ("main", "<article><footer>Here</footer></article>"),
        ("main", "<blockquote>Words<footer>Here</footer></blockquote>"),
        ("main", "<div class=card-footer>Here</div>"),
        ("main", "<div class=pre-footer>Here</div>"),
        ("main", "<div class='announcement-bar'>Here</div><header>x</header>"),
        ("main", "<header><div class='notice-bar'>Here</div><nav>x</nav></header>"),
        ("main", "<body class='has-menu with-footer'><p>Here</p></body>"),
        ("main", "<div class='page nav-menu'><main>Here</main></div>"),
        ("hero", "<main><section><h1>Reads</h1><p>Here</p></section><section>x</section></main>"),
        ("hero", "<main><div class='hero-banner'><p>Here</p></div><h1>Reads</h1></main>"),
        ("hero", "<header class=hero><nav>x</nav><h1>Reads</h1><p>Here</p></header>"),
        ("hero", "<h1>Reads</h1><p>Here</p><h2>Why</h2>"),
        ("main", "<h1>Reads</h1><p>x</p><h2>Why</h2><p>Here</p>"),
        ("main", "<main><section><h1>Reads</h1></section><section><p>Here</p></section></main>"),
    ],
)
def test_a_text_stands_in_its_region(region: str, body: str, read: Read) -> None:
    [block] = [block for block in read(body).blocks if block.text == "Here"]
    assert block.region == region


def test_a_page_in_one_section_is_not_all_banner(read: Read) -> None:
    page = read("<section><h1>Reads</h1>" + "<p>Some words of it.</p>" * 200 + "</section>")
    assert [page.blocks[place].region for place in (0, 1, -1)] == ["hero", "hero", "main"]


def test_a_text_stands_under_the_nearest_heading_of_its_part(read: Read) -> None:
    page = read(
        "<h1>Top</h1><p>a</p><section><h2>One</h2><div><h3>Inner</h3></div><p>b</p></section>"
        "<section><p>c</p></section><div role=heading>Two</div><h2><a href=/r>Research</a></h2><p>d</p>"
    )
    headings = {block.text: block.heading for block in page.blocks if block.kind == "text"}
    assert headings == {"a": "Top", "b": "Inner", "c": "Top", "d": "Research"}
    sections = {block.text: block.section for block in page.blocks}
    assert sections["One"] == sections["b"] != sections["c"]
    assert sections["a"] == sections["d"]
    assert page.links[0].heading == "Two"
