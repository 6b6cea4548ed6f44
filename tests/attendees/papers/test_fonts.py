"""Which letters papers can print, read from the fonts themselves (R-42)."""

import pytest

from attendees.papers import fonts

OFFICIAL = "ҢңӨөҮүӘәҒғҚқҰұҺһҲҳҶҷӢӣӮӯЎўІіʻȘșȚțŢţĂă"


class TestMissingLetters:
    def test_the_letters_of_the_region_are_all_there(self):
        assert fonts.missing_letters([OFFICIAL, "Щъюя", "№ – — « » “ ” ’ ·"]) == {}

    def test_arabic_is_there(self):
        assert fonts.missing_letters(["زيد محمد السيد، ٠١٢٣", "گچپژ"]) == {}

    def test_chinese_is_there_when_its_package_is(self):
        if not any(path.name.startswith("NotoSansSC") for path in fonts.files()):
            pytest.skip("@expo-google-fonts/noto-sans-sc is not installed")

        assert fonts.missing_letters(["王小明 欧阳娜娜 中华人民共和国"]) == {}

    def test_chinese_is_missing_without(self, monkeypatch):
        found = [path for path in fonts.files() if not path.name.startswith("NotoSansSC")]
        monkeypatch.setattr(fonts, "files", lambda: tuple(found))

        assert fonts.missing_letters(["王"]) == {"王": "CJK UNIFIED IDEOGRAPH-738B (U+738B)"}

    def test_what_helps_is_said_of_chinese_letters_alone_and_only_where_they_are_missing(self, monkeypatch):
        monkeypatch.setattr(fonts, "has_chinese", lambda: False)

        assert "noto-sans-sc" in fonts.remedy("王")
        assert fonts.remedy("😀") == ""
        monkeypatch.setattr(fonts, "has_chinese", lambda: True)
        assert fonts.remedy("王") == ""

    def test_joiners_and_line_breaks_need_no_glyph(self):
        assert fonts.missing_letters(["a\nb\u200dc\u200cd\u200ee"]) == {}

    def test_a_private_letter_is_named_by_its_number(self):
        assert fonts.missing_letters(["a\ue000"]) == {"\ue000": "(U+E000)"}


class TestFiles:
    def test_latin_comes_first_and_nothing_is_missing(self):
        assert fonts.problems() == []
        assert fonts.files()[0].name.startswith("NotoSans_")

    def test_what_is_missing_is_said(self, monkeypatch, tmp_path):
        monkeypatch.setattr(fonts, "PACKAGES", tmp_path)

        assert [problem.split()[2] for problem in fonts.problems()] == [
            "@expo-google-fonts/ibm-plex-sans-arabic",
            "@expo-google-fonts/noto-sans",
        ]

    def test_a_file_that_is_no_font_is_noticed(self, tmp_path):
        path = tmp_path / "Nothing_400Regular.ttf"
        path.write_bytes(bytes(200))

        with pytest.raises(ValueError, match="no character map"):
            fonts.covered((path,))


class TestCoverage:
    def test_ranges_hold_what_was_put_in(self):
        found = fonts.Coverage([65, 66, 67, 70, 66])

        assert (found.firsts, found.lasts) == ([65, 70], [67, 70])
        assert [letter for letter in "@ABCDEFG" if letter in found] == list("ABCF")
