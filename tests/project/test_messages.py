"""Every text for people can be translated: what gathers the messages sees all of them."""

import ast
import re

import polib
import pytest

from tests.project.code import ROOT, program

CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def unseen(tree: ast.Module) -> list[int]:
    """The lines of messages inside an f-string: `xgettext` does not look into those."""
    return [
        node.lineno
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
    ]


@pytest.mark.parametrize("source", program(), ids=lambda source: source.name)
def test_no_message_hides_in_an_f_string(source):
    assert unseen(source.tree) == []


def test_the_rule_would_notice():
    assert unseen(ast.parse("""said = f"{name}: {_('It is late.')}\"""")) == [1]


#: «Вы» and «Сиз» have a capital on every page and in every letter (docs/kyrgyz-terms.md).
IMPOLITE = {"ru": r"\b(вы|вас|вам|вами|ваш\w*)\b", "ky": r"\bсиз(ге|дин|ди|ден|де|дики)?\b"}


@pytest.mark.parametrize("language", IMPOLITE)
def test_people_are_addressed_with_a_capital(language):
    messages = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    texts = [text for each in messages for text in (each.msgstr, *each.msgstr_plural.values())]

    assert [text for text in texts if re.search(IMPOLITE[language], text)] == []
