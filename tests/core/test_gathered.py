"""Rows of another table in one value of a statement."""

from django.db.models import OuterRef
from django.test import TestCase

from conference.models import Category, Conference
from core.gathered import Gathered
from tests.factories import make_category, make_conference


class TestGathered(TestCase):
    def read(self, queryset, *columns):
        return (
            Conference.objects.annotate(found=Gathered(queryset, *columns))
            .order_by("pk")
            .values_list("found", flat=True)
        )

    def test_the_rows_come_as_lists_in_one_statement(self):
        conference = make_conference()
        first = make_category(conference, code="FIRST", quota=None)
        second = make_category(conference, code="SECOND", quota=7)

        with self.assertNumQueries(1):
            found = list(self.read(Category.objects.order_by("pk"), "pk", "code", "quota", "conference__slug"))

        rows = [[first.pk, "FIRST", None, conference.slug], [second.pk, "SECOND", 7, conference.slug]]
        assert sorted(found[0]) == rows

    def test_each_row_outside_has_its_own(self):
        one, other = make_conference(), make_conference()
        make_category(one, code="ONE")

        found = self.read(Category.objects.filter(conference=OuterRef("pk")), "code")

        assert [list(each) for each in found] == [[["ONE"]], []]
        assert (one.pk, other.pk) == tuple(Conference.objects.order_by("pk").values_list("pk", flat=True))

    def test_what_cannot_be_there_is_nothing(self):
        make_conference()

        assert list(self.read(Category.objects.filter(pk__in=[]), "code")) == [None]

    def test_quotes_and_letters_of_any_script_survive(self):
        category = make_category(letter="Ң", name={"en": 'a "b" \\ c', "ru": "Ё"})

        assert self.read(Category.objects.all(), "letter", "name__ru")[0] == [["Ң", "Ё"]]
        assert category.letter == "Ң"
