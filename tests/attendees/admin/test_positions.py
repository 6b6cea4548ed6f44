"""The page of positions in other languages: each once, an input a language, a correction for everybody who holds it."""

import time_machine
from django.test import TestCase

from attendees.domain.positions import key_of
from attendees.enums import DelegateStatus
from attendees.models import Delegate, DelegateEvent
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegate, make_membership

LIST = "/admin/attendees/listrevision/"
PAGE = f"{LIST}positions/"
APPROVED = DelegateStatus.APPROVED


@time_machine.travel(NOON, tick=False)
class PositionsCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a)
        self.protocol = client_of(make_membership(self.cast.a, "protocol").user, self.cast.a)

    def person(self, position="Director", positions=None, **fields):
        return make_delegate(
            category=self.category, status=APPROVED, position=position, positions=positions or {}, **fields
        )

    def row(self, position="Director", stood=None, **texts):
        """A row as the page sends it: what is typed, and what stood there when it was opened."""
        key, stood = key_of(position), stood or {}
        typed = {f"{key}-{code}": text for code, text in {**stood, **texts}.items()}
        return {"row": [key]} | typed | {f"initial-{key}-{code}": text for code, text in stood.items()}

    def texts(self):
        return list(Delegate.objects.order_by("number").values_list("positions", flat=True))


class TestPage(PositionsCase):
    def test_what_lacks_a_language_stands_there_once_with_its_people(self):
        for position in ("Director", "Director", "Начальник"):
            self.person(position)
        self.person("Trainer", {"ru": "Тренер", "ky": "Тренер"})

        page = self.protocol.get(PAGE)

        assert page.content.count(b"<bdi>Director</bdi>") == 1
        self.assertContains(page, "2 people")
        self.assertContains(page, "2 positions lack a language.")
        self.assertNotContains(page, "Trainer")
        self.assertContains(self.protocol.get(f"{PAGE}?all=1"), "Trainer")

    def test_an_input_for_every_language_but_its_own(self):
        self.person("Начальник")

        page = self.protocol.get(PAGE)

        key = key_of("Начальник")
        self.assertContains(page, f'name="{key}-en"')
        self.assertContains(page, f'name="{key}-ky"')
        self.assertNotContains(page, f'name="{key}-ru"')
        self.assertContains(page, '<span class="quiet">as typed</span>', count=1)

    def test_nothing_lacking_is_said_in_words(self):
        self.assertContains(self.protocol.get(PAGE), "Every position has a text in each language of the list.")
        self.assertContains(self.protocol.get(f"{PAGE}?all=1"), "Nobody in the list has a position yet.")

    def test_fifty_stand_on_a_page(self):
        for number in range(51):
            self.person(f"Inspector {number:02d}")

        first, second = self.protocol.get(PAGE), self.protocol.get(f"{PAGE}?p=2")

        assert [len(page.context["lines"]) for page in (first, second)] == [50, 1]
        self.assertContains(first, "?p=2")

    def test_the_list_says_how_many_lack_a_language_and_leads_there(self):
        self.person("Director")
        self.person("Начальник")

        page = self.protocol.get(LIST)

        self.assertContains(page, "2 positions lack a language and are printed as they were typed.")
        self.assertContains(page, f'href="{PAGE}"')

    def test_it_takes_as_many_statements_for_one_as_for_thirty(self):
        self.person()
        self.protocol.get(PAGE)
        with self.assertNumQueries(4):
            self.protocol.get(PAGE)
        for number in range(29):
            self.person(f"Inspector {number}")

        with self.assertNumQueries(4):
            self.protocol.get(PAGE)


class TestSave(PositionsCase):
    def test_a_text_is_written_for_everybody_who_holds_it(self):
        for _ in range(2):
            self.person()

        answer = self.protocol.post(PAGE, self.row(ru="Директор", ky=""), follow=True)

        assert self.texts() == [{"ru": "Директор"}] * 2
        assert DelegateEvent.objects.filter(kind="CORRECTED").count() == 2
        self.assertContains(answer, "2 people changed.")

    def test_a_known_text_is_offered_and_saving_gives_it_to_who_lacks_it(self):
        self.person("Director", {"ru": "Директор", "ky": "Директор"})
        self.person("Director")
        shown = self.protocol.get(PAGE).context["lines"][0][0].initial

        self.protocol.post(PAGE, self.row(stood=shown))

        assert self.texts() == [{"ru": "Директор", "ky": "Директор"}] * 2

    def test_a_page_opened_before_undoes_nobodys_text(self):
        self.person("Director", {"ru": "Дирижёр"})

        self.protocol.post(PAGE, self.row(stood={"ru": "Директор"}, ky="Директор"))

        assert self.texts() == [{"ru": "Дирижёр", "ky": "Директор"}]

    def test_a_row_is_saved_wherever_it_would_stand_now(self):
        self.person("Director", {"ru": "Директор", "ky": "Директор"})

        self.protocol.post(PAGE, self.row(stood={"ru": "Директор", "ky": "Директор"}, ky="Башчы"))

        assert self.texts() == [{"ru": "Директор", "ky": "Башчы"}]

    def test_a_text_that_is_too_long_is_told_in_its_row_and_nothing_is_saved(self):
        self.person()

        answer = self.protocol.post(PAGE, self.row(ru="Д" * 201, ky="Директор"))

        assert answer.status_code == 422
        assert self.texts() == [{}]
        self.assertContains(answer, "Д" * 201, status_code=422)

    def test_a_position_that_is_gone_is_told_and_what_was_typed_stays(self):
        self.person()
        sent = self.row(ru="Директор")
        sent["row"].append(key_of("Gone"))

        answer = self.protocol.post(PAGE, sent)

        self.assertContains(answer, "Nobody in the list holds one of these positions any more.", status_code=422)
        self.assertContains(answer, 'value="Директор"', status_code=422)
        assert self.texts() == [{}]

    def test_markup_is_text(self):
        self.person("<b>Head</b>")

        self.protocol.post(PAGE, self.row("<b>Head</b>", ru="<i>Глава</i>"))

        page = self.protocol.get(f"{PAGE}?all=1")
        self.assertContains(page, "&lt;b&gt;Head&lt;/b&gt;")
        self.assertContains(page, "&lt;i&gt;Глава&lt;/i&gt;")


class TestWho(PositionsCase):
    def test_protocol_and_whoever_corrects_people(self):
        for user in (self.cast.manager_a, self.cast.officer_a):
            assert client_of(user, self.cast.a).get(PAGE).status_code == 200
        assert self.protocol.get(PAGE).status_code == 200

    def test_nobody_else(self):
        for user in (self.cast.donor_a, self.cast.programme_a):
            assert client_of(user, self.cast.a).get(PAGE).status_code == 403

    def test_nobody_of_another_conference_stands_there(self):
        make_delegate(status=APPROVED, position="Elsewhere")

        self.assertNotContains(self.protocol.get(f"{PAGE}?all=1"), "Elsewhere")
