"""roles.toml: every right that is asked for is explained, and every right that is explained is asked for."""

import re

from accounts.roles import RIGHTS, ROLES
from tests.project.code import files, program

NOUNS, VERBS = ("|".join(sorted({right.split(".")[part] for right in RIGHTS})) for part in (0, 1))
#: Any noun of a right with any verb of one: a pair the file does not hold is noticed.
RIGHT = re.compile(rf"[\"']((?:{NOUNS})\.(?:{VERBS}))[\"']")


def asked_for() -> set[str]:
    texts = [source.text for source in program()]
    texts += [path.read_text("utf-8") for path in files(".html")]
    return {right for text in texts for right in RIGHT.findall(text)}


def test_every_right_asked_for_is_in_the_file():
    assert asked_for() - RIGHTS == set()


def test_every_right_in_the_file_is_asked_for_somewhere():
    assert RIGHTS - asked_for() == set()


def test_every_right_belongs_to_a_role():
    assert frozenset().union(*(role.rights for role in ROLES.values())) == RIGHTS
