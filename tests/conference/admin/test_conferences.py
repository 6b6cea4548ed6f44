"""The conference's own pages: texts, deadlines in its zone, moves, copies, staff."""

from datetime import UTC, datetime

from django.test import TestCase
from django.urls import reverse

from accounts.models import User
from attendees.models import Delegate
from conference.models import Conference, Membership
from mailing.models import Letter
from tests.cast import client_of, make_cast, role_of
from tests.factories import make_category, make_delegate


def form_of(conference, **fields):
    """The form of a conference as it stands."""
    return {
        "title_0": "Title",
        "title_en": conference.title["en"],
        "title_ru": conference.title["ru"],
        "title_ky": conference.title["ky"],
        "short_title_en": conference.short_title["en"],
        "slug": conference.slug,
        "confidentiality": conference.confidentiality,
        "languages": ", ".join(conference.languages),
        "accent": conference.accent,
        "starts_on": "2026-11-25",
        "ends_on": "2026-11-25",
        "timezone": conference.timezone,
        "country": "KG",
        "country_order": "ALPHABETICAL",
        "registration_closes_at": "2026-11-20T18:00",
        **fields,
    }


class Case(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()

    def setUp(self):
        self.client = client_of(self.cast.manager_a)
        self.change = reverse("admin:conference_conference_change", args=[self.cast.a.pk])

    def save(self, **fields):
        answer = self.client.post(self.change, form_of(self.cast.a, **fields))
        assert answer.status_code == 302, answer.context["errors"]
        self.cast.a.refresh_from_db()


class TestTexts(Case):
    def test_deadlines_are_typed_and_shown_on_the_clocks_of_the_conference(self):
        """R-20."""
        self.save()

        assert self.cast.a.registration_closes_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
        page = self.client.get(self.change).content.decode()
        assert 'value="2026-11-20T18:00"' in page
        assert "Bishkek time (UTC+6)" in page

    def test_a_new_zone_keeps_the_time_that_was_typed(self):
        self.save(timezone="Europe/Sofia")

        assert self.cast.a.registration_closes_at == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

    def test_a_text_in_a_language_the_conference_left_is_kept(self):
        self.save(languages="en, ru")

        self.save(languages="en, ru")

        assert self.cast.a.title["ky"]

    def test_impossible_input_is_words_at_the_field(self):
        for wrong in (
            {"ends_on": "2026-11-24"},
            {"starts_on": "0001-01-01"},
            {"registration_closes_at": "9999-12-31T23:59"},
            {"registration_closes_at": "0001-01-01T00:00"},
            {"languages": "en, xx"},
            {"timezone": "Mars/Base"},
            {"country": "XX"},
            {"capacity": "-1"},
            {"capacity": "99999999999999999999"},
            {"title_en": "x" * 10_000},
            {"accent": "red;}*{background:url(//x)}"},
        ):
            answer = self.client.post(self.change, form_of(self.cast.a, **wrong))

            assert answer.status_code == 200, wrong
            assert "errornote" in answer.content.decode(), wrong

    def test_what_was_changed_stands_in_the_history_by_its_name(self):
        self.save(symbol="UN/1")

        edited = self.cast.a.events.get(kind="EDITED")
        assert "symbol" in edited.data["fields"]
        assert "UN/1" not in str(edited.data)


class TestSeats(Case):
    def test_raising_the_capacity_fills_the_seats_that_become_free(self):
        self.cast.a.capacity = 1
        self.cast.a.save()
        category = make_category(self.cast.a)
        make_delegate(category=category, status="APPROVED")
        waiting = make_delegate(category=category, status="WAITLISTED")

        self.save(capacity="2")

        assert self.cast.a.capacity == 2
        assert Delegate.objects.get(pk=waiting.pk).status == "APPROVED"

    def test_raising_a_quota_fills_the_seats_that_become_free(self):
        category = make_category(self.cast.a, quota=0)
        waiting = make_delegate(category=category, status="WAITLISTED")
        form = {
            "name_en": "Experts",
            "order": "1",
            "approval": "AUTOMATIC",
            "quota": "1",
            "photo": "OPTIONAL",
            "in_list": "YES",
            "letter": "X",
            "colour": "green",
            "is_open": "on",
            "counts_as_delegate": "on",
        }

        answer = self.client.post(reverse("admin:conference_category_change", args=[category.pk]), form)

        assert answer.status_code == 302
        category.refresh_from_db()
        assert (category.quota, category.name) == (1, {"en": "Experts"})
        assert Delegate.objects.get(pk=waiting.pk).status == "APPROVED"


class TestMoves(Case):
    def move(self, name, method="post"):
        address = reverse("admin:conference_conference_move", args=[self.cast.a.pk, name])
        return getattr(self.client, method)(address)

    def test_the_plan_is_shown_first_and_changes_nothing(self):
        page = self.move("close", "get")

        assert "takes no more registrations" in page.content.decode()
        assert Conference.objects.get(pk=self.cast.a.pk).status == "REGISTRATION_OPEN"

    def test_the_button_moves_the_conference(self):
        self.move("close")

        assert Conference.objects.get(pk=self.cast.a.pk).status == "REGISTRATION_CLOSED"
        assert self.cast.a.events.get(kind="REGISTRATION_CLOSED").by == self.cast.manager_a

    def test_a_move_the_table_does_not_hold_has_no_page(self):
        assert self.move("archive").status_code == 404
        assert self.move("status").status_code == 404

    def test_another_conference_is_not_moved(self):
        address = reverse("admin:conference_conference_move", args=[self.cast.b.pk, "close"])

        assert self.client.post(address).status_code == 404
        assert client_of(self.cast.officer_b).post(address).status_code == 403
        assert Conference.objects.get(pk=self.cast.b.pk).status == "REGISTRATION_OPEN"

    def test_a_copy_is_a_draft_and_the_one_who_copies_goes_on_with_it(self):
        address = reverse("admin:conference_conference_copy", args=[self.cast.a.pk])

        taken = self.client.post(address, {"slug": "conference-b", "starts_on": "2027-11-25"})
        answer = self.client.post(address, {"slug": "next-year", "starts_on": "2027-11-25"}, follow=True)

        assert taken.status_code == 422
        copy = Conference.objects.get(slug="next-year")
        assert copy.status == "DRAFT"
        assert answer.status_code == 200
        assert role_of(self.cast.manager_a, copy) == "manager"

    def test_a_superuser_adds_a_conference_with_the_usual_categories(self):
        client = client_of(self.cast.superuser)
        form = form_of(self.cast.a, slug="brand-new", languages="en, ru")

        answer = client.post(reverse("admin:conference_conference_add"), form, follow=True)

        assert answer.status_code == 200
        added = Conference.objects.get(slug="brand-new")
        assert added.registration_closes_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
        assert added.categories.count() == 17
        for slug in ("admin", "Brand New", "conference-a", ""):
            again = client.post(reverse("admin:conference_conference_add"), {**form, "slug": slug})
            assert again.status_code == 200, slug


class TestNotices(Case):
    def test_publishing_adds_a_version_and_nothing_changes_one(self):
        add = reverse("admin:conference_privacynotice_add")
        texts = {f"text_{code}": f"Notice {code}" for code in ("en", "ru", "ky")}

        self.client.post(add, texts)

        self.cast.a.refresh_from_db()
        assert self.cast.a.privacy_version == 2
        notice = self.cast.a.privacy_notices.get(version=2)
        change = reverse("admin:conference_privacynotice_change", args=[notice.pk])
        assert self.client.post(change, texts).status_code == 403

    def test_a_notice_missing_in_a_language_is_refused_in_words(self):
        answer = self.client.post(
            reverse("admin:conference_privacynotice_add"), {"text_en": "Only English"}, follow=True
        )

        assert 'data-code="notice_incomplete"' in answer.content.decode()
        assert self.cast.a.privacy_notices.count() == 1


class TestStaff(Case):
    def invite(self, email, role="officer", **extra):
        form = {"email": email, "role": role, **extra}
        return self.client.post(reverse("admin:conference_membership_add"), form, follow=True)

    def test_known_and_unknown_addresses_get_the_same_answer(self):
        known = self.invite("officer_b@example.org").content.decode()
        unknown = self.invite("somebody@example.org").content.decode()

        assert "A letter is on its way" in known
        assert "A letter is on its way" in unknown
        assert role_of(self.cast.officer_b, self.cast.a) == "officer"
        account = User.objects.get(email="somebody@example.org")
        assert (role_of(account, self.cast.a), account.has_usable_password()) == ("officer", False)

    def test_only_an_account_without_a_password_gets_the_link_that_sets_one(self):
        self.invite("officer_b@example.org")
        self.invite("somebody@example.org")

        texts = {letter.to_email: letter.text for letter in Letter.objects.filter(kind="staff_invited")}
        assert "/accounts/password/reset/key/" in texts["somebody@example.org"]
        assert "/accounts/password/reset/key/" not in texts["officer_b@example.org"]

    def test_the_link_opens_the_page_that_sets_the_password(self):
        self.invite("somebody@example.org")
        text = Letter.objects.get(to_email="somebody@example.org").text
        link = next(word for word in text.split() if "/reset/key/" in word)

        page = self.client.get(link.removeprefix("https://conference.example"), follow=True)

        assert page.status_code == 200
        assert "password1" in page.content.decode()

    def test_twice_and_nonsense_are_refused_in_words(self):
        for email, code in (("manager_a@example.org", "already_member"), ("nonsense", "bad_address")):
            assert f'data-code="{code}"' in self.invite(email).content.decode(), email
        assert self.invite("x@example.org", role="superuser").status_code == 200
        assert not User.objects.filter(email="x@example.org").exists()

    def test_a_role_is_changed_and_the_user_is_not(self):
        membership = Membership.objects.get(conference=self.cast.a, user=self.cast.officer_a)
        change = reverse("admin:conference_membership_change", args=[membership.pk])

        self.client.post(change, {"role": "programme", "user": self.cast.nobody.pk})

        assert role_of(self.cast.officer_a, self.cast.a) == "programme"
        assert role_of(self.cast.nobody, self.cast.a) is None

    def test_the_last_manager_stays(self):
        membership = Membership.objects.get(conference=self.cast.a, user=self.cast.manager_a)

        delete = reverse("admin:conference_membership_delete", args=[membership.pk])
        removed = self.client.post(delete, {"post": "yes"}, follow=True)
        change = reverse("admin:conference_membership_change", args=[membership.pk])
        lowered = self.client.post(change, {"role": "officer"}, follow=True)

        for page in (removed, lowered):
            assert 'data-code="last_manager"' in page.content.decode()
        assert role_of(self.cast.manager_a, self.cast.a) == "manager"

    def test_somebody_is_taken_off_the_staff(self):
        membership = Membership.objects.get(conference=self.cast.a, user=self.cast.donor_a)

        self.client.post(reverse("admin:conference_membership_delete", args=[membership.pk]), {"post": "yes"})

        assert role_of(self.cast.donor_a, self.cast.a) is None
        assert self.cast.a.events.get(kind="STAFF_REMOVED").data["user"] == self.cast.donor_a.pk
