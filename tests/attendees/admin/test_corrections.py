"""Adding and correcting: what is written, what is refused, and two officers at once (RC-23)."""

import re

from django.test import TestCase

from attendees.enums import DelegateStatus, Source
from attendees.models import Consent, Delegate, DelegateEvent
from conference.enums import ApprovalMode
from tests.cast import client_of, make_cast
from tests.factories import make_category, make_country, make_delegate

LIST = "/admin/attendees/delegate/"


def filled(response, **changes) -> dict[str, str]:
    """A page's form as a browser would send it, with changes."""
    form = response.context["form"]
    sent = {}
    for name, field in form.fields.items():
        value = form[name].value()
        for key in (name, f"initial-{name}") if field.show_hidden_initial else (name,):
            if value is not None and value is not False and value != "":
                sent[key] = "on" if value is True and key == name else str(value)
    return {**sent, **changes}


class CorrectionCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        make_country("KZ")
        self.category = make_category(self.cast.a, approval=ApprovalMode.SECRETARIAT)
        self.client = client_of(self.cast.officer_a, self.cast.a)
        self.person = make_delegate(
            category=self.category, family_name="Japarov", position="Head", organisation="Prison Service"
        )
        self.address = f"{LIST}{self.person.pk}/correct/"

    def stored(self) -> Delegate:
        return Delegate.objects.get(pk=self.person.pk)


class TestCorrect(CorrectionCase):
    def test_what_was_changed_is_written_with_its_history(self):
        page = self.client.get(self.address)

        answer = self.client.post(self.address, filled(page, position="Deputy Head", country="KZ", sponsored="on"))

        assert answer.status_code == 302
        stored = self.stored()
        assert (stored.position, stored.country_id, stored.sponsored) == ("Deputy Head", "KZ", True)
        assert DelegateEvent.objects.get(kind="CORRECTED").fields == ["country", "position", "sponsored"]

    def test_a_new_spelling_is_found_at_once(self):
        self.client.post(self.address, filled(self.client.get(self.address), cyrillic_family_name="Осмонов"))

        assert b"Japarov" in self.client.get(f"{LIST}?q=osmonov").content

    def test_nothing_changed_is_no_event(self):
        self.client.post(self.address, filled(self.client.get(self.address)))

        assert not DelegateEvent.objects.exists()

    def test_a_latin_letter_in_a_cyrillic_name_is_shown(self):
        """R-30."""
        answer = self.client.post(self.address, filled(self.client.get(self.address), cyrillic_family_name="Осмoнов"))

        assert answer.status_code == 422
        assert "Latin “o”" in answer.content.decode()
        assert self.stored().cyrillic_family_name == ""

    def test_another_conferences_category_is_refused(self):
        foreign = make_category(self.cast.b)

        answer = self.client.post(self.address, filled(self.client.get(self.address), category=str(foreign.pk)))

        assert (answer.status_code, self.stored().category_id) == (422, self.category.pk)

    def test_a_seat_in_a_full_category_is_refused(self):
        """RC-19: no way round the quota."""
        full = make_category(self.cast.a, quota=0)
        Delegate.objects.update(status=DelegateStatus.APPROVED)

        answer = self.client.post(self.address, filled(self.client.get(self.address), category=str(full.pk)))

        assert (answer.status_code, self.stored().category_id) == (422, self.category.pk)

    def test_bad_input_is_no_error_of_the_server(self):
        page = self.client.get(self.address)
        for name in (
            "family_name",
            "organisation",
            "email",
            "phone",
            "date_of_birth",
            "country",
            "sex",
            "protocol_rank",
            "remarks",
        ):
            for value in ("x" * 10_000, "a\u202eb", "=cmd()", "<script>", "🙂", "31.02.1980", "-1"):
                status = self.client.post(self.address, filled(page, **{name: value})).status_code

                assert status in (302, 409, 422), (name, value[:9], status)


class TestConflict(CorrectionCase):
    def test_the_second_officer_sees_both_versions_and_loses_nothing(self):
        first = second = self.client.get(self.address)
        self.client.post(self.address, filled(first, position="<b>Director</b>", organisation="Ministry of Justice"))

        answer = self.client.post(self.address, filled(second, position="Deputy", diet="halal"))

        assert answer.status_code == 409
        page = answer.content.decode()
        assert "&lt;b&gt;Director&lt;/b&gt;" in page
        assert "Deputy" in page
        assert self.stored().position == "<b>Director</b>"

    def test_sent_again_only_their_own_changes_are_written(self):
        first = second = self.client.get(self.address)
        self.client.post(self.address, filled(first, organisation="Ministry of Justice"))
        screen = self.client.post(self.address, filled(second, position="Deputy"))

        answer = self.client.post(self.address, inputs(screen.content.decode()))

        assert answer.status_code == 302
        assert (self.stored().position, self.stored().organisation) == ("Deputy", "Ministry of Justice")

    def test_a_form_without_its_revision_is_refused(self):
        sent = filled(self.client.get(self.address), position="Deputy")
        del sent["revision"]

        assert self.client.post(self.address, sent).status_code == 422
        assert self.stored().position == "Head"


