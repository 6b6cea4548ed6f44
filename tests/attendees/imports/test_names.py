"""A whole name in one cell, taken apart rightly (R-29, R-35)."""

import pytest

from attendees.imports import names
from attendees.imports.names import FAMILY_FIRST, GIVEN_FIRST, split

#: Text → family | given | patronymic.
SURE = {
    "Жапаров Аскар Бакытович": "Жапаров | Аскар | Бакытович",
    "Аскар Бакытович Жапаров": "Жапаров | Аскар | Бакытович",
    "Үсөнова Айгүл Өмүрбековна": "Үсөнова | Айгүл | Өмүрбековна",
    "Нурлан уулу Бекжан": "Нурлан уулу | Бекжан |",
    "Бекжан Нурлан уулу": "Нурлан уулу | Бекжан |",
    "Нурлан кызы Айжан": "Нурлан кызы | Айжан |",
    "Айжан Нурлан кызы": "Нурлан кызы | Айжан |",
    "НУРЛАН УУЛУ БЕКЖАН": "НУРЛАН УУЛУ | БЕКЖАН |",
    "Bekjan Nurlan uulu": "Nurlan uulu | Bekjan |",
    "Nurlan kyzy Aijan": "Nurlan kyzy | Aijan |",
    "Асанов Бекжан Нурлан уулу": "Асанов | Бекжан | Нурлан уулу",
    "Ғуломов Шерзод Баҳром ўғли": "Ғуломов | Шерзод | Баҳром ўғли",
    "Қосимова Дилноза Баҳром қизи": "Қосимова | Дилноза | Баҳром қизи",
    "Gʻulomov Sherzod Bahrom oʻgʻli": "Gʻulomov | Sherzod | Bahrom oʻgʻli",
    "G'ulomov Sherzod Bahrom o'g'li": "G'ulomov | Sherzod | Bahrom o'g'li",
    "Шерзод Баҳром ўғли": "Баҳром ўғли | Шерзод |",
    "Әбілов Қайрат Серікұлы": "Әбілов | Қайрат | Серікұлы",
    "Ахметова Гүлнар Серікқызы": "Ахметова | Гүлнар | Серікқызы",
    "Юсуфзода Фаридун": "Юсуфзода | Фаридун |",
    "Фаридун Юсуфзода": "Юсуфзода | Фаридун |",
    "Цветков Димитър": "Цветков | Димитър |",
    "Димитър Цветков": "Цветков | Димитър |",
    "Марат Асанов": "Асанов | Марат |",
    "Асанова Марат": "Асанова | Марат |",
    "Абдылдаева-Токтогулова Нургүл": "Абдылдаева-Токтогулова | Нургүл |",
    "Абдылдаева Токтогулова Нургүл Асановна": "Абдылдаева Токтогулова | Нургүл | Асановна",
    "JAPAROV Askar": "JAPAROV | Askar |",
    "Askar JAPAROV": "JAPAROV | Askar |",
    "ЖАПАРОВ Аскар Бакытович": "ЖАПАРОВ | Аскар | Бакытович",
    "Ioana ȘERBAN": "ȘERBAN | Ioana |",
    "ŢĂRANU Mihai Ion": "ŢĂRANU | Mihai Ion |",
    "María DE LA CRUZ": "DE LA CRUZ | María |",
    "JAPAROV ASKAR": "JAPAROV | ASKAR |",
    "Japarov, Askar": "Japarov | Askar |",
    "Жапаров, Аскар Бакытович": "Жапаров | Аскар | Бакытович",
    "Askar Japarov": "Japarov | Askar |",
    "Japarov Askar": "Japarov | Askar |",
    "Jan van der Berg": "van der Berg | Jan |",
    "Жапаров А.Б.": "Жапаров | А. | Б.",
    "Жапаров А. Б.": "Жапаров | А. | Б.",
    "А.Б. Жапаров": "Жапаров | А. | Б.",
    "1. Жапаров Аскар": "Жапаров | Аскар |",
    "12) Жапаров Аскар": "Жапаров | Аскар |",
    "  Жапаров   Аскар ": "Жапаров | Аскар |",
}
#: The custom of the alphabet decides, and it is said.
UNSURE = {
    "Ким Елена": "Ким | Елена |",
    "Elena Kim": "Kim | Elena |",
    "Mihai Ţăranu": "Ţăranu | Mihai |",
    "Ali Hassan Mohamed": "Mohamed | Ali Hassan |",
    "Саид Фаридун Рустам": "Саид | Фаридун | Рустам",
    "KIM ELENA": "KIM | ELENA |",
    "Милош Вукович": "Вукович | Милош |",
}


