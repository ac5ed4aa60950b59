"""Whether a page may be given to the fast parser, which some markup makes slow beyond all measure.

Lexbor takes a time that grows with the square of the depth of nesting and of the attributes in one tag, and
text formatting that is never ended (`<b><b><b>` before many paragraphs) is copied into every paragraph. So
only a page of plain grammar passes: every tag, comment and script is written so that there is but one way to
read it. Then what could do harm can be counted without a doubt, whatever else the page holds. Of 1,032
real pages 88 in a hundred pass, at about twice the parser's own time a byte; all others go to the safe
reader, at no loss but time.

Quantifiers are possessive: the pattern never tries a second way, so its time grows with the page's length
only.
"""

from __future__ import annotations

import re

_MOST_TAGS = 12_000  # without a look at their nesting: lexbor needs 0.3 s at most to nest so many
_MOST_TAGS_AT_ALL = 120_000
_DEEPEST = 1_500
_MOST_COPIES = 300_000  # copies of text formatting that could be made
_MOST_ATTRIBUTES = 400

_ATTRIBUTE = rb"""[\s/]*+[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>`=][^\s"'<>`]*+))?+"""
_REST = rb"(?:" + _ATTRIBUTE + rb"){0,%d}+[\s/]*+>" % _MOST_ATTRIBUTES
_COMMENT = rb"<!--(?!-?>)(?:[^-]++|-(?!-!?>))*+-->"
_END = rb"</[a-z][^<>\"']*+>"


def _raw(tag: bytes, content: bytes) -> bytes:
    """An element whose content is no markup, up to its end."""
    return b"<" + tag + rb"(?=[\s/>])" + _REST + rb"(?:[^<]++|" + content + rb")*+</" + tag + rb"\s*+>"


def _tag(*others: bytes) -> bytes:
    """A start tag, but none of these."""
    return rb"<(?!(?:" + b"|".join(others) + rb")[\s/>])[a-z][^\s\"'<>/=]*+" + _REST


# In drawings the contents of style and title are markup, and scripts too: what looks like a tag there is
# refused.
_INERT = rb"<(?![a-z/!?])"
_SVG = rb"<svg(?=[\s/>])" + _REST
_IN_SVG = b"|".join(
    (
        rb"[^<]++", _COMMENT, rb"</(?!svg[\s>])[a-z][^<>\"']*+>",
        _raw(b"style", _INERT), _raw(b"title", _INERT), _raw(b"desc", _INERT),
        _tag(b"script", b"style", b"title", b"desc", b"svg", b"foreignobject", b"math", b"textarea",
             b"iframe", b"xmp", b"noembed", b"noframes", b"plaintext", b"listing"),
    )
)  # fmt: skip
_INNER_SVG = _SVG + rb"(?:(?<=/>)|(?:" + _IN_SVG + rb")*+</svg\s*+>)"
_OUTER_SVG = _SVG + rb"(?:(?<=/>)|(?:" + _IN_SVG + b"|" + _INNER_SVG + rb")*+</svg\s*+>)"

_SCRIPT = rb"<script(?=[\s/>])" + _REST
_WITHOUT_COMMENT = rb"(?:[^<]++|<(?!/script|!--))*+</script\s*+>"
_WITHOUT_SCRIPT = rb"(?:[^<]++|<(?!/?script))*+</script\s*+>"

_START = _tag(
    b"noscript",
    b"script", b"style", b"title", b"textarea", b"iframe", b"noframes", b"svg", b"math", b"xmp", b"noembed",
    b"plaintext", b"listing", b"frameset",
)  # fmt: skip
_RAWS = (
    _SCRIPT + rb"(?:" + _WITHOUT_COMMENT + b"|" + _WITHOUT_SCRIPT + rb")",
    *(
        _raw(tag, rb"<(?!/" + tag + rb")")
        for tag in (b"style", b"title", b"textarea", b"iframe", b"noframes")
    ),
)
_BOGUS = rb"<!(?!--)[^<>]*+>|<\?[^<>]*+>"

