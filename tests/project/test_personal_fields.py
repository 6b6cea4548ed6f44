"""privacy.toml: every field that is held about a person says why, and when it goes, and who sees to it."""

import tomllib

from django.apps import apps

from core.crypto import EncryptedTextField
from tests.project.code import ROOT

FILE = tomllib.loads((ROOT / "privacy.toml").read_text("utf-8"))


def fields() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }


def not_personal() -> set[str]:
    listed = set(FILE["not_personal"]["fields"])
    tables = {name.removesuffix("*") for name in listed if name.endswith(".*")}
    return {name for name in fields() if name in listed or name.rpartition(".")[0] + "." in tables}


def test_every_field_is_judged():
    assert sorted(fields() - set(FILE["fields"]) - not_personal()) == []


def test_no_field_is_judged_twice():
    assert sorted(not_personal() & set(FILE["fields"])) == []


def test_the_file_names_nothing_that_is_gone():
    listed = {name for name in FILE["not_personal"]["fields"] if not name.endswith(".*")}

    assert sorted((set(FILE["fields"]) | listed) - fields()) == []


def test_each_says_why_and_when_it_is_erased_and_by_whom():
    hands = ("worker", "staff", "later")
    silent = [
        name
        for name, entry in FILE["fields"].items()
        if not (entry["why"] and entry["erased"]) or entry["done_by"] not in hands
    ]

    assert silent == []


def test_what_is_encrypted_is_personal():
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, EncryptedTextField)
    }

    assert sealed - set(FILE["fields"]) == set()
