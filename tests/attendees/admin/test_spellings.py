"""The officers' queue of spellings (R-40)."""

from django.test import TestCase

from attendees.models import OrganisationSpelling
from conference.models import Organisation
from core.text import fold
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_delegate, make_organisation

QUEUE = "/admin/attendees/organisationspelling/"


class SpellingCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.ministry = make_organisation(self.cast.a, "Ministry of Justice")
        self.spelling = self.waiting("Ministry for Justice")
        self.client = client_of(self.cast.officer_a, self.cast.a)

    def waiting(self, text, conference=None):
        return OrganisationSpelling.objects.create(
            conference=conference or self.cast.a, text=text, folded=fold(text), first_seen_at=NOON
        )

    def judge(self, spelling=None, **sent):
        spelling = spelling or self.spelling
        url = f"{QUEUE}{spelling.pk}/judge/"
        return self.client.post(url, {"_conference": self.cast.a.pk, **sent}, follow=True)

    def standing(self):
        self.spelling.refresh_from_db()
        return (self.spelling.status, self.spelling.organisation)


class TestQueue(SpellingCase):
    def test_it_says_who_is_written_so_and_suggests_the_nearest(self):
        make_delegate(conference=self.cast.a, organisation="MINISTRY FOR JUSTICE")

        page = self.client.get(QUEUE)

        self.assertContains(page, "Ministry for Justice")
        self.assertContains(page, "1 person")
        self.assertContains(page, "It is Ministry of Justice")

    def test_what_was_judged_is_in_the_other_list(self):
        self.judge(do="leave")

        self.assertContains(self.client.get(QUEUE), "No spelling waits for you.")
        OrganisationSpelling.objects.update(decided_at=NOON)
        judged = self.client.get(f"{QUEUE}?judged=1")
        self.assertContains(judged, "Left as written")
        self.assertContains(judged, "5 October 2026, 12:00")

    def test_another_conference_s_are_not_there(self):
        """AD-02."""
        self.waiting("Foreign Office", self.cast.b)
        make_organisation(self.cast.b, "Foreign Ministry")

        page = self.client.get(QUEUE).content.decode()

        assert "Foreign" not in page

    def test_many_ask_no_more_than_one(self):
        self.client.get(QUEUE)  # remembers the conference
        with self.assertNumQueries(7):
            self.client.get(QUEUE)
        for number in range(30):
            self.waiting(f"House {number}")
            make_organisation(self.cast.a, f"House of {number}")

        with self.assertNumQueries(7):
            self.client.get(QUEUE)

    def test_the_first_page_says_how_many_wait(self):
        self.assertContains(self.client.get("/admin/"), "organisation nobody knows")

    def test_markup_in_a_spelling_is_text(self):
        self.waiting("<script>alert(1)</script>")

        assert "<script>alert" not in self.client.get(QUEUE).content.decode()


class TestJudge(SpellingCase):
    def test_it_is_one_we_know(self):
        person = make_delegate(conference=self.cast.a, organisation="Ministry for Justice")

        response = self.judge(**{"is": self.ministry.pk})

        person.refresh_from_db()
        assert self.standing() == ("KNOWN", self.ministry)
        assert person.organisation == "Ministry of Justice"
        self.assertContains(response, "1 person was renamed.")

    def test_it_stays_as_it_is_written(self):
        self.judge(do="leave")

        assert self.standing() == ("LEFT", None)

    def test_it_becomes_an_organisation(self):
        self.judge(do="make", name="Justice Academy")

        made = Organisation.objects.exclude(pk=self.ministry.pk).get()
        assert self.standing() == ("KNOWN", made)
        assert (made.name, made.aliases) == ({"en": "Justice Academy"}, ["Ministry for Justice"])

    def test_nothing_chosen_is_nothing_done(self):
        for sent in ({}, {"is": ""}, {"is": "x"}, {"is": "9" * 30}):
            response = self.judge(**sent)
            self.assertContains(response, "Choose the organisation that is meant.")

        assert self.standing() == ("OPEN", None)

    def test_an_organisation_of_another_conference_is_no_choice(self):
        """IM-11."""
        foreign = make_organisation(self.cast.b)

        self.judge(**{"is": foreign.pk})

        assert self.standing() == ("OPEN", None)

    def test_two_officers_judge_it_once(self):
        """RC-23."""
        self.judge(do="leave")

        response = self.judge(do="make")

        self.assertContains(response, "Somebody has judged this meanwhile")
        assert Organisation.objects.filter(conference=self.cast.a).count() == 1


class TestWalls(SpellingCase):
    def test_a_spelling_of_another_conference_is_404(self):
        foreign = self.waiting("Foreign Office", self.cast.b)

        assert self.judge(foreign, do="leave").status_code == 404

    def test_without_the_right_nothing_is_judged(self):
        self.client = client_of(self.cast.donor_a, self.cast.a)

        assert self.client.get(QUEUE).status_code == 403
        assert self.judge(do="leave").status_code == 403
        assert self.standing() == ("OPEN", None)
