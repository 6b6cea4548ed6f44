"""The codes on papers."""

from django.test import override_settings

from attendees.domain import codes


class TestCodes:
    def test_a_code_is_known_again_however_it_is_typed(self):
        code = codes.new()
        printed = codes.parted(code)

        assert {codes.typed(text) for text in (code, printed, printed.lower(), printed.replace("-", " "))} == {code}

    def test_anything_else_is_none(self):
        """AU-18."""
        for text in ("", "x", "\0" * 16, "я" * 9000, "K7QM-4TRB-2XYZ", "K7QM-4TRB-2XYZ-9HGF-K7QM"):
            assert codes.typed(text) == ""

    def test_no_two_are_alike_and_none_has_letters_that_are_read_as_others(self):
        drawn = [codes.new() for _number in range(200)]

        assert len(set(drawn)) == 200
        assert not set("".join(drawn)) & set("01OILU")

    @override_settings(SITE_URL="https://conference.example/")
    def test_it_is_printed_with_where_to_type_it(self):
        assert codes.parted("K7QM4TRB2XYZ9HGF") == "K7QM-4TRB-2XYZ-9HGF"
        assert codes.url("K7QM4TRB2XYZ9HGF") == "https://conference.example/verify/K7QM-4TRB-2XYZ-9HGF/"
        assert codes.address() == "conference.example/verify/"
