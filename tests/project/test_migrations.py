"""No migration is missing, and each has a name somebody thought of."""

import re

from django.core.management import call_command
from django.test import TestCase

from tests.project.code import ROOT, files


class TestMigrations(TestCase):
    def test_none_is_missing(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_each_is_named_by_hand(self):
        names = [path.stem for path in files(".py") if "migrations" in path.parts and path.stem != "__init__"]

        assert names
        assert [name for name in names if re.search(r"_auto_|_alter_|_and_more|\d{8}", name)] == []

    def test_numbers_are_used_once_in_an_app(self):
        stems = [
            f"{path.parent.parent.name}/{path.stem[:4]}"
            for path in files(".py")
            if "migrations" in path.relative_to(ROOT).parts and path.stem != "__init__"
        ]

        assert len(stems) == len(set(stems))
