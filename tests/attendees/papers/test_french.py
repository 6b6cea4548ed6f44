"""The list of participants exists in French, whose words nobody else needs: none may be missing."""

import ast

import polib
import pytest

from tests.project.code import ROOT

CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
#: Said to the secretariat, whose pages are not in French.
NOT_ON_PAPER = {
    "The list of a closed conference exists in numbered copies only. Issue one and make a copy of it.",
    "Say who is given the copy.",
    "You may not issue the list any more.",
    "Mark what has changed since %(issue)s, with the old text",
}
NAMES = ("head", "names", "participants", "list_of_participants", "marks", "issuing", "working_list")
PAPERS = [ROOT / "attendees" / "papers" / f"{name}.py" for name in NAMES]


def messages(path):
    """(context, text) of every message of a file; the lazy ones are for pages."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "pgettext"}:
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield (None, words[0]) if node.func.id == "_" else tuple(words)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_word_of_the_list_is_in_the_french_catalogue(path):
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}

    lacking = [message for message in messages(path) if message not in known and message[1] not in NOT_ON_PAPER]

    assert lacking == []
