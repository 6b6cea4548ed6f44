"""A refusal has words for people and a code for machines."""

from django.test import SimpleTestCase
from django.utils import translation
from django.utils.translation import gettext_lazy

from core.errors import DomainError


class BadgeRefused(DomainError):
    """A topic's own refusal, as the apps define them."""


class TestDomainError(SimpleTestCase):
    def test_it_reads_as_its_text_and_carries_its_code(self):
        refusal = BadgeRefused("The badge was replaced.", "replaced")

        assert str(refusal) == "The badge was replaced."
        assert refusal.code == "replaced"
        assert refusal.args == ("The badge was replaced.", "replaced")

    def test_the_text_is_put_into_words_in_the_language_of_the_reader(self):
        refusal = DomainError(gettext_lazy("Monday"), "monday")

        with translation.override("ru"):
            assert str(refusal) == "Понедельник"

    def test_its_representation_tells_nothing_about_people(self):
        assert repr(BadgeRefused("Askar Japarov is known.", "duplicate")) == "BadgeRefused('duplicate')"
