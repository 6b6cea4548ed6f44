"""Organisers' formatted text: Markdown in, a short list of harmless HTML out.

Cleaned whenever it is shown, so a way of storing text that forgets to clean does no harm (XS-03, XS-04).
"""

import re
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = set(re.findall(r"\w+", "p br h2 h3 h4 ul ol li strong em blockquote a table thead tbody tr th td hr"))
#: Our own pages, other sites over TLS, a letter. "//other.example" and "/\other.example" are not our own.
SAFE_LINK = re.compile(r"https://|mailto:|/(?![/\\])|#")


def render(text: str, *, head: int = 3) -> SafeString:
    """The text as HTML that may stand on a public page; its heads begin at that level, below the page's own."""
    if not text:
        return SafeString("")
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            # Writers begin with #, ## or ###, so the first three are one level.
            token.tag = f"h{head if token.tag <= 'h3' else head + 1}"
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_filtered,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308  nh3 is what makes it safe


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # "html": False shows tags as the letters they are; people who type "<name>" mean just that.
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


def _filtered(tag: str, attribute: str, value: str) -> Any:
    return value if attribute != "href" or SAFE_LINK.match(value) else None
