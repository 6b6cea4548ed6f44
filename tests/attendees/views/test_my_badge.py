"""My badge before it is printed."""

import io

from django.test import Client, TestCase
from django.urls import reverse
from PIL import Image

from attendees.domain import badges
from attendees.enums import BadgeReason, DelegateStatus, Modality
from attendees.models import Delegate
from conference.domain import countries
from tests.factories import NOON, make_badge, make_category, make_conference, make_delegate, minutes

PAGE, PICTURE = reverse("attendees:my_badge"), reverse("attendees:my_badge_picture")


def client_of(delegate):
    client = Client()
    client.post(reverse("attendees:my_open", args=[delegate.link_token]))
    return client


class TestMyBadge(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.category = make_category(make_conference(), letter="D")

    def person(self, **fields):
        fields = {"family_name": "Usonova", "given_name": "Aigul", "status": DelegateStatus.APPROVED, **fields}
        return make_delegate(category=self.category, **fields)

    def test_the_page_says_what_will_stand_on_it_in_words_too(self):
        page = client_of(self.person()).get(PAGE).content.decode()

        assert "This is how your badge will be printed." in page
        assert "Aigul, USONOVA" in page

    def test_the_picture_is_kept_by_the_browser_and_asked_about(self):
        client = client_of(self.person())
        first = client.get(PICTURE)

        again = client.get(PICTURE, headers={"if-none-match": first["ETag"]})

        assert Image.open(io.BytesIO(first.content)).size == (537, 757)
        assert (again.status_code, again.content) == (304, b"")
        assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"

    def test_another_name_is_another_picture(self):
        person = self.person()
        client = client_of(person)
        before = client.get(PICTURE)["ETag"]
        Delegate.objects.filter(pk=person.pk).update(given_name="Aika")

        assert client.get(PICTURE, headers={"if-none-match": before}).status_code == 200

    def test_the_code_is_not_in_it(self):
        """R-43: a picture of the badge opens no door."""
        badge = make_badge(self.person())
        client = client_of(badge.delegate)
        before = client.get(PICTURE)["ETag"]

        new = badges.reprint(badge, reason=BadgeReason.LOST, by=None, now=NOON)

        assert badge.token not in client.get(PAGE).content.decode()
        assert (new.token != badge.token, client.get(PICTURE)["ETag"] != before) == (True, True)  # another serial

    def test_who_wears_no_badge_sees_none(self):
        for fields in ({"status": DelegateStatus.PENDING}, {"modality": Modality.ONLINE}):
            client = client_of(self.person(**fields))
            assert (client.get(PAGE).status_code, client.get(PICTURE).status_code) == (404, 404)
            assert PAGE not in client.get(reverse("attendees:my")).content.decode()

    def test_nobody_sees_anybody_elses(self):
        self.person()

        for url in (PAGE, PICTURE):
            answer = Client().get(url)
            assert (answer.status_code, answer.url) == (302, reverse("attendees:my_link"))

    def test_it_says_when_it_is_printed_and_when_again(self):
        """R-22."""
        badge = make_badge(self.person())
        client = client_of(badge.delegate)
        printed = client.get(PAGE).content.decode()
        Delegate.objects.filter(pk=badge.delegate_id).update(badge_changed_at=NOON + minutes(1))

        assert "Your badge is printed." in printed
        assert "It is printed again" in client.get(PAGE).content.decode()

    def test_what_does_not_fit_is_said_without_blame(self):
        """R-41."""
        page = client_of(self.person(given_name="A" * 100)).get(PAGE)

        assert page.status_code == 200
        assert "Something does not fit" in page.content.decode()

    def test_my_page_leads_there(self):
        assert PAGE in client_of(self.person()).get(reverse("attendees:my")).content.decode()
