"""The figures of a conference: right, few statements, and nothing that points at a person."""

from datetime import date, timedelta

from django.test import TestCase

from attendees.domain import figures
from attendees.domain.figures import Row
from conference.enums import Confidentiality
from tests.factories import NOON, make_category, make_conference, make_country, make_delegate


def rows(found):
    """The cells of a table by its labels."""
    return {row.label: row.cells for row in found}


class TestCounting(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.conference = make_conference(capacity=2)
        cls.experts = make_category(cls.conference, name={"en": "Experts"}, quota=3)
        cls.media = make_category(cls.conference, name={"en": "Media"}, counts_as_delegate=False)
        make_country("KZ")

    def delegate(self, status="APPROVED", **fields):
        return make_delegate(**{"category": self.experts, "status": status, **fields})

    def of(self):
        return figures.of(self.conference, "en")

    def test_an_empty_conference_has_figures_too(self):
        found = self.of()

        assert found.total.cells == (0, 0, 0, 0, 0, 0)
        assert (found.by_state, found.by_day, found.to_decide, found.could_move) == ((), (), 0, 0)

    def test_women_men_and_others_are_counted_among_the_approved(self):
        for sex in ("F", "F", "M", "X", "NOT_STATED"):
            self.delegate(sex=sex)
        self.delegate("PENDING", sex="F")

        assert self.of().total.cells == (6, 5, 2, 1, 2, 0)

    def test_categories_that_do_not_count_stay_out(self):
        """R-49."""
        self.delegate(category=self.media, sex="F", country_id="KG")
        self.delegate(sex="M", country_id="KG")

        found = self.of()

        assert found.total.cells == (1, 1, 0, 1, 0, 0)
        assert rows(found.by_category) == {"Experts": (1, 1, 0, 1, 0, 0)}
        assert rows(found.by_state) == {"Kyrgyzstan": (1, 1, 0, 1, 0, 0)}

    def test_withdrawn_and_rejected_are_not_registered_any_more(self):
        for status in ("WITHDRAWN", "REJECTED", "REVOKED", "DRAFT", "RETURNED"):
            self.delegate(status)

        assert self.of().total.registered == 1

    def test_the_arrived_are_the_approved_who_were_seen(self):
        self.delegate(arrived_at=NOON)
        self.delegate("WITHDRAWN", arrived_at=NOON)

        assert self.of().total.arrived == 1

    def test_days_are_those_of_the_conference_and_the_empty_ones_are_there(self):
        evening = NOON.replace(hour=20)  # 02:00 of the next day in Bishkek
        self.delegate(registered_at=evening)
        self.delegate(registered_at=NOON + timedelta(days=3))

        counted = self.of().by_day

        assert counted == (
            (date(2026, 10, 6), 1),
            (date(2026, 10, 7), 0),
            (date(2026, 10, 8), 1),
        )

    def test_what_waits_is_counted_with_the_oldest(self):
        self.delegate("PENDING", registered_at=NOON + timedelta(days=1))
        self.delegate("PENDING", registered_at=NOON)
        self.delegate("RETURNED", decided_at=NOON)

        found = self.of()

        assert (found.to_decide, found.oldest_to_decide) == (2, NOON)
        assert (found.returned, found.oldest_returned) == (1, NOON)

    def test_a_limit_that_was_lowered_is_exceeded_and_free_is_never_negative(self):
        """RC-12."""
        for _number in range(3):
            self.delegate()

        seats = self.of().seats

        assert (seats.taken, seats.over, seats.free) == (3, 1, 0)

    def test_those_online_take_no_seat(self):
        self.delegate(modality="ONLINE")

        assert self.of().seats.taken == 0

    def test_the_waiting_list_could_move_only_into_seats_nobody_holds(self):
        self.delegate()
        for _number in range(3):
            self.delegate("WAITLISTED")

        assert self.of().could_move == 1

    def test_a_photo_is_missed_where_it_is_required(self):
        self.experts.photo = "REQUIRED"
        self.experts.save()
        self.delegate()
        self.delegate(photo="photos/x.jpg")
        self.delegate("WITHDRAWN")

        assert self.of().photos_missing == 1

    def test_another_conference_is_not_counted(self):
        make_delegate(category=make_category(), status="APPROVED")

        assert self.of().total.registered == 0

    def test_the_statements_are_four_whatever_the_size(self):
        self.of()
        for number in range(30):
            self.delegate(country_id="KZ", registered_at=NOON + timedelta(days=number))

        with self.assertNumQueries(4):
            self.of()


class TestSuppression(TestCase):
    def row(self, label, *cells):
        return Row(label, label, *cells)

    def test_small_cells_are_not_told(self):
        """R-58."""
        told = figures.suppressed([self.row("A", 20, 20, 8, 9, 3, 0), self.row("B", 30, 30, 10, 18, 2, 6)])

        assert rows(told)["A"][4] is None
        assert rows(told)["B"][4] is None

    def test_nothing_told_works_out_a_small_cell(self):
        """PR-13: women, men and others add up to the approved; a column adds up to the total."""
        table = [self.row("A", 20, 20, 8, 9, 3, 0), self.row("B", 40, 40, 10, 20, 10, 6)]

        told = rows(figures.suppressed(table))

        for cells in told.values():
            assert sum(cell is None for cell in cells[1:5]) != 1
        for column in range(6):
            assert sum(cells[column] is None for cells in told.values()) != 1

    def test_large_cells_and_zeros_are_told(self):
        table = [self.row("A", 20, 20, 8, 12, 0, 5)]

        assert figures.suppressed(table) == tuple(table)

    def test_small_cells_are_told_to_those_who_see_the_names_and_where_all_is_open(self):
        restricted = make_conference(confidentiality=Confidentiality.RESTRICTED)
        open_to_all = make_conference(confidentiality=Confidentiality.OPEN)

        assert figures.must_suppress(restricted, {"figures.view"})
        assert not figures.must_suppress(restricted, {"figures.view", "delegate.view"})
        assert not figures.must_suppress(open_to_all, {"figures.view"})
