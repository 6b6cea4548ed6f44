"""The import law, and who may write a status: read from the syntax trees."""

import ast

import pytest

from tests.project.code import PACKAGES, Source, program

ORDER = {name: number for number, name in enumerate(PACKAGES)}
LAYERS = {
    "enums": 0,
    "models": 1,
    "domain": 2,
    **dict.fromkeys(["forms", "badges", "papers", "exports", "imports"], 3),
    **dict.fromkeys(["views", "admin", "management"], 4),
    "urls": 5,
}
#: Slow or replaceable libraries, and the only file that may import each.
LEAVES = {
    "PIL": {"core/images.py"},
    "pypdf": {"core/pdfs.py"},
    "xlsxwriter": {"core/spreadsheets.py"},
    "icu": {"core/languages.py"},
    "segno": {"attendees/badges/qr.py"},
    # One draws what strangers sent, the other what we write.
    "docx": {"attendees/papers/word.py"},
    "typst": {"attendees/papers/typesetter.py", "core/pdfs.py"},
    "icalendar": {"conference/domain/calendars.py"},
    "openpyxl": {"attendees/imports/workbook.py"},
    "css_inline": {"mailing/domain/letters.py"},
    "rapidfuzz": {"core/likeness.py"},
}
BY_NAME = [pytest.param(source, id=source.name) for source in program()]


def layer(module: str) -> int | None:
    parts = module.split(".")
    return LAYERS.get(parts[1]) if len(parts) > 1 else None


def own_module(source: Source) -> str:
    return source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("source", BY_NAME)
class TestImportLaw:
    def test_left_never_imports_right(self, source):
        wrong = [
            name
            for name, _node in source.imports()
            if name.split(".")[0] in ORDER and ORDER[name.split(".")[0]] > ORDER[source.package]
        ]

        assert wrong == []

    def test_inside_an_app_lower_never_imports_higher(self, source):
        own = layer(own_module(source))
        wrong = [
            name
            for name, _node in source.imports()
            if own is not None
            and name.split(".")[0] == source.package
            and (other := layer(name)) is not None
            and other > own
        ]

        assert wrong == []

    def test_an_import_inside_a_function_says_why(self, source):
        lines = source.text.splitlines()
        silent = [
            f"{source.name}:{node.lineno}"
            for function in source.functions()
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
            and "#" not in lines[node.lineno - 1] + lines[node.lineno - 2]
        ]

        assert silent == []

    def test_heavy_libraries_stay_in_their_leaf(self, source):
        wrong = [
            name for name, _node in source.imports() if source.name not in LEAVES.get(name.split(".")[0], {source.name})
        ]

        assert wrong == []


def test_conference_knows_no_delegate():
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in program()
        if source.package == "conference"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in {"Delegate", "delegate_set", "delegates"}
    ]

    assert wrong == []


# ---------------------------------------------------------------- who writes a status

WRITERS = {"create", "update", "get_or_create", "update_or_create", "bulk_create"}


def status_writes(tree: ast.AST) -> list[int]:
    """The lines that write a status: ``x.status = …``, ``setattr(x, "status", …)``, ``update(status=…)``."""
    return [node.lineno for node in ast.walk(tree) if _writes_status(node)]  # type: ignore[attr-defined]


def _writes_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        parts = [part for target in targets for part in getattr(target, "elts", [target])]
        return any(isinstance(part, ast.Attribute) and part.attr == "status" for part in parts)
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called == "setattr":
        return any(isinstance(argument, ast.Constant) and argument.value == "status" for argument in node.args)
    return called in WRITERS and any(keyword.arg == "status" for keyword in node.keywords)


@pytest.mark.parametrize("source", [p for p in BY_NAME if "/domain/" not in p.id])
def test_only_the_domain_writes_a_status(source):
    assert status_writes(source.tree) == []


@pytest.mark.parametrize(
    "code",
    [
        "x.status = 1",
        "x.status: int = 1",
        "setattr(x, 'status', 1)",
        "X.objects.filter(a=1).update(status=1)",
        "X.objects.create(status=1)",
        "a.b, x.status = 1, 2",
    ],
)
def test_the_rule_would_notice(code):
    assert status_writes(ast.parse(code)) == [1]
