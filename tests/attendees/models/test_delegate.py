"""How a delegate is named."""

from attendees.models import Delegate

NAMES = {
    "family_name": "Usonova",
    "given_name": "Aigul",
    "cyrillic_family_name": "Үсөнова",
    "cyrillic_given_name": "Айгүл",
}


class TestNames:
    def test_lists_put_the_family_name_first(self):
        assert Delegate(**NAMES).formal_name == "Usonova, Aigul"
        assert Delegate(given_name="Gulzat", is_single_name=True).formal_name == "Gulzat"

    def test_a_letter_greets_in_the_script_of_its_language(self):
        assert Delegate(**NAMES, language="en").addressed_name() == "Aigul Usonova"
        assert Delegate(**NAMES, language="ky").addressed_name() == "Айгүл Үсөнова"
        assert Delegate(**NAMES, language="ru", patronymic="Өмүрбековна").addressed_name() == "Айгүл Өмүрбековна"

    def test_without_a_cyrillic_name_the_latin_one_serves(self):
        assert Delegate(family_name="Șerban", given_name="Ioana", language="ru").addressed_name() == "Ioana Șerban"
        only = {"given_name": "Gulzat", "cyrillic_given_name": "Гүлзат", "language": "ky", "is_single_name": True}
        assert Delegate(**only).addressed_name() == "Гүлзат"
