"""The square code of a pass."""

import pytest

from attendees.badges import qr
from core.crypto import new_token


class TestSvg:
    def test_it_is_a_picture_without_words_styles_or_scripts(self):
        token = new_token()

        picture = qr.svg(token).decode()

        assert picture.startswith("<svg")
        for word in (token, "style", "script", "title", "href"):
            assert word not in picture

    def test_codes_of_two_people_differ_and_one_persons_stays(self):
        one, other = new_token(), new_token()

        assert qr.svg(one) == qr.svg(one) != qr.svg(other)

    def test_what_is_too_long_is_refused(self):
        with pytest.raises(ValueError, match="does not fit"):
            qr.svg("x" * 100)


class TestPath:
    def test_it_is_a_path_of_twenty_five_modules(self):
        drawn = qr.path("23456789ABCDEFGHJKMNPQRSTV")

        assert set(drawn) <= set("Mhvz 0123456789-")
        assert drawn.startswith("M0 0h7v1h-7z")  # the first line of the finder

    def test_what_is_no_token_of_a_badge_is_refused(self):
        for text in ("small letters", "A" * 30, "Ж"):
            with pytest.raises(ValueError, match=r"fit|encode|mode|alphanumeric"):
                qr.path(text)
