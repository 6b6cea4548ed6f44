"""Order, direction and other alphabets (R-31, R-39)."""

import subprocess
import sys

from django.test import SimpleTestCase

from core.languages import direction_of, name_of, sort_key, sorted_by, transliterate


def in_order(words: list[str], language: str) -> list[str]:
    return sorted_by(words, lambda word: word, language)


class TestOrder(SimpleTestCase):
    def test_kyrgyz_letters_stand_behind_their_sisters(self):
        words = ["Пакистан", "Өзбекстан", "Орусия", "Ңга", "Непал", "Үкү", "Улан"]

        assert in_order(words, "ky") == ["Непал", "Ңга", "Орусия", "Өзбекстан", "Пакистан", "Улан", "Үкү"]

    def test_accents_do_not_send_a_word_to_the_end(self):
        assert in_order(["Zambie", "Émirats", "Fidji", "Égypte"], "fr") == [
            "Égypte",
            "Émirats",
            "Fidji",
            "Zambie",
        ]

    def test_yo_stands_with_ye_in_russian(self):
        assert in_order(["Жуков", "Ёлкин", "Елькин", "Зуев"], "ru") == ["Ёлкин", "Елькин", "Жуков", "Зуев"]

    def test_chinese_is_in_the_order_of_its_sounds(self):
        assert in_order(["中国", "阿富汗", "法国"], "zh") == ["阿富汗", "法国", "中国"]

    def test_the_key_can_be_stored(self):
        keys = [sort_key(word, "ky") for word in ("Орусия", "Өзбекстан", "Пакистан")]

        assert all(isinstance(key, bytes) for key in keys)
        assert keys == sorted(keys)

    def test_equal_texts_keep_their_order(self):
        people = [("Asanov", 2), ("Asanov", 1)]

        assert sorted_by(people, lambda person: person[0], "en") == people


class TestTransliterate(SimpleTestCase):
    def test_a_name_is_spelt_as_the_passport_of_its_country_does(self):
        suggestions = {
            ("Жапаров", "ky"): "Japarov",
            ("Жапаров", "ru"): "Zhaparov",
            ("Айгүл Өмүрова", "ky"): "Aigul Omurova",
            ("Щербаков", "ru"): "Shcherbakov",
            ("Евгений", "ru"): "Yevgeniy",
            ("Қайрат Әбілов", "kk"): "Qairat Abilov",
            ("Юсуфзода Ҷӯра", "tg"): "Yusufzoda Jura",
            ("Ғуломов", "tg"): "Ghulomov",
            ("Димитър Цветков", "bg"): "Dimitar Tsvetkov",
            ("Наталья", "ru"): "Natalya",
            ("Ўткир", "uz"): "Oʻtkir",
            ("Бекжан", "mn"): "Byekjan",
            ("Батзориг", "mn"): "Batzorig",
            ("Энхтуяа Ыбрай", "mn"): "Enkhtuyaa Ybray",
        }

        assert {case: transliterate(*case) for case in suggestions} == suggestions

    def test_latin_letters_are_left_alone(self):
        assert transliterate("Japarov", "ky") == "Japarov"

    def test_every_letter_of_the_region_finds_a_latin_one(self):
        letters = "".join(map(chr, range(0x410, 0x450))) + "ҢӨҮӘҒҚҰҺІӢӮҲҶЎЁңөүәғқұһіӣӯҳҷўё"

        left = {
            language: transliterate(letters, language) for language in ("ky", "ru", "kk", "uz", "tg", "bg", "uk", "mn")
        }

        assert {language: text for language, text in left.items() if any("Ѐ" <= each <= "ӿ" for each in text)} == {}


class TestLanguages(SimpleTestCase):
    def test_arabic_and_persian_run_from_the_right(self):
        assert [direction_of(code) for code in ("ar", "fa", "he", "ar-eg")] == ["rtl"] * 4
        assert [direction_of(code) for code in ("en", "ru", "ky", "zh", "xx")] == ["ltr"] * 5

    def test_a_language_is_called_by_its_own_name(self):
        assert [name_of(code) for code in ("en", "ru", "ky")] == ["English", "Русский", "Кыргызча"]
        assert [name_of("zh"), name_of("xx")] == ["中文", "xx"]


class TestStartUp(SimpleTestCase):
    def test_no_heavy_library_is_loaded_before_it_is_needed(self):
        heavy = "icu", "anyascii", "phonenumbers", "xlsxwriter", "openpyxl"
        program = f"import sys, core.text, core.fields, core.spreadsheets; print(set({heavy}) & set(sys.modules))"

        printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

        assert printed.stdout.strip() == "set()"
