"""What a registration lacks: said of one person and asked of all of them, with the same answer."""

from django.test import TestCase

from attendees.domain import missing
from attendees.domain.missing import Missing
from attendees.enums import LIVE, DelegateStatus
from attendees.models import Consent, Delegate
from conference.enums import PhotoRule
from tests.factories import NOON, make_category, make_conference, make_delegate

WHOLE = {"position": "Head", "cyrillic_given_name": "Аскар", "photo": "photos/a.jpg", "status": "APPROVED"}


class MissingCase(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(
            self.conference, fields_asked=["position", "cyrillic_name"], photo=PhotoRule.REQUIRED
        )

    def person(self, **fields):
        return make_delegate(**{"category": self.category, **WHOLE, **fields})

    def lacks(self, delegate):
        has_consent = delegate.pk in missing.consented([delegate.pk])
        is_unnamed = delegate.pk in missing.unnamed([delegate.pk], self.conference.categories.all())
        return missing.of(delegate, delegate.category, has_consent=has_consent, is_unnamed=is_unnamed)

    def found(self, what):
        categories = self.conference.categories.all()
        return set(Delegate.objects.for_conference(self.conference).filter(missing.condition(what, categories)))


class TestOf(MissingCase):
    def test_nothing_is_missing_when_all_was_answered(self):
        assert self.lacks(self.person()) == []

    def test_each_empty_answer_is_named(self):
        empty = {"photo": "", "position": "", "email": "", "cyrillic_given_name": ""}

        assert self.lacks(self.person(**empty)) == [
            Missing.PHOTO, Missing.POSITION, Missing.EMAIL, Missing.CYRILLIC,
        ]  # fmt: skip

    def test_what_the_category_does_not_ask_is_not_missing(self):
        plain = make_category(self.conference, fields_asked=[], photo=PhotoRule.OPTIONAL)

        assert self.lacks(self.person(category=plain, photo="", position="", cyrillic_given_name="")) == []

    def test_whoever_was_entered_by_others_has_yet_to_agree(self):
        entered, agreed, refused = (self.person(source="OFFICER") for _ in range(3))
        for delegate, value in ((agreed, True), (refused, False)):
            Consent.objects.create(
                delegate=delegate, kind="NOTICE", value=value, version=1, language="en", given_at=NOON
            )

        assert [self.lacks(each) for each in (entered, agreed, refused)] == [[Missing.CONSENT], [], [Missing.CONSENT]]

    def test_nothing_is_asked_of_those_who_are_gone(self):
        answers = {status: self.lacks(self.person(status=status, email="")) for status in DelegateStatus.values}

        assert {status for status, lacks in answers.items() if lacks} == LIVE


class TestCondition(MissingCase):
    def test_it_finds_those_and_only_those_of_whom_it_is_said(self):
        plain = make_category(self.conference, fields_asked=[], photo=PhotoRule.FORBIDDEN)
        for category in (self.category, plain):
            for field in ("photo", "position", "email", "cyrillic_given_name"):
                self.person(category=category, **{field: ""})
                self.person(category=category, status="WITHDRAWN", **{field: ""})
            self.person(category=category, source="OFFICER")
        named_by_none = make_category(self.conference, fields_asked=[], needs_document=True)
        for status in ("APPROVED", "WITHDRAWN"):
            self.person(category=named_by_none, status=status)
        everybody = list(Delegate.objects.select_related("category"))

        for what in Missing:
            assert self.found(what) == {each for each in everybody if what in self.lacks(each)}, what
            assert self.found(what)

    def test_another_conferences_people_are_not_found(self):
        make_delegate(email="", status="APPROVED")

        assert self.found(Missing.EMAIL) == set()

    def test_consents_of_many_are_read_in_one_statement(self):
        people = [self.person() for _ in range(3)]

        with self.assertNumQueries(1):
            assert missing.consented(each.pk for each in people) == set()
