"""CF-08: what opens holes is not there, or stands in a list with its reason."""

import re

import pytest

from tests.project.code import ROOT, files, program

#: (pattern, file): why it is harmless there.
ALLOWED: dict[tuple[str, str], str] = {
    ("mark_safe", "conference/rich_text.py"): "organisers' Markdown, made by nh3 from a list of allowed tags",
    ("SafeString", "conference/rich_text.py"): "the empty text",
}
IN_PYTHON = {
    "mark_safe": r"\bmark_safe\b",
    "SafeString": r"\bSafeString\(",
    "csrf_exempt": r"\bcsrf_exempt\b",
    "extra": r"\.extra\(\s*(select|where|tables)",
    "raw": r"\bobjects(\.\w+\([^()]*\))*\.raw\(",
    "RawSQL": r"\bRawSQL\b",
    "eval": r"(?<![\w.])(eval|exec)\(",
    "pickle": r"\b(pickle|marshal|shelve)\b",
    "yaml": r"\byaml\.load\b",
    "mass assignment": r"\*\*request\.|\*\*self\.request\.",
    "cache_page": r"\b(cache_page|UpdateCacheMiddleware)\b",
    "absolute uri": r"\bbuild_absolute_uri\b",
    "outbound": r"\b(import requests|urllib\.request|import httpx|http\.client)\b",
    "shell": r"shell=True|\bos\.system\b",
    "unfinished": r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplementedError)\b",
}
IN_TEMPLATES = {
    "safe": r"\|\s*safe\b|\|\s*safeseq\b",
    "autoescape off": r"autoescape\s+off",
    "inline style": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script(?![^>]*\bsrc=)",
    "event attribute": r"\son[a-z]+\s*=",
    "javascript address": r"javascript:",
    "foreign address": r"(src|href)=\"(https?:)?//",
}
IN_SCRIPTS = {
    "innerHTML": r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write",
    "eval": r"\beval\(|new Function\(",
    "foreign address": r"['\"]https?://",
    "storage": r"\b(local|session)Storage\b",
}


def hits(patterns: dict[str, str], text: str) -> list[str]:
    return [name for name, pattern in patterns.items() if re.search(pattern, text)]


def names(ending: str, *folders: str) -> list[str]:
    every = (path.relative_to(ROOT).as_posix() for path in files(ending))
    return [name for name in every if name.startswith(folders)]


@pytest.mark.parametrize("name", [source.name for source in program()])
def test_python(name):
    found = hits(IN_PYTHON, (ROOT / name).read_text("utf-8"))

    assert [hit for hit in found if (hit, name) not in ALLOWED] == []


@pytest.mark.parametrize("name", names(".html", "templates/", "core/templates/"))
def test_templates(name):
    found = hits(IN_TEMPLATES, (ROOT / name).read_text("utf-8"))
    # Letters are opened by mail programs: their layout carries its styles, inlined before sending.
    is_letter = name.startswith("templates/mail/")

    assert [hit for hit in found if not (is_letter and hit == "style element")] == []


@pytest.mark.parametrize("name", names(".js", "assets/"))
def test_scripts(name):
    assert hits(IN_SCRIPTS, (ROOT / name).read_text("utf-8")) == []


def test_every_exception_is_still_needed():
    unneeded = [
        (pattern, name)
        for pattern, name in ALLOWED
        if not (ROOT / name).exists() or pattern not in hits(IN_PYTHON, (ROOT / name).read_text("utf-8"))
    ]

    assert unneeded == []


@pytest.mark.parametrize(
    ("patterns", "text"),
    [
        (IN_PYTHON, "x = mark_safe(name)"),
        (IN_PYTHON, "Delegate(**request.POST)"),
        (IN_TEMPLATES, "{{ name|safe }}"),
        (IN_TEMPLATES, '<p style="color:red">'),
        (IN_TEMPLATES, '<button onclick="go()">'),
        (IN_TEMPLATES, "<script>go()</script>"),
        (IN_SCRIPTS, "box.innerHTML = name"),
    ],
)
def test_the_rule_would_notice(patterns, text):
    assert len(hits(patterns, text)) == 1
