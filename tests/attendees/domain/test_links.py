"""Personal links, references, and what follows from names."""

import re

from django.db import connection
from django.test import TestCase

from attendees.domain import links, naming
from attendees.models import Delegate
from core.crypto import keyed_hash
from tests.factories import NOON, make_delegate


class TestLinks(TestCase):
    def test_tokens_are_long_random_and_found(self):
        people = [make_delegate(email="") for _ in range(50)]

        tokens = {delegate.link_token for delegate in people}

        assert len(tokens) == 50
        assert len({token[:4] for token in tokens}) > 45
        assert all(len(token) >= 43 for token in tokens)
        assert all(links.find(delegate.link_token) == delegate for delegate in people)

    def test_the_database_holds_no_usable_link(self):
        delegate = make_delegate()

        with connection.cursor() as cursor:
            cursor.execute("SELECT link_token, pass_token, link_hash FROM attendees_delegate")
            row = " ".join(cursor.fetchone())

        assert delegate.link_token not in row
        assert delegate.pass_token not in row

    def test_a_new_link_kills_the_old_one_and_keeps_the_pass(self):
        delegate = make_delegate()
        old_link, old_pass = delegate.link_token, delegate.pass_token

        links.seal(delegate)
        delegate.save()

        assert links.find(old_link) is None
        assert links.find(delegate.link_token) == delegate
        assert delegate.pass_token == old_pass

    def test_an_erased_person_has_no_door(self):
        delegate = make_delegate(erased_at=NOON)

        assert links.find(delegate.link_token) is None

    def test_neither_the_hash_nor_nonsense_opens_anything(self):
        delegate = make_delegate()

        for token in (delegate.link_hash, delegate.link_token[:-1], "", "\x00" * 43, "ж" * 43, "a" * 10_000):
            assert links.find(token) is None


class TestReferences(TestCase):
    def test_they_are_random_and_easily_read_aloud(self):
        references = {links.new_reference() for _ in range(100)}

        assert len(references) == 100
        assert all(re.fullmatch(rf"[{links.ALPHABET}]{{4}}-[{links.ALPHABET}]{{4}}", each) for each in references)

    def test_one_made_from_a_key_looks_the_same_and_stays(self):
        keys = [keyed_hash("submission-key", str(number)) for number in range(100)]

        made = [links.reference_for(key) for key in keys]

        assert len(set(made)) == 100
        assert made == [links.reference_for(key) for key in keys]
        assert all(re.fullmatch(rf"[{links.ALPHABET}]{{4}}-[{links.ALPHABET}]{{4}}", each) for each in made)


class TestFurtherReferences(TestCase):
    def test_a_delegate_is_found_by_each_and_still_after_a_correction(self):
        delegate = make_delegate(family_name="Asanov")
        naming.add_reference(delegate, "K7QM-4TRB")
        delegate.family_name = "Usonov"
        naming.refresh(delegate)
        delegate.save()

        for text in ("K7QM-4TRB", "k7qm 4trb", "usonov", delegate.reference):
            assert list(Delegate.objects.matching(text)) == [delegate]
        assert not Delegate.objects.matching("asanov").exists()

    def test_the_same_one_is_kept_once_and_five_at_most(self):
        delegate = make_delegate()
        references = [links.new_reference() for _ in range(8)]

        added = [naming.add_reference(delegate, each) for each in [*references, references[-1]]]

        assert added == [True] * 8 + [False]
        assert delegate.search_text.count(naming.BAR) == naming.MOST_REFERENCES