_PLAIN = re.compile(
    rb"(?:"
    + b"|".join(
        (
            rb"[^<]++", _END, _START, *_RAWS, _OUTER_SVG, _COMMENT, _BOGUS, _INERT,
        )
    )
    + rb")*+"
)  # fmt: skip

_FORMATTING_TAGS = (
    b"b", b"big", b"code", b"em", b"font", b"i", b"s", b"small", b"strike", b"strong", b"tt", b"u", b"a",
    b"nobr", )  # fmt: skip
# Formatting that ends before any other markup begins is never copied, nor is more than one link at a time.
_FORMATTING = re.compile(
    rb"<(" + b"|".join(_FORMATTING_TAGS[:-2]) + rb")(?=[\s/>])"
    rb"(?!(?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+>[^<]*+</\1\s*+>)[^<>]*+"
)
_TOKEN = re.compile(
    _COMMENT
    + b"|"
    + _BOGUS
    + b"|"
    + b"|".join(_RAWS)
    + rb"|<(/?)([a-z][^\s\"'<>/=]*+)(?:"
    + _REST
    + rb"|[^<>\"']*+>)"
)
_LINK = re.compile(rb"<(/?)a(?=[\s/>])")
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr path circle rect use".split()
)
_ENDED_BY_THE_NEXT = frozenset(b"li p td th tr option dt dd".split())


def is_harmless(page: bytes) -> bool:
    """Tell whether the fast parser takes a time in proportion to the page.

    Args:
        page: the page in an encoding in which ASCII characters are themselves, such as UTF-8.
    """
    lowered = page.lower()
    tags = lowered.count(b"<")
    if tags > _MOST_TAGS_AT_ALL:
        return False
    plain = _PLAIN.match(lowered)
    if plain is None or plain.end() != len(lowered) or not _links_stand_apart(lowered):
        return False
    return (tags <= _MOST_TAGS and _unending(lowered) * tags <= _MOST_COPIES) or _is_flat(lowered, tags)


def _links_stand_apart(lowered: bytes) -> bool:
    """Whether no link begins within another, where parsers part the two in different ways."""
    is_open = False
    for end in _LINK.findall(lowered):
        if is_open and not end:
            return False
        is_open = not end
    return True


def _unending(lowered: bytes) -> int:
    """How many formatting elements can be open at once: of those written alike three ("Noah's Ark")."""
    found = [each[0] for each in _FORMATTING.finditer(lowered)]
    alike = {each for each in found if _ends_where_it_seems(each)}
    return 2 + 3 * len(alike) + sum(not _ends_where_it_seems(each) for each in found)


def _ends_where_it_seems(tag: bytes) -> bool:
    """Whether a tag cut off at the next angle bracket cannot have been cut off within a quoted value."""
    double, single = tag.count(b'"'), tag.count(b"'")
    return not (double and single) and double % 2 == 0 and single % 2 == 0


def _is_flat(lowered: bytes, tags: int) -> bool:
    """Whether elements end in the order in which they begin, so that nothing piles up.

    An end that is not the innermost element's is taken for none, which makes the count too high, never too
    low.
    """
    still_open: list[bytes] = []
    formatting = most = 0
    for end, tag in _TOKEN.findall(lowered):
        if not tag or tag in _VOID:
            continue
        innermost = still_open[-1] if still_open else b""
        if end:
            if tag == innermost:
                still_open.pop()
                formatting -= tag in _FORMATTING_TAGS
        elif tag != innermost or tag not in _ENDED_BY_THE_NEXT:
            still_open.append(tag)
            formatting += tag in _FORMATTING_TAGS
            most = max(most, formatting)
            if len(still_open) > _DEEPEST:
                return False
    return most * tags <= _MOST_COPIES
