"""Every template is used by something, and whatever is used exists."""

import re

from django.template.loader import get_template

from tests.project.code import ROOT, files, program

#: Asked for by a library under these names, not by us.
BY_CONVENTION = (
    "admin/",  # Django's admin
    "account/",  # allauth
    "bootstrap5/",  # crispy-forms
    "django/forms/",  # Django's form renderer
    "mail/",  # mailing.domain.letters, by the letter's kind: see below
)
NAMED = re.compile(r"[\"']([\w/.-]+\.(?:html|txt|css|svg))[\"']")


def ours() -> set[str]:
    found = set()
    for path in files(".html", ".txt", ".svg", ".css"):
        name = path.relative_to(ROOT).as_posix()
        if "templates/" in name and not name.startswith("tests/"):
            found.add(name.split("templates/", 1)[1])
    return found


def named() -> set[str]:
    texts = [source.text for source in program()]
    texts += [path.read_text("utf-8") for path in files(".html", ".txt") if "templates" in path.parts]
    return {name for text in texts for name in NAMED.findall(text)}


def test_every_template_is_used():
    # Error pages are named by their status in config/views.py.
    by_status = {name for name in ours() if re.fullmatch(r"[45]\d\d(_csrf)?\.html", name)}
    unused = {name for name in ours() - named() - by_status if not name.startswith(BY_CONVENTION)}

    assert sorted(unused) == []


def test_every_letter_is_written_by_somebody():
    code = "\n".join(source.text for source in program())
    kinds = {name.removeprefix("mail/").rsplit(".", 1)[0] for name in ours() if name.startswith("mail/")}
    # attendees.domain.notices puts "delegate_" before the names it is given, delegation_notices "delegation_".
    unsaid = [
        kind
        for kind in kinds
        if kind[0] != "_"
        and not any(f'"{kind.removeprefix(prefix)}"' in code for prefix in ("", "delegate_", "delegation_"))
    ]

    assert sorted(unsaid) == []


def test_every_template_of_ours_can_be_read():
    for name in ours():
        if name.endswith((".html", ".txt")):
            assert get_template(name)
