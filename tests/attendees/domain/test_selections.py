"""Which delegates, in which order: the same answer for the list, the export and the command."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain.selections import FILTERS, ORDERS, Selection, SelectionRefused
from attendees.models import Signup
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_session,
)


class SelectionCase(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference, code="MEDIA")

    def person(self, family_name, **fields):
        return make_delegate(**{"category": self.category, "family_name": family_name, "status": "APPROVED", **fields})

    def names(self, **wanted):
        return [delegate.family_name for delegate in Selection(self.conference, **wanted).delegates()]

    def given_out(self, **wanted):
        return [delegate.family_name for delegate in Selection(self.conference, **wanted).exported()]


class TestFilters(SelectionCase):
    def test_each_keeps_those_it_names(self):
        plenary = make_session(self.conference, code="P1")
        delegation = make_delegation(self.conference, "KG")
        one = self.person(
            "One", status="PENDING", country=make_country("KG"), source="OFFICER", arrived_at=NOON, position="",
            delegation=delegation, capacity="HEAD",
        )  # fmt: skip
        self.person("Two", position="Head", category=make_category(self.conference, code="EXPERT"))
        Signup.objects.create(delegate=one, session=plenary, created_at=NOON)

        found = {
            (name, value): self.names(filters={name: value})
            for name, value in {
                "status": "PENDING", "category": "MEDIA", "state": "KG", "session": "P1", "source": "OFFICER",
                "missing": "POSITION", "arrival": "yes", "delegation": "KG", "part": "HEAD",
            }.items()
        }  # fmt: skip

        assert {name for name, _value in found} == set(FILTERS)
        assert {key: names for key, names in found.items() if names != ["One"]} == {}

    def test_several_values_are_one_or_the_other_and_several_filters_both(self):
        self.person("One", status="PENDING", country=make_country("KG"))
        self.person("Two", status="APPROVED", country=make_country("KZ"))
        self.person("Three", status="REJECTED", country=make_country("KG"))

        assert self.names(filters={"status": "PENDING,APPROVED"}) == ["One", "Two"]
        assert self.names(filters={"status": "PENDING,APPROVED", "state": "KG"}) == ["One"]

    def test_nobodys_state_is_a_choice_of_its_own(self):
        self.person("Expert")
        self.person("Officer", country=make_country("KG"))

        assert self.names(filters={"state": "-"}) == ["Expert"]

    def test_what_is_no_code_of_ours_is_refused(self):
        wrong = [
            ("passport", "1"), ("email__startswith", "a"), ("status", "GONE"), ("status", "PENDING,GONE"),
            ("state", "XX"), ("source", "x"), ("missing", "SHOES"), ("arrival", "maybe"), ("status", ""),
            ("category", "a' OR 1=1"), ("session", "x" * 200), ("session", "\0"),
        ]  # fmt: skip
        refused = []
        for name, value in wrong:
            with pytest.raises(SelectionRefused) as refusal:
                list(Selection(self.conference, filters={name: value}).delegates())
            refused.append(refusal.value.code)

        assert refused == ["unknown_filter"] * len(wrong)

    def test_another_conferences_codes_find_nobody(self):
        other = make_conference()
        theirs = make_delegate(category=make_category(other, code="THEIRS"), status="APPROVED")
        Signup.objects.create(delegate=theirs, session=make_session(other, code="X1"), created_at=NOON)
        self.person("Own")

        assert self.names(filters={"category": "THEIRS"}) == []
        assert self.names(filters={"session": "X1"}) == []
        assert self.names(only=(theirs.pk,)) == []

    def test_one_filter_can_be_left_out(self):
        selection = Selection(self.conference, filters={"status": "PENDING", "state": "KG"})

        assert selection.without("status").filters == {"state": "KG"}
        assert selection.filters == {"status": "PENDING", "state": "KG"}


class TestSearch(SelectionCase):
    def test_a_number_is_the_running_number_or_part_of_a_reference(self):
        self.person("One", number=7001)
        self.person("Two", number=7002, reference="AB7001CDE")

        assert self.names(text=" 7001 ") == self.names(text="#7001") == ["One", "Two"]
        assert self.names(text="№ 7001") == ["One"]
        assert self.names(text="7002") == ["Two"]

    def test_a_number_no_database_holds_is_a_word(self):
        self.person("One")

        assert self.names(text="9" * 30) == []

    def test_signs_alone_find_nobody_and_blanks_everybody(self):
        self.person("One")

        assert self.names(text="%%%") == []
        assert self.names(text="   ") == ["One"]


class TestOrder(SelectionCase):
    def setUp(self):
        super().setUp()
        self.person("Bek", number=1, country=make_country("UZ"), registered_at=NOON)
        self.person("Aman", number=2, country=make_country("KG"), registered_at=NOON + timedelta(days=1))
        self.person("Cem", number=3, registered_at=NOON - timedelta(days=1))

    def test_each_order_and_its_reverse(self):
        found = {order: self.names(order=order) for order in (*ORDERS, *(f"-{order}" for order in ORDERS))}

        assert found == {
            "number": ["Bek", "Aman", "Cem"],
            "-number": ["Cem", "Aman", "Bek"],
            "name": ["Aman", "Bek", "Cem"],
            "-name": ["Cem", "Bek", "Aman"],
            "registered": ["Cem", "Bek", "Aman"],
            "-registered": ["Aman", "Bek", "Cem"],
            "state": ["Aman", "Bek", "Cem"],
            "-state": ["Bek", "Aman", "Cem"],
            "protocol": ["Aman", "Bek", "Cem"],
            "-protocol": ["Bek", "Aman", "Cem"],
        }

    def test_an_unknown_order_is_refused(self):
        for order in ("email", "-", "--number", "number desc", ""):
            with pytest.raises(SelectionRefused) as refusal:
                self.names(order=order)
            assert refusal.value.code == "unknown_order"


class TestExported(SelectionCase):
    def test_who_is_gone_is_given_out_only_when_asked_for_and_who_is_erased_never(self):
        """EX-04."""
        for status in ("PENDING", "APPROVED", "WAITLISTED", "RETURNED", "REJECTED", "WITHDRAWN", "REVOKED", "REPLACED"):
            self.person(status.title(), status=status)
        self.person("Erased", erased_at=NOON)
        self.person("Erasedgone", status="WITHDRAWN", erased_at=NOON)

        assert self.given_out() == ["Pending", "Approved", "Waitlisted", "Returned"]
        assert self.given_out(filters={"status": "WITHDRAWN,APPROVED"}) == ["Approved", "Withdrawn"]

    def test_people_ticked_in_the_list_are_taken_and_nobody_else(self):
        one, _two, gone = self.person("One"), self.person("Two"), self.person("Gone", status="REJECTED")

        assert self.given_out(only=(one.pk, gone.pk)) == ["One"]
        assert self.given_out(only=()) == []
