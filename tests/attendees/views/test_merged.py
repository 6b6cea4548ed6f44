"""What the person of a merged registration is told, and what not (R-34, decision 0011)."""

from django.test import Client, TestCase
from django.urls import reverse

from attendees.domain import merges
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user


class TestMyPage(TestCase):
    def setUp(self):
        category = make_category(make_conference())
        self.kept = make_delegate(category=category, email="kept@example.org", phone="+996555012345", status="APPROVED")
        self.gone = make_delegate(category=category, email="gone@example.org")
        self.merged = merges.merge(self.kept, self.gone, by=make_user(), now=NOON)

    def page(self, delegate) -> str:
        client = Client()
        client.post(reverse("attendees:my_open", args=[delegate.link_token]))
        return client.get("/my/").content.decode()

    def test_the_old_link_says_what_happened_and_leads_to_a_new_letter(self):
        shown = self.page(self.gone)

        assert "You were registered twice. The secretariat made one registration of the two" in shown
        assert 'href="/my/link/"' in shown
        assert "Your place is free for somebody else" not in shown

    def test_it_shows_nothing_of_the_other_registration(self):
        shown = self.page(self.gone)

        for secret in (self.kept.email, self.kept.phone, self.kept.reference, self.kept.family_name, "merged into No."):
            assert secret not in shown, secret

    def test_the_other_link_is_what_it_was(self):
        shown = self.page(self.kept)

        assert "You were registered twice: the two registrations were made one." in shown
        assert self.gone.email not in shown

    def test_undone_both_are_registrations_again(self):
        merges.undo(self.merged, by=make_user(), now=NOON)

        assert "You were registered twice. The secretariat" not in self.page(self.gone)
        assert "They are two registrations again." in self.page(self.gone)
