"""Ranks, titles and degrees are told from names and positions, and words that only look like them stay."""

import pytest

from attendees.imports import honours

POSITIONS = {
    "майор, инспектор": ("майор", "инспектор"),
    "полковник внутренней службы, начальник отдела": ("полковник внутренней службы", "начальник отдела"),
    "полковник внутренней службы начальник отдела": ("полковник внутренней службы", "начальник отдела"),
    "Начальник отдела, подполковник милиции": ("подполковник милиции", "Начальник отдела"),
    "генерал-майор – председатель": ("генерал-майор", "председатель"),
    "Генерал-лейтенант юстиции, министр": ("Генерал-лейтенант юстиции", "министр"),
    "старший лейтенант, психолог": ("старший лейтенант", "психолог"),
    "ст. лейтенант полиции, психолог": ("ст. лейтенант полиции", "психолог"),
    "советник юстиции 1 класса, прокурор": ("советник юстиции 1 класса", "прокурор"),
    "ички кызматтын полковниги, башчы": ("ички кызматтын полковниги", "башчы"),
    "милициянын подполковниги, инспектор": ("милициянын подполковниги", "инспектор"),
    "Colonel, Deputy Head": ("Colonel", "Deputy Head"),
    "Col. of Justice, Deputy Head": ("Col. of Justice", "Deputy Head"),
    "Lt. Col., Head of Unit": ("Lt. Col.", "Head of Unit"),
    "Head of Unit, Maj.-Gen.": ("Maj.-Gen.", "Head of Unit"),
    "Major General of Police (ret.), Adviser": ("Major General of Police (ret.)", "Adviser"),
    "Lieutenant-Colonel of Internal Service, Psychologist": ("Lieutenant-Colonel of Internal Service", "Psychologist"),
    "полковник": ("полковник", ""),
    "Captain": ("Captain", ""),
    "General Director": ("", "General Director"),
    "Генеральный директор": ("", "Генеральный директор"),
    "Major Crimes Unit, Head": ("", "Major Crimes Unit, Head"),
    "Советник министра": ("", "Советник министра"),
    "Старшина хора": ("Старшина", "хора"),
    "Майорова служба": ("", "Майорова служба"),
    "Head, Unit 3": ("", "Head, Unit 3"),
    "": ("", ""),
}
TITLES = {
    "Mr.": "MR", "mr": "MR", "Mrs": "MS", "Ms.": "MS", "Miss": "MS", "Mx.": "MX", "Dr.": "DR", "Prof.": "PROF",
    "г-н": "MR", "г-жа": "MS", "Господин": "MR", "Госпожа": "MS", "мырза": "MR", "айым": "MS", "H.E.": "HE",
    "H.E. Mr.": "HE", "Е.П.": "HE", "Его Превосходительство": "HE", "д-р": "DR", "Сэр": "", "Mrsomething": "", "": "",
}  # fmt: skip


class TestPositions:
    @pytest.mark.parametrize(("text", "expected"), POSITIONS.items())
    def test_the_rank_is_cut_off(self, text, expected):
        found = honours.of_position(text)

        assert (found.rank, found.rest) == expected


class TestTitles:
    @pytest.mark.parametrize(("text", "title"), TITLES.items())
    def test_a_cell_says_a_title(self, text, title):
        assert honours.title_of(text) == title

    def test_a_name_that_is_a_title_only_stays(self):
        assert honours.of_name("Mr.").rest == "Mr."

    @pytest.mark.parametrize("name", ["Майоров Аскар", "Генералов Иван", "Drake Ann", "Mirza Ulugbek", "Капитан"])
    def test_names_that_begin_like_a_rank_stay_whole(self, name):
        assert honours.of_name(name) == honours.Honours(name)

    @pytest.mark.parametrize("degree", ["к.ю.н.", "д.п.н.", "PhD", "Ph.D.", "доктор юридических наук", "доцент"])
    def test_degrees_behind_a_name_are_kept(self, degree):
        found = honours.of_name(f"Ким Елена, {degree}")

        assert (found.rest, found.degree) == ("Ким Елена", degree)

    def test_words_behind_a_comma_that_are_no_degree_stay(self):
        assert honours.of_name("Japarov, Askar").rest == "Japarov, Askar"
