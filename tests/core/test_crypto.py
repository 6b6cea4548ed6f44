"""Encrypted columns, keyed hashes, tokens (PR-06, PR-07)."""

import base64

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test import SimpleTestCase, override_settings
from django.test.utils import isolate_apps

from core import crypto
from core.crypto import (
    DecryptionFailed,
    EncryptedTextField,
    current_key_id,
    decrypt,
    encrypt,
    keyed_hash,
    new_token,
)
from tests.core.tables import TableCase


def key(name: str, letter: str) -> str:
    return f"{name}:{base64.b64encode(letter.encode() * 32).decode()}"


OLD, NEW = key("2023", "o"), key("2024", "n")


@override_settings(FIELD_KEYS=[OLD])
class TestEncrypt(SimpleTestCase):
    def test_what_was_sealed_opens_again(self):
        assert decrypt(encrypt("Жапаров 🙂", "a.b.c"), "a.b.c") == "Жапаров 🙂"

    def test_the_same_text_never_looks_the_same(self):
        assert encrypt("AN123", "a.b.c") != encrypt("AN123", "a.b.c")

    def test_nothing_of_the_text_is_seen(self):
        assert "AN123" not in encrypt("AN123", "a.b.c")

    def test_it_does_not_open_in_another_column(self):
        sealed = encrypt("AN123", "attendees.delegate.passport")

        with pytest.raises(DecryptionFailed, match=r"attendees\.delegate\.phone"):
            decrypt(sealed, "attendees.delegate.phone")

    def test_a_changed_byte_is_noticed(self):
        sealed = encrypt("AN123", "a.b.c")
        changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

        with pytest.raises(DecryptionFailed):
            decrypt(changed, "a.b.c")

    def test_what_is_no_cipher_text_is_refused_and_not_shown(self):
        for stored in ("plain text", "2023:", "2023:%%%", "2023:AAAA", "gone:AAAA"):
            with pytest.raises(DecryptionFailed) as refusal:
                decrypt(stored, "a.b.c")
            assert "plain text of a passport" not in str(refusal.value)


class TestKeys(SimpleTestCase):
    def test_the_first_key_writes_and_every_key_reads(self):
        with override_settings(FIELD_KEYS=[OLD]):
            before = encrypt("AN123", "a.b.c")

        with override_settings(FIELD_KEYS=[NEW, OLD]):
            after = encrypt("AN123", "a.b.c")

            assert current_key_id() == "2024"
            assert [decrypt(each, "a.b.c") for each in (before, after)] == ["AN123", "AN123"]
            assert [each.partition(":")[0] for each in (before, after)] == ["2023", "2024"]

    def test_without_its_key_a_value_stays_shut(self):
        with override_settings(FIELD_KEYS=[OLD]):
            sealed = encrypt("AN123", "a.b.c")

        with override_settings(FIELD_KEYS=[NEW]), pytest.raises(DecryptionFailed, match="2023"):
            decrypt(sealed, "a.b.c")

    def test_both_alphabets_of_base64_are_read(self):
        raw = bytes([255, 254, 253] * 10 + [1, 2])
        spellings = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode().rstrip("=")

        assert {crypto._parsed((f"a:{each}",))["a"] for each in spellings} == {raw}

    def test_bad_keys_are_refused(self):
        bad = [], ["nonsense"], ["a:%%%"], ["a:AAAA"], [f":{OLD.partition(':')[2]}"], [OLD, OLD]
        for keys in bad:
            with override_settings(FIELD_KEYS=keys), pytest.raises(ImproperlyConfigured):
                encrypt("x", "a.b.c")


class TestKeyedHash(SimpleTestCase):
    def test_it_is_the_same_for_the_same_and_different_for_each_purpose(self):
        assert keyed_hash("link", "secret") == keyed_hash("link", "secret")
        assert len({keyed_hash("link", "a"), keyed_hash("link", "b"), keyed_hash("badge", "a")}) == 3
        assert len(keyed_hash("link", "a")) == 64

    def test_adding_a_key_keeps_every_link_alive(self):
        with override_settings(FIELD_KEYS=[OLD]):
            before = keyed_hash("link", "secret")
        with override_settings(FIELD_KEYS=[NEW, OLD]):
            after = keyed_hash("link", "secret")

        assert before == after

    def test_it_cannot_be_made_without_our_key(self):
        with override_settings(FIELD_KEYS=[OLD]):
            ours = keyed_hash("link", "secret")
        with override_settings(FIELD_KEYS=[NEW]):
            theirs = keyed_hash("link", "secret")

        assert ours != theirs


class TestNewToken(SimpleTestCase):
    def test_tokens_are_long_and_never_repeat(self):
        tokens = {new_token() for _ in range(100)}

        assert len(tokens) == 100
        assert {len(token) for token in tokens} == {43}


@isolate_apps("core")
def _passport_model() -> type[models.Model]:
    class Passport(models.Model):  # noqa: DJ008 – lives for one test
        number = EncryptedTextField(blank=True)
        note = EncryptedTextField(null=True)
        holder = models.TextField(default="")

        class Meta:
            app_label = "core"

    return Passport


class TestEncryptedTextField(TableCase):
    __test__ = True
    make_model = staticmethod(_passport_model)

    def setUp(self):
        self.model.objects.all().delete()

    def stored(self, column="number"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM core_passport ORDER BY id")
            return [row[0] for row in cursor.fetchall()]

    def test_the_database_holds_cipher_text_and_python_sees_text(self):
        passport = self.model.objects.create(number="AN123")

        assert self.stored()[0].startswith(f"{current_key_id()}:")
        assert "AN123" not in self.stored()[0]
        assert self.model.objects.get(pk=passport.pk).number == "AN123"
        assert list(self.model.objects.values_list("number", flat=True)) == ["AN123"]

    def test_empty_and_missing_are_stored_as_they_are(self):
        self.model.objects.create(number="", note=None)

        assert self.stored() == [""]
        assert self.stored("note") == [None]
        assert self.model.objects.filter(number="", note__isnull=True).count() == 1
        assert self.model.objects.exclude(number="").count() == 0

    def test_bulk_writes_encrypt_as_well(self):
        made = self.model.objects.bulk_create([self.model(number=each) for each in ("AN 1", "AN 2")])
        for passport in made:
            passport.number += "X"
        self.model.objects.bulk_update(made, ["number"])
        self.model.objects.filter(pk=made[0].pk).update(number="AN 9")

        assert not any("AN " in each for each in self.stored())  # cipher text has no spaces
        assert set(self.model.objects.values_list("number", flat=True)) == {"AN 9", "AN 2X"}

    def test_comparing_is_refused_instead_of_finding_nothing(self):
        for lookup in (
            {"number": "AN1"},
            {"number__startswith": "A"},
            {"number__in": ["AN1"]},
            {"number__gt": ""},
        ):
            with pytest.raises(FieldError):
                list(self.model.objects.filter(**lookup))

    def test_a_value_moved_to_another_column_stays_shut(self):
        self.model.objects.create(number="AN123")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_passport SET note = number")

        with pytest.raises(DecryptionFailed, match=r"core\.passport\.note"):
            self.model.objects.get()

    def test_saving_again_writes_with_the_newest_key(self):
        with override_settings(FIELD_KEYS=[OLD]):
            self.model.objects.create(number="AN123")
        with override_settings(FIELD_KEYS=[NEW, OLD]):
            self.model.objects.get().save()

            assert self.stored()[0].startswith(f"{current_key_id()}:")
            assert self.model.objects.get().number == "AN123"
