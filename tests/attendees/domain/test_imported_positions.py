"""A table that says positions in two languages, applied and sent again (IM-06)."""

from attendees.domain import change_requests
from attendees.enums import DelegateStatus
from attendees.models import ChangeRequest, Delegate
from tests.attendees.domain.test_imports import Applied
from tests.attendees.imports.batches import apply, kinds, plan, receive
from tests.factories import NOON, make_delegate, make_delegation, make_focal_point, make_member

S = DelegateStatus


class TestPositionsInTwoLanguages(Applied):
    HEAD = "ФИО | Должность | Position | E-mail"
    LINE = "Жапаров Аскар | Начальник отдела | Head of Unit | askar@example.org"

    def twice(self, line, head=HEAD):
        """Apply it, then plan it again: the kinds of the second time."""
        text = f"{head}\n{line}"
        self.apply(self.receive(text))
        return kinds(plan(self.receive(text)))

    def said(self):
        return Delegate.objects.values_list("position", "positions").get()

    def registered(self, position, positions=None, **fields):
        return make_delegate(
            category=self.category, family_name="Japarov", given_name="Askar", cyrillic_family_name="Жапаров",
            cyrillic_given_name="Аскар", email="askar@example.org", position=position, positions=positions or {},
            **fields,
        )  # fmt: skip

    def test_the_second_is_kept_and_the_same_file_again_changes_nothing(self):
        assert self.twice(self.LINE) == {2: "SAME"}
        assert self.said() == ("Начальник отдела", {"en": "Head of Unit"})

    def test_a_translation_is_added_and_one_of_another_language_stays(self):
        self.registered("Начальник отдела", {"ky": "Бөлүм башчысы"})

        assert self.twice(self.LINE) == {2: "SAME"}
        assert self.said() == ("Начальник отдела", {"ky": "Бөлүм башчысы", "en": "Head of Unit"})

    def test_another_position_comes_with_its_translation_even_if_that_reads_as_before(self):
        self.registered("Начальник управления", {"en": "Head of Unit"})

        assert self.twice(self.LINE) == {2: "SAME"}
        assert self.said() == ("Начальник отдела", {"en": "Head of Unit"})

    def test_what_was_typed_in_the_language_of_the_second_column_stays_typed(self):
        self.registered("Head of Unit")

        assert self.twice(self.LINE) == {2: "SAME"}
        assert self.said() == ("Head of Unit", {"ru": "Начальник отдела"})

    def test_a_table_in_one_language_that_is_known_changes_nothing(self):
        self.registered("Head of Unit", {"ru": "Начальник отдела"})

        text = "ФИО | Должность | E-mail\nЖапаров Аскар | Начальник отдела | askar@example.org"

        assert kinds(plan(self.receive(text))) == {2: "SAME"}

    def test_the_plan_shows_it_in_words(self):
        self.registered("Начальник отдела")

        (line,) = plan(self.receive(f"{self.HEAD}\n{self.LINE}")).lines

        (difference,) = line.differences
        assert (difference.label, difference.becomes) == ("Position in other languages", "English: Head of Unit")

    def test_for_an_approved_person_it_is_asked_for(self):
        """R-21."""
        self.registered("Начальник отдела", status=S.APPROVED)

        self.apply(self.receive(f"{self.HEAD}\n{self.LINE}"))

        request = ChangeRequest.objects.get()
        assert request.fields == ["positions"]
        change_requests.accept(request, by=self.officer, now=NOON)
        assert self.said() == ("Начальник отдела", {"en": "Head of Unit"})

    def test_a_focal_point_sends_both_too(self):
        delegation = make_delegation(self.conference)
        point = make_focal_point(delegation)
        make_member(delegation, family_name="Japarov", given_name="Askar", email="askar@example.org", position="Old")
        batch = receive(self.conference, f"{self.HEAD}\n{self.LINE}", by=point, delegation=delegation)

        apply(batch, by=point)

        assert self.said() == ("Начальник отдела", {"en": "Head of Unit"})
