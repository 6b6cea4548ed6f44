"""Putting a letter into words, in the language of whoever will read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urljoin

import css_inline
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from core.text import clean_line


class Words(NamedTuple):
    """What a letter says: ready for ``outbox.queue(**words._asdict(), …)``."""

    subject: str
    text: str
    html: str


def compose(kind: str, language: str, context: Mapping[str, Any]) -> Words:
    """Render ``templates/mail/<kind>.txt`` and ``.html`` in one language, in a single pass (ML-04).

    The first line of the text is the subject. Values are escaped in the HTML and nowhere else.
    """
    with translation.override(language):
        frame = {**_frame(language), **context}
        subject, text = _text(kind, frame)
        return Words(subject, text, _html(kind, {**frame, "subject": subject}))


def absolute_url(path: str) -> str:
    """Make a link for a letter: only ever to the configured address (ML-18)."""
    return urljoin(f"{settings.SITE_URL}/", path.lstrip("/"))


def _frame(language: str) -> dict[str, Any]:
    """What the layout itself needs."""
    from_the_right = translation.get_language_bidi()
    return {
        "language": language,
        "direction": "rtl" if from_the_right else "ltr",
        "site_url": settings.SITE_URL,
    }


def _text(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    written = _rendered(f"mail/{kind}.txt", context, autoescape=False)
    subject, _newline, text = written.lstrip().partition("\n")
    # Tags that print nothing leave their empty lines behind.
    return clean_line(subject), re.sub(r"\n\s*\n\s*\n+", "\n\n", text).strip() + "\n"


def _html(kind: str, context: dict[str, Any]) -> str:
    return _inliner().inline(_rendered(f"mail/{kind}.html", context, autoescape=True))


def _rendered(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    template: Any = get_template(name)
    written: str = template.template.render(Context(context, autoescape=autoescape))
    return written


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs drop style sheets: each element carries its own style (50 µs a letter)."""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