def inputs(page: str) -> dict[str, str]:
    """What a browser would send from the form of a page."""
    form = page[page.index('<form method="post" enctype') :]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") not in ("submit", "file", "checkbox") or " checked" in tag:
            empty = "on" if attributes.get("type") == "checkbox" else ""
            sent[attributes.get("name", "")] = attributes.get("value", empty)
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent | dict(re.findall(r'<textarea name="([\w-]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))


class TestAdd(CorrectionCase):
    def add(self, **fields):
        address = f"{LIST}add/?category={self.category.code}"
        return self.client.post(address, filled(self.client.get(address), **fields)), address

    def test_an_officer_brings_somebody_in(self):
        answer, _address = self.add(family_name="USENOVA", given_name="Aigul", email="")

        added = Delegate.objects.get(family_name="Usenova")
        assert answer.url == f"{LIST}{added.pk}/change/"
        assert (added.source, added.status, added.conference) == (Source.OFFICER, DelegateStatus.PENDING, self.cast.a)
        assert DelegateEvent.objects.get(delegate=added, kind="SUBMITTED").by == self.cast.officer_a
        assert not Consent.objects.filter(delegate=added).exists()
        assert b"Consent" in self.client.get(answer.url).content

    def test_the_double_click_is_one_delegate(self):
        """RC-05."""
        address = f"{LIST}add/?category={self.category.code}"
        sent = filled(self.client.get(address), family_name="Usenova", given_name="Aigul")

        for _ in range(2):
            assert self.client.post(address, sent).status_code == 302

        assert Delegate.objects.filter(family_name="Usenova").count() == 1

    def test_whoever_is_registered_already_is_pointed_out(self):
        """R-11."""
        answer, _address = self.add(family_name="Japarov", given_name="Given", email=self.person.email)

        assert answer.url == f"{LIST}{self.person.pk}/change/"
        assert b'data-outcome="duplicate"' in self.client.get(answer.url).content

    def test_another_conferences_category_is_not_offered(self):
        foreign = make_category(self.cast.b, name={"en": "Canary"})

        page = self.client.get(f"{LIST}add/?category={foreign.code}")

        assert b"Canary" not in page.content
        assert "form" not in page.context


class TestPositions(CorrectionCase):
    def save(self, **changes):
        self.client.post(self.address, filled(self.client.get(self.address), **changes))
        return self.stored().positions

    def say(self, **texts):
        Delegate.objects.filter(pk=self.person.pk).update(positions=texts)

    def test_a_field_for_each_language_of_the_conference_stands_beside_it(self):
        names = list(self.client.get(self.address).context["form"].fields)

        place = names.index("position")
        assert names[place : place + 4] == ["position", "position_en", "position_ru", "position_ky"]

    def test_what_is_written_is_kept_and_the_rest_stays(self):
        self.say(ky="Башчы")

        assert self.save(position_ru="Начальник") == {"ky": "Башчы", "ru": "Начальник"}
        assert DelegateEvent.objects.get(kind="CORRECTED").fields == ["positions"]

    def test_another_position_keeps_what_was_written_anew_alone(self):
        self.say(ru="Начальник", ky="Башчы")

        assert self.save(position="Deputy Head", position_ru="Заместитель") == {"ru": "Заместитель"}

    def test_another_position_alone_keeps_none(self):
        self.say(ru="Начальник")

        assert self.save(position="Deputy Head") == {}

    def test_a_text_is_taken_away(self):
        self.say(ru="Начальник")

        assert self.save(position_ru="") == {}

    def test_the_second_of_two_officers_sees_both_texts(self):
        """RC-23."""
        sent = filled(self.client.get(self.address), position_ru="Глава")
        self.save(position_ru="Начальник")

        answer = self.client.post(self.address, sent)

        assert answer.status_code == 409
        assert self.stored().positions == {"ru": "Начальник"}
        self.assertContains(answer, "Глава", status_code=409)
        self.assertContains(answer, "<bdi>Начальник</bdi>", status_code=409)

    def test_the_page_of_the_person_says_them(self):
        self.say(ru="Начальник")

        self.assertContains(self.client.get(f"{LIST}{self.person.pk}/change/"), "Русский: Начальник")
