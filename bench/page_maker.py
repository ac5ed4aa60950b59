"""Makes home pages of any size, as vendors' are: menus with drawings, inline styles, cards, tables, scripts."""

# ruff: noqa: E501 -- a page's markup stands on one line

from __future__ import annotations

import random

_WORDS = [
    "students",
    "teachers",
    "schools",
    "reading",
    "lessons",
    "practice",
    "growth",
    "families",
    "districts",
    "skills",
    "progress",
    "support",
    "weekly",
    "classroom",
    "fluency",
    "vocabulary",
    "words",
    "stories",
    "feedback",
    "reports",
    "plans",
    "grade",
    "learners",
    "minutes",
    "printed",
    "aligned",
    "standards",
    "guided",
    "small",
    "tables",
    "data",
    "dashboard",
    "printable",
    "games",
    "videos",
    "curious",
    "parents",
    "trusted",
    "easy",
]
_PATHS = (
    "M12 2.25c-5.385 0-9.75 4.365-9.75 9.75s4.365 9.75 9.75 9.75 9.75-4.365 9.75-9.75S17.385 2.25 12 2.25z"
    * 3
)


def make_page(size: int, *, seed: int = 0, links: tuple[tuple[str, str], ...] = ()) -> str:
    """Return a home page of about `size` characters, always the same for the same arguments.

    Its make-up is that of 124 real pages of 250 to 800 kB: a fifth scripts, an eighth inline style, long
    attributes. It has about 770 nodes, 175 blocks and 50 links in 100 kB, which is more text than most of
    them have; as on them, about one block in thirty holds a word that evidence could stand beside.

    Args:
        size: its length, 20,000 or more.
        seed: which page.
        links: more entries of its menu, as text and address.
    """
    chance = random.Random(seed)  # noqa: S311
    name = f"Lumen {chance.choice(_WORDS).title()} {seed}"
    head = (
        f'<!doctype html>\n<html lang="en-US" class="no-js">\n<head><meta charset="utf-8"><title>{name}</title>\n'
        f'<meta property="og:site_name" content="{name}"><link rel="canonical" href="/">\n'
        f'<style>{_styles(size // 8, chance)}</style>\n</head>\n<body class="home page-template">\n'
    )
    foot = f"{_footer(name, chance)}{_scripts(size // 5, name, chance)}</body></html>\n"
    opening = f'{_menu(chance, links)}<main id="content">\n{_hero(name, chance)}'
    parts = [head, opening]
    length = len(head) + len(opening) + len(foot) + len("</main>\n")
    while length < size:
        part = _section(chance)
        parts.append(part)
        length += len(part)
    return "".join([*parts, "</main>\n", foot])


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _styles(size: int, chance: random.Random) -> str:
    rules = [".no-js .carousel{display:none}.sub-menu{display:none}.menu li:hover .sub-menu{display:block}"]
    length = 0
    while length < size:
        name = f"{chance.choice(_WORDS)}-{chance.choice(_WORDS)}-{len(rules)}"
        rule = (
            f".wp-block-{name}{{margin:0 auto;padding:{len(rules) % 9}px 1.5rem;color:#1d2b{len(rules) % 90 + 10};"
            f"font:600 1rem/1.5 var(--font-main)}}@media (max-width:781px){{.wp-block-{name}>.inner{{padding:0;"
            f"display:{'none' if len(rules) % 12 == 0 else 'flex'}}}}}"
        )
        rules.append(rule)
        length += len(rule)
    return "\n".join(rules)


def _icon(title: str = "") -> str:
    inside = f"<title>{title}</title>" if title else ""
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{inside}<path d="{_PATHS}"/></svg>'


def _menu(chance: random.Random, links: tuple[tuple[str, str], ...]) -> str:
    more = "".join(f'<li class="menu-item"><a href="{address}">{text}</a></li>' for text, address in links)
    groups = "\n".join(
        f'<li id="menu-item-{place}" class="menu-item menu-item-type-post_type menu-item-has-children"><a href="/{word}/" aria-haspopup="true">{word.title()}</a>'
        f'<ul class="sub-menu">{"".join(_entry(word, chance) for _ in range(8))}</ul></li>'
        for place, word in enumerate(_WORDS[:6])
    )
    return (
        f'<header class="site-header"><a class="logo" href="/"><img src="/logo.svg" alt="Home"></a>\n'
        f'<nav class="main-navigation" aria-label="Main"><ul class="menu">{groups}{more}</ul></nav></header>\n'
    )


def _entry(word: str, chance: random.Random) -> str:
    other = chance.choice(_WORDS)
    return f'<li class="menu-item">{_icon()}<a href="/{word}/{other}/"><span>{other.title()}</span> for schools</a></li>'


