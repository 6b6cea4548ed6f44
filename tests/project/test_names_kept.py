"""Whoever writes names keeps what follows from them: the columns before the save, the keys after it."""

import ast

import pytest

from tests.project.code import program

#: What keeps the keys of names in step: one of them follows every write.
KEEPERS = {"look_for", "note", "note_many", "store_keys"}
#: Makes a delegate and saves nothing: those who call it save.
DRAFTS = "draft"


def called(node: ast.AST) -> set[str]:
    """The last words of everything that is called below a node."""
    return {
        each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
        for each in ast.walk(node)
        if isinstance(each, ast.Call)
    }


def writes_names(tree: ast.AST) -> bool:
    """Whether a module fills the columns that follow from names, or drafts a delegate."""
    refreshes = any(
        isinstance(node, ast.Attribute) and node.attr == "refresh" and getattr(node.value, "id", "") == "naming"
        for node in ast.walk(tree)
    )
    drafts = any(
        isinstance(node, ast.Attribute) and node.attr == DRAFTS and getattr(node.value, "id", "") == "registrations"
        for node in ast.walk(tree)
    )
    return refreshes or drafts


@pytest.mark.parametrize("source", [pytest.param(each, id=each.name) for each in program() if writes_names(each.tree)])
def test_a_module_that_writes_names_keeps_their_keys(source):
    """R-11: after the save, under the lock, call `duplicates.look_for`, or `duplicates.note` for somebody new."""
    assert called(source.tree) & KEEPERS


def test_the_rule_sees_those_there_are():
    found = {each.name.rpartition("/")[2] for each in program() if writes_names(each.tree)}

    assert {"registrations.py", "corrections.py", "nominations.py", "substitutions.py", "crowds.py"} <= found
