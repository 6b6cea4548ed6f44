"""Names as official papers write them, in every language and alphabet."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from attendees.domain.participants import Entry
from attendees.papers import names

NOBODY = Entry(
    pk=1,
    number=1,
    category="",
    delegation=None,
    country="",
    capacity="",
    place=None,
    protocol_rank=None,
    family_name="",
    given_name="",
    is_single_name=False,
    cyrillic_family_name="",
    cyrillic_given_name="",
    patronymic="",
    list_name="",
    is_excellency=False,
    title="",
    academic_title="",
    rank="",
    position="",
    organisation="",
    organisations={},
    is_online=False,
    email="",
)


def person(family, given, cyrillic=("", "", ""), **more):
    family_cyrillic, given_cyrillic, patronymic = cyrillic
    return replace(
        NOBODY,
        family_name=family,
        given_name=given,
        cyrillic_family_name=family_cyrillic,
        cyrillic_given_name=given_cyrillic,
        patronymic=patronymic,
        **more,
    )


USONOVA = person("Usonova", "Aigul", ("Үсөнова", "Айгүл", "Өмүрбековна"))
NURLAN = person("Nurlan uulu", "Bekjan", ("Нурлан уулу", "Бекжан", ""))
GULZAT = person("", "Gulzat", ("", "Гүлзат", ""), is_single_name=True)


class TestListed:
    @pytest.mark.parametrize(
        ("who", "language", "written"),
        [
            (USONOVA, "en", "Aigul USONOVA"),
            (USONOVA, "fr", "Aigul USONOVA"),
            (USONOVA, "ru", "ҮСӨНОВА Айгүл Өмүрбековна"),
            (USONOVA, "ky", "ҮСӨНОВА Айгүл Өмүрбековна"),
            (NURLAN, "en", "Bekjan NURLAN uulu"),
            (NURLAN, "ky", "НУРЛАН уулу Бекжан"),
            (person("Nurlan kyzy", "Aijan"), "en", "Aijan NURLAN kyzy"),
            (GULZAT, "en", "GULZAT"),
            (GULZAT, "ru", "ГҮЛЗАТ"),
            (person("Șerban", "Ioana"), "en", "Ioana ȘERBAN"),
            (person("Șerban", "Ioana"), "ru", "ȘERBAN Ioana"),
            (person("Ţăranu", "Mihai"), "fr", "Mihai ŢĂRANU"),
            (person("Abilov", "Kairat", ("Әбілов", "Қайрат", "Серікұлы")), "ru", "ӘБІЛОВ Қайрат Серікұлы"),
            (person("Gʻulomov", "Sherzod"), "en", "Sherzod GʻULOMOV"),
            (person("McDonald", "Ann"), "en", "Ann McDONALD"),
            (person("O'Brien-Ñuñez", "Pat"), "en", "Pat O'BRIEN-ÑUÑEZ"),
            (person("van der Meer", "Pieter"), "en", "Pieter VAN DER MEER"),
            (person("Straße", "Jörg"), "en", "Jörg STRASSE"),
            (person("السيد", "زيد"), "en", "زيد السيد"),
            (person("王", "小明"), "en", "王 小明"),
            (person("Тsvetkov", "X"), "en", "X ТSVETKOV"),
        ],
    )
    def test_order_and_capitals_follow_the_language(self, who, language, written):
        assert names.listed(who, language) == written

    def test_turkish_names_keep_the_dot(self):
        yildiz = person("İnci", "Çağrı")

        assert names.listed(replace(yildiz, family_name="Yildiz"), "en", "TR") == "Çağrı YİLDİZ"
        assert names.listed(replace(yildiz, family_name="Yıldız"), "en", "TR") == "Çağrı YILDIZ"
        assert names.listed(replace(yildiz, family_name="Yildiz"), "en", "KG") == "Çağrı YILDIZ"

    def test_a_name_chosen_for_lists_is_printed_as_chosen_in_its_own_alphabet(self):
        chosen = replace(USONOVA, list_name="Aigul Usonova-Bek")

        assert names.listed(chosen, "en") == "Aigul Usonova-Bek"
        assert names.listed(chosen, "ru") == "ҮСӨНОВА Айгүл Өмүрбековна"

    def test_a_bulgarian_is_written_in_bulgarian_letters(self):
        tsvetkov = person("Tsvetkov", "Dimitar", ("Цветков", "Димитър", ""))

        assert names.listed(tsvetkov, "ru") == "ЦВЕТКОВ Димитър"

    def test_one_letter_and_many_letters(self):
        assert names.listed(person("A", "B"), "en") == "B A"
        assert names.listed(person("x" * 100, "Y"), "en") == f"Y {'X' * 100}"


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "is_excellency", "language", "written"),
        [
            ("MR", False, "en", "Mr."),
            ("MS", True, "en", "H.E. Ms."),
            ("", True, "en", "H.E."),
            ("HE", False, "en", ""),
            ("HE", True, "en", "H.E."),
            ("PROF", False, "en", "Prof."),
            ("MR", False, "ru", ""),
            ("MR", False, "ky", ""),
            ("MR", True, "ru", "Е. П."),
            ("DR", False, "ru", "д-р"),
            ("MS", True, "fr", "S.E. Mme"),
        ],
    )
    def test_only_a_confirmed_excellency_is_said_and_first(self, title, is_excellency, language, written):
        """R-36."""
        assert names.titles(title, language, is_excellency=is_excellency) == written

    def test_the_language_of_the_page_does_not_matter(self):
        with override("ru"):
            assert names.titles("MR", "en", is_excellency=False) == "Mr."


class TestCapitals:
    @pytest.mark.parametrize(
        ("name", "written"),
        [("Yılmaz", "YILMAZ"), ("გიორგი", "გიორგი"), ("Παπαδόπουλος", "ΠΑΠΑΔΌΠΟΥΛΟΣ"), ("", "")],
    )
    def test_what_has_no_capitals_keeps_its_letters(self, name, written):
        assert names.in_capitals(name, "en") == written

    @pytest.mark.parametrize("word", ["uulu", "kyzy", "уулу", "кызы", "oʻgʻli", "qizi", "ўғли"])
    def test_son_of_and_daughter_of_stay_small(self, word):
        assert names.in_capitals(f"Asan {word}", "en") == f"ASAN {word}"