def _hero(name: str, chance: random.Random) -> str:
    return (
        f'<section class="hero wp-block-cover" style="min-height:480px"><div class="inner"><h1>{name}</h1>\n'
        f'<p class="lead">{_text(chance, 18)}.</p><a class="button" href="/demo">Ask for a demo</a></div></section>\n'
    )


def _section(chance: random.Random) -> str:
    inside = chance.choice((_cards, _list, _table, _slides))(chance)
    heading = (
        f'<h2 class="wp-block-heading has-text-align-center has-large-font-size">{_text(chance, 5)}</h2>'
    )
    settings = "&quot;,&quot;".join(chance.choices(_WORDS, k=24))
    return (
        f'<section class="wp-block-group alignfull has-background is-layout-constrained" data-settings="{settings}">'
        f'<div class="wp-block-group__inner-container container is-layout-flow">{heading}{inside}</div></section>\n'
    )


def _picture(chance: random.Random) -> str:
    name = f"/wp-content/uploads/2026/10/{'-'.join(chance.choices(_WORDS, k=4))}"
    sizes = ", ".join(
        f"{name}-{width}x{width // 2}.jpg {width}w" for width in (300, 480, 768, 1024, 1536, 2048)
    )
    return (
        f'<img loading="lazy" decoding="async" width="1024" height="512" src="{name}.jpg" alt="{_text(chance, 4)}"'
        f' class="attachment-large size-large wp-image-{chance.randrange(9_999)}" srcset="{sizes}"'
        ' sizes="(max-width: 1024px) 100vw, 1024px">'
    )


def _cards(chance: random.Random) -> str:
    return "".join(
        f'<div class="wp-block-column card is-layout-flow wp-block-column-is-layout-flow">{_picture(chance)}'
        f'<div class="card-body">{_icon("Picture")}<h3 class="wp-block-heading">{_text(chance, 3)}</h3>'
        f'<p class="has-text-color" style="color:#333">{_text(chance, 40)} <strong>{_text(chance, 3)}</strong>,'
        f' {_text(chance, 20)}.</p><a class="wp-block-button__link wp-element-button" '
        f'href="/{chance.choice(_WORDS)}/?utm_source=home&amp;utm_content=card">Learn more</a></div></div>\n'
        for _ in range(3)
    )


def _list(chance: random.Random) -> str:
    entries = "".join(
        f'<li class="wp-block-list-item">{_text(chance, 9)}, <a href="/{chance.choice(_WORDS)}/">{_text(chance, 2)}</a>'
        f" {_text(chance, 12)}</li>\n"
        for _ in range(6)
    )
    return f'{_picture(chance)}<p>{_text(chance, 60)}. Independent readers.</p><p>{_text(chance, 70)}.</p><ul class="list">{entries}</ul>'


def _table(chance: random.Random) -> str:
    rows = "".join(
        f"<tr><th scope=row>{_text(chance, 2)}</th><td>{chance.randrange(100)}</td><td>{_text(chance, 8)}</td></tr>\n"
        for _ in range(5)
    )
    return (
        f'<p>{_text(chance, 50)}.</p><figure class="wp-block-table is-style-stripes"><table><thead><tr><th>Plan<th>Seats'
        f"<th>With it</tr></thead><tbody>{rows}</tbody></table></figure>"
    )


def _slides(chance: random.Random) -> str:
    slides = "".join(
        f'<div class="carousel-item{" active" if not number else ""}"><blockquote class="wp-block-quote"><p>'
        f"{_text(chance, 45)}.</p><footer>{_text(chance, 2)}, teacher</footer></blockquote>{_picture(chance)}</div>\n"
        for number in range(3)
    )
    return f'<div class="carousel slide" data-ride="carousel">{slides}</div>'


def _footer(name: str, chance: random.Random) -> str:
    columns = "".join(
        f'<div class="footer-column"><h4>{_text(chance, 1)}</h4><ul>'
        + "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in _WORDS[start : start + 7])
        + "</ul></div>\n"
        for start in range(0, 28, 7)
    )
    return f'<footer class="site-footer">{columns}<p>&copy; {name}. All rights reserved.</p></footer>\n'


def _scripts(size: int, name: str, chance: random.Random) -> str:
    island = f'{{"@context":"https://schema.org","@type":"Organization","name":"{name}"}}'
    lines = [f'<script type="application/ld+json">{island}</script>\n<script>window.dataLayer=[];']
    length = 0
    while length < size:
        line = f'dataLayer.push({{"event":"{chance.choice(_WORDS)}","value":{chance.randrange(10**6)},"label":"a<b"}});'
        lines.append(line)
        length += len(line)
    return "\n".join(lines) + "</script>\n"
