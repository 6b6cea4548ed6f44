"""The list of delegations: what it shows, finds, filters and orders, and what it costs."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.enums import DelegationStatus
from conference.domain import countries
from conference.enums import ApprovalMode
from tests.cast import client_of, make_cast
from tests.factories import (
    NOON,
    make_category,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
)

LIST = "/admin/attendees/delegation/"
D = DelegationStatus
SIX = ("KG", "KZ", "UZ", "TJ", "BG", "RO")


def names(response) -> list[str]:
    """The delegations on the page, in order."""
    return [str(row.delegation) for row in response.context["cl"].result_list]


class ListCase(TestCase):
    """Two conferences with staff, and the officer of A at the list."""

    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())

    def setUp(self):
        self.cast = make_cast(nomination_deadline_at=NOON + timedelta(days=20))
        self.category = make_category(
            self.cast.a, code="MEMBER_STATE", name={"en": "Member State"}, approval=ApprovalMode.SECRETARIAT
        )
        self.client = client_of(self.cast.officer_a, self.cast.a)

    def delegation(self, iso2="KZ", **fields):
        return make_delegation(category=self.category, iso2=iso2, **fields)

    def found(self, query=""):
        return names(self.client.get(f"{LIST}?{query}"))


class TestShow(ListCase):
    def test_a_row_says_who_has_replied_how_many_places_are_used_and_what_waits(self):
        delegation = self.delegation(quota_in_person=2, invited_at=NOON, status=D.SUBMITTED)
        make_member(delegation, status="APPROVED", capacity="HEAD")
        make_member(delegation, status="PENDING")
        make_member(delegation, status="WAITLISTED")

        page = self.client.get(LIST).content.decode()

        for words in ("Kazakhstan", "Member State", "Submitted", "Invited on 5 October", "1 of 2", "1 to decide"):
            assert words in page
        assert '<td class="num">1</td>' in page

    def test_lowered_quotas_are_shown_as_over_and_nobody_is_dropped(self):
        """RC-12."""
        delegation = self.delegation(quota_in_person=1)
        for _ in range(3):
            make_member(delegation, status="APPROVED")

        page = self.client.get(LIST).content.decode()

        assert "3 of 1" in page
        assert "2 over" in page

    def test_another_conference_is_not_there(self):
        make_delegation(self.cast.b, "RO")

        answer = self.client.get(LIST)

        assert (names(answer), b"Romania" in answer.content) == ([], False)
        assert b"Nobody is invited yet." in answer.content

    def test_a_name_of_markup_is_text(self):
        """AD-18."""
        wicked = make_organisation(self.cast.a, "<img src=x onerror=alert(1)>")
        delegation = self.delegation(organisation=wicked)

        for address in (LIST, f"{LIST}{delegation.pk}/change/"):
            assert b"<img src=x" not in self.client.get(address).content


class TestOrder(ListCase):
    def test_states_follow_the_alphabet_of_the_reader(self):
        """R-39: Uzbekistan is last of the six in English and Russian and fourth in Kyrgyz."""
        for iso2 in SIX:
            self.delegation(iso2)

        places = {}
        for language in ("en", "ru", "ky"):
            rows = self.client.get(f"{LIST}?lang={language}", follow=True).context["cl"].result_list
            places[language] = [row.delegation.country_id for row in rows].index("UZ")

        assert places == {"en": 5, "ru": 5, "ky": 3}

    def test_the_category_comes_before_the_alphabet_and_organisations_after_states(self):
        observers = make_category(self.cast.a, order=self.category.order + 1)
        self.delegation("UZ")
        make_delegation(category=observers, iso2="BG")
        self.delegation(organisation=make_organisation(self.cast.a, "Amnesty"))

        assert self.found() == ["Uzbekistan", "Amnesty", "Bulgaria"]

    def test_the_state_drawn_by_lot_is_first(self):
        self.cast.a.country_order, self.cast.a.first_country_id = "BY_LOT", "RO"
        self.cast.a.save()
        for iso2 in SIX:
            self.delegation(iso2)

        assert self.found() == ["Romania", "Tajikistan", "Uzbekistan", "Bulgaria", "Kazakhstan", "Kyrgyzstan"]

    def test_the_nearest_deadline_can_come_first(self):
        self.delegation("UZ", deadline_at=NOON)
        self.delegation("BG")

        assert self.found("o=deadline") == ["Uzbekistan", "Bulgaria"]
        assert self.found("o=-deadline") == ["Bulgaria", "Uzbekistan"]


class TestFind(ListCase):
    def test_a_state_is_found_by_any_of_its_names(self):
        """R-38."""
        for iso2 in ("KG", "KZ", "TR", "VN", "GB"):
            self.delegation_of(iso2)

        for text, name in {
            "Киргизия": "Kyrgyzstan",
            "Kirgizia": "Kyrgyzstan",
            "Turkey": "Türkiye",
            "Vietnam": "Viet Nam",
            "Great Britain": "United Kingdom of Great Britain and Northern Ireland",
            "kazak": "Kazakhstan",
        }.items():
            assert self.found(f"q={text}") == [name], text

    def delegation_of(self, iso2):
        return make_delegation(category=self.category, organisation=None, country_id=iso2)

    def test_organisations_and_focal_points_are_found_too(self):
        one = self.delegation(organisation=make_organisation(self.cast.a, "Penal Reform", aliases=["ПРИ"]))
        make_focal_point(one, name="Жапаров Аскар", email="fp@mfa.example.org")

        for text in ("penal", "при", "zhaparov", "fp@mfa"):
            assert self.found(f"q={text}") == ["Penal Reform"], text
        assert self.found("q=nothing") == []

    def test_each_filter_keeps_those_it_names(self):
        silent = self.delegation("KG", status=D.INVITED)
        make_focal_point(silent)
        full = self.delegation("UZ", status=D.COMPOSING, quota_in_person=1)
        make_focal_point(full)
        make_member(full, status="APPROVED", capacity="HEAD")
        self.delegation("BG", status=D.DECLINED)

        assert self.found("status=DECLINED") == ["Bulgaria"]
        assert self.found("concern=SILENT") == ["Kyrgyzstan"]
        assert self.found("concern=FULL") == ["Uzbekistan"]
        assert self.found("region=ASIA_PACIFIC") == ["Kyrgyzstan", "Uzbekistan"]
        assert self.found("category=MEMBER_STATE&concern=NO_HEAD") == []

    def test_nonsense_is_no_fault_of_ours(self):
        """AD-11…AD-13."""
        self.delegation()

        for query in ("status=X", "concern=1", "o=9", "p=x", "p=999", "q=%00", "region=MARS", "e=1&status=X"):
            assert self.client.get(f"{LIST}?{query}").status_code in (200, 302, 400), query


class TestCost(ListCase):
    def statements(self):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            self.client.get(LIST)
        return len(asked)

    def test_the_same_number_of_statements_for_one_row_and_for_two_hundred(self):
        first = self.delegation("KG")
        make_focal_point(first)
        make_member(first)
        self.client.get(LIST)
        one = self.statements()

        others = [iso2 for iso2 in countries.all_countries() if iso2 != "KG"][:199]
        for number, iso2 in enumerate(others):
            each = make_delegation(category=self.category, organisation=None, country_id=iso2)
            if number < 20:
                make_focal_point(each)
                make_member(each)

        assert self.statements() == one <= 14


class TestRights(ListCase):
    def test_whoever_sees_figures_alone_sees_no_delegation(self):
        """AC-15."""
        delegation = self.delegation()

        for user in (self.cast.programme_a, self.cast.donor_a):
            client = client_of(user, self.cast.a)

            assert client.get(LIST).status_code == 403
            assert client.get(f"{LIST}{delegation.pk}/change/").status_code == 403

    def test_a_delegation_of_another_conference_is_not_found(self):
        """AC-09."""
        foreign = make_delegation(self.cast.b)

        for way in ("change/", "history/", "delete/"):
            answer = self.client.get(f"{LIST}{foreign.pk}/{way}")

            assert answer.status_code in (403, 404), way
        assert self.client.get(f"{LIST}{foreign.pk}/change/").status_code == 404
