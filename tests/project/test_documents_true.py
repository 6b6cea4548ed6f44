"""What the documents say is so: commands, targets, settings, files and links."""

import ast
import re

from django.conf import settings
from django.core.management import get_commands

from tests.project.code import PACKAGES, ROOT, files

#: The environment the outside may rely on; a change here is a line in CHANGELOG.md.
ENVIRONMENT = {
    "DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "FIELD_KEYS", "DEBUG", "ALLOWED_HOSTS", "SITE_URL",
    "EMAIL_URL", "DEFAULT_FROM_EMAIL", "MEDIA_ROOT", "TRUSTED_PROXY_COUNT", "CACHE_URL", "LOG_LEVEL",
}  # fmt: skip
#: Read as well, by tests and scripts alone.
OURS_ALONE = {"TEST_DB_SUFFIX"}
TARGETS = {"run", "test", "check", "serve", "bench", "papers"}


def documents() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files(".md")}


def operations() -> str:
    return (ROOT / "docs" / "operations.md").read_text("utf-8")


def read_by_settings() -> set[str]:
    tree = ast.parse((ROOT / "config" / "settings.py").read_text("utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def own_commands() -> set[str]:
    return {name for name, app in get_commands().items() if app in PACKAGES}


class TestEnvironment:
    def test_the_settings_read_what_is_promised_and_nothing_else(self):
        assert read_by_settings() == ENVIRONMENT | OURS_ALONE

    def test_each_is_explained_to_the_operator(self):
        assert sorted(name for name in ENVIRONMENT if f"`{name}`" not in operations()) == []


class TestCommands:
    def test_every_command_in_a_document_exists(self):
        named = {
            (name, command)
            for name, text in documents().items()
            for command in re.findall(r"manage\.py ([a-z_]+)", text)
        }

        assert sorted((name, command) for name, command in named if command not in get_commands()) == []

    def test_every_command_of_ours_is_in_a_document(self):
        said = "\n".join(documents().values())

        assert sorted(command for command in own_commands() if command not in said) == []


class TestTargets:
    def test_the_makefile_has_those_promised(self):
        found = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)

        assert set(found) == TARGETS

    def test_every_target_in_a_document_exists(self):
        # Written as code, for "to make check-in easier" is prose.
        named = {target for text in documents().values() for target in re.findall(r"`(?:\w+=\S+ )*make ([a-z]+)", text)}

        assert named - TARGETS == set()


class TestPlaces:
    def test_every_link_inside_the_repository_leads_somewhere(self):
        dead = [
            (name, target)
            for name, text in documents().items()
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
            if not ((ROOT / name).parent / target).exists()
        ]

        assert dead == []

    def test_every_file_named_as_code_exists(self):
        tops = "|".join([*PACKAGES, "docs", "scripts", "tests", "templates", "assets", "locale"])
        pattern = re.compile(rf"`((?:{tops})/[\w./-]+\.(?:py|md|toml|html|txt|css|js|json))`")
        gone = [
            (name, path)
            for name, text in documents().items()
            if name != "CHANGELOG.md"
            for path in pattern.findall(text)
            if not (ROOT / path).exists()
        ]

        assert gone == []


def test_the_interface_languages_have_a_catalogue():
    folders = {path.parent.parent.name for path in files(".po")}

    # French has the words of papers alone (tests/attendees/papers/test_french.py).
    assert folders - {"fr"} == {code for code, _name in settings.LANGUAGES} - {"en"}
