"""docs/rules.md: every rule of the field, and the tests that cite it. The words are ours, the tests are found.

After a rule was cited somewhere new run

    UPDATE_RULES=1 .venv/bin/pytest tests/project/test_rules.py

which fills the last column anew.
"""

import ast
import os
import re
from collections import defaultdict

from tests.project.code import ROOT, suite

PAGE = ROOT / "docs" / "rules.md"
ROW = re.compile(r"^\| (R-\d\d) \| (.+?) \| (.*?) \|$", re.MULTILINE)
CITED = re.compile(r"\bR-\d\d\b")
#: Rules about people and delegations: none may be without a test.
OF_PEOPLE = set(range(1, 41))
#: Of a rule that many tests cite, so many are named.
MOST_NAMED = 4


def citations() -> dict[str, list[str]]:
    """Rule → tests, as `file::Class::test`; a class cites for all its tests."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in suite():
        for names, node in named_tests(source.tree):
            for rule in dict.fromkeys(CITED.findall(ast.get_docstring(node) or "")):
                found[rule].append("::".join([source.name, *names]))
    return found


def named_tests(tree: ast.Module):
    """Every test function and test class of a file, with its way of names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield [node.name], node
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield [node.name], node
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test_"):
                    yield [node.name, inner.name], inner


def said(tests: list[str]) -> str:
    return "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests[:MOST_NAMED])


def rows() -> dict[str, str]:
    """Rule → the tests named for it on the page."""
    return {rule: tests for rule, _words, tests in ROW.findall(PAGE.read_text("utf-8"))}


def update() -> None:
    found = citations()
    page = PAGE.read_text("utf-8")
    PAGE.write_text(ROW.sub(lambda row: f"| {row[1]} | {row[2]} | {said(found[row[1]]) or '–'} |", page), "utf-8")


def test_every_rule_about_people_and_delegations_has_a_test():
    if os.environ.get("UPDATE_RULES"):
        update()
    wanted = {rule for rule in rows() if int(rule[2:]) in OF_PEOPLE}

    assert wanted
    assert sorted(wanted - set(citations())) == []


def test_the_page_names_tests_that_are_there_and_cite_the_rule():
    found = citations()
    named = {rule: set(re.findall(r"`([^`]+)`", tests)) for rule, tests in rows().items()}
    gone = {
        rule: sorted(tests - {test.removeprefix("tests/") for test in found[rule]}) for rule, tests in named.items()
    }

    assert {rule: tests for rule, tests in gone.items() if tests} == {}


def test_the_page_names_one_for_every_rule_that_has_any():
    found, named = citations(), rows()

    assert sorted(rule for rule in named if found[rule] and named[rule] == "–") == []


def test_no_test_cites_a_rule_the_page_does_not_know():
    assert sorted(set(citations()) - set(rows())) == []


def test_a_file_of_the_table_would_be_missed():
    """The way of names is the runner's own: a renamed test is noticed."""
    tree = ast.parse("class TestA:\n    def test_b(self):\n        '''R-01.'''\n")

    assert [names for names, _node in named_tests(tree)] == [["TestA"], ["TestA", "test_b"]]
