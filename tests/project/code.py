"""The source of the program, read as trees and as text. Nothing here imports it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "accounts", "mailing", "conference", "attendees", "config")


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        return self.name.split("/")[0]

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Every module that is imported, wherever in the file, with its statement."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert not node.level, f"{self.name}: relative import"
                yield node.module, node
                # "from conference import admin" imports conference.admin
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """The files that are kept or about to be, none that are made."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.splitlines() if name.endswith(endings)]
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def program() -> tuple[Source, ...]:
    """The program itself, without its migrations."""
    return tuple(
        Source(path)
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in path.parts
    )


@cache
def suite() -> tuple[Source, ...]:
    return tuple(Source(path) for path in files(".py") if path.relative_to(ROOT).parts[0] == "tests")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring and decorators not counted."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 1
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 + 1