def parts(name):
    return f"{name.family} | {name.given} | {name.patronymic}".strip()


class TestSplit:
    @pytest.mark.parametrize(("text", "expected"), SURE.items())
    def test_a_name_that_says_which_part_is_which(self, text, expected):
        assert (parts(split(text)), split(text).is_sure) == (expected, True)

    @pytest.mark.parametrize(("text", "expected"), [pair for pair in UNSURE.items() if "Милош" not in pair[0]])
    def test_a_name_that_does_not_is_read_by_custom_and_marked(self, text, expected):
        assert (parts(split(text)), split(text).is_sure) == (expected, False)

    def test_what_the_column_does_decides_where_a_name_says_nothing(self):
        assert parts(split("Ким Елена", GIVEN_FIRST)) == "Елена | Ким |"
        assert split("Ким Елена", GIVEN_FIRST).is_sure

    def test_what_the_name_says_itself_goes_before_the_column(self):
        assert parts(split("Жапаров Аскар", GIVEN_FIRST)) == "Жапаров | Аскар |"

    def test_a_family_name_like_a_patronymic_is_one_in_a_name_of_two(self):
        assert parts(split("Милош Вукович")) == UNSURE["Милош Вукович"]

    @pytest.mark.parametrize("text", ["Gulzat", "Гүлзат", "Sukarno"])
    def test_one_name_is_the_given_name(self, text):
        """R-35."""
        name = split(text)

        assert (name.family, name.given, name.is_single) == ("", text, True)

    @pytest.mark.parametrize("text", ["", "  ", "-", "1."])
    def test_nothing_gives_nothing_to_trip_over(self, text):
        assert split(text).family == ""

    def test_initials_are_noticed(self):
        assert [split(text).has_initials for text in ("Жапаров А.Б.", "Жапаров Аскар")] == [True, False]

    @pytest.mark.parametrize("text", ["Лев Толстой", "Яков Ли"])
    def test_given_names_that_end_like_family_names_are_known(self, text):
        assert not split(text).is_sure

    def test_a_very_long_text_is_no_trouble(self):
        assert split("а" * 2000 + " " + "б " * 900).family


class TestAround:
    @pytest.mark.parametrize(
        ("text", "title", "rank", "degree"),
        [
            ("полковник юстиции Жапаров Аскар", "", "полковник юстиции", ""),
            ("Maj.-Gen. Askar Japarov", "", "Maj.-Gen.", ""),
            ("H.E. Mr. Askar Japarov", "HE", "", ""),
            ("Е.П. г-н Жапаров Аскар", "HE", "", ""),
            ("Prof. Dr. Askar Japarov", "PROF", "", ""),
            ("Жапаров Аскар, к.ю.н.", "", "", "к.ю.н."),
            ("Жапаров Аскар, полковник", "", "полковник", ""),
            ("Mr. Col. Askar Japarov", "MR", "Col.", ""),
        ],
    )
    def test_what_stands_around_a_name_is_cut_off_and_kept(self, text, title, rank, degree):
        name = split(text)

        assert (name.family, name.given) in [("Жапаров", "Аскар"), ("Japarov", "Askar")]
        assert (name.title, name.rank, name.degree) == (title, rank, degree)


class TestOrder:
    def test_a_column_follows_those_of_its_names_that_tell(self):
        assert names.order_of(["Жапаров Аскар", "Ким Елена", "Асанова Айгуль"]) == FAMILY_FIRST
        assert names.order_of(["Askar Japarov", "Elena Kim", "Aigul Asanova"]) == GIVEN_FIRST

    @pytest.mark.parametrize("column", [[], ["Ким Елена"], ["Жапаров Аскар", "Айгуль Асанова"]])
    def test_a_column_that_does_not_agree_has_none(self, column):
        assert names.order_of(column) == ""

    def test_one_stranger_among_many_does_not_change_it(self):
        assert names.order_of(["Жапаров Аскар"] * 5 + ["Айгуль Асанова"]) == FAMILY_FIRST
