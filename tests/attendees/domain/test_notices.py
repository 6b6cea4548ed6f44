"""Letters to delegates and to their mailboxes."""

from datetime import timedelta

from django.test import TestCase

from attendees.domain import links, notices
from attendees.enums import Reason
from conference.enums import ConferenceStatus
from mailing.models import Letter
from tests.factories import NOON, make_category, make_conference, make_delegate, minutes

KINDS = "received approved waitlisted promoted returned rejected revoked withdrawn".split()


class TestLetters(TestCase):
    def test_every_kind_says_what_happened_in_text_and_html(self):
        delegate = make_delegate(given_name="<b>Askar</b>")

        for kind in KINDS:
            reason = Reason.DATA_MISSING if kind in {"returned", "rejected", "revoked"} else ""
            notices.queue(delegate, kind, now=NOON, reason=reason, text="Write the year.", position=3)
            letter = Letter.objects.get(kind=f"delegate_{kind}")
            with self.subTest(kind):
                assert delegate.conference.short_title["en"] in letter.subject
                assert f"Your reference: {delegate.reference}" in letter.text
                assert "Dear <b>Askar</b>" in letter.text
                assert "Dear &lt;b&gt;Askar" in letter.html
                assert ("Some of your data are missing" in letter.text) == bool(reason)
                assert "{" not in letter.text

    def test_no_personal_data_in_a_subject(self):
        delegate = make_delegate(given_name="Askar")
        for kind in KINDS:
            notices.queue(delegate, kind, now=NOON)

        assert Letter.objects.count() == len(KINDS)
        for letter in Letter.objects.all():
            assert "Askar" not in letter.subject
            assert delegate.reference not in letter.subject

    def test_the_link_stands_in_letters_of_those_who_can_use_it(self):
        delegate = make_delegate()
        for kind in KINDS:
            notices.queue(delegate, kind, now=NOON)

        with_link = {letter.kind for letter in Letter.objects.all() if links.url(delegate) in letter.text}
        assert with_link == {f"delegate_{kind}" for kind in KINDS[:5]}

    def test_without_an_address_nothing_is_owed(self):
        notices.queue(make_delegate(email=""), "approved", now=NOON)

        assert Letter.objects.count() == 0


class TestLostLinks(TestCase):
    def test_one_mailbox_of_six_gets_one_letter_with_six_links(self):
        category = make_category()
        names = ("Askar", "Bekjan", "Daniyar", "Elena", "Faridun", "Gulzat")
        six = [make_delegate(category=category, email="office@example.org", given_name=name) for name in names]

        notices.send_lost_links("OFFICE@example.org", now=NOON)

        letter = Letter.objects.get()
        assert all(links.url(delegate) in letter.text and links.url(delegate) in letter.html for delegate in six)

    def test_each_conference_writes_its_own_letter(self):
        one, two = (make_delegate(conference=make_conference(), email="a@example.org") for _ in range(2))

        notices.send_lost_links("a@example.org", now=NOON)

        realms = {letter.realm: letter for letter in Letter.objects.all()}
        assert links.url(two) not in realms[f"conference:{one.conference_id}"].text
        assert links.url(two) in realms[f"conference:{two.conference_id}"].text

    def test_at_most_three_letters_an_hour(self):
        make_delegate(email="a@example.org")

        for minute in range(10):
            notices.send_lost_links("a@example.org", now=NOON + minutes(minute))
        within = Letter.objects.count()
        notices.send_lost_links("a@example.org", now=NOON + timedelta(hours=1, minutes=5))

        assert (within, Letter.objects.count()) == (3, 4)

    def test_unknown_addresses_tags_and_archived_conferences_get_nothing(self):
        make_delegate(email="a@example.org")
        make_delegate(email="old@example.org", conference=make_conference(status=ConferenceStatus.ARCHIVED))

        for address in ("b@example.org", "a+1@example.org", "old@example.org", "%", ""):
            notices.send_lost_links(address, now=NOON)

        assert Letter.objects.count() == 0
