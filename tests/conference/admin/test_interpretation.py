"""Languages of interpretation: kept as pairs, offered to delegates as what one can listen in."""

from django.test import TestCase

from conference.admin.forms import interpretation_choices
from conference.models import Conference
from tests.factories import make_conference


class TestInterpretation(TestCase):
    def test_one_can_listen_in_both_ends_of_every_pair(self):
        assert Conference(interpretation=["en-ru", "ky-ru"]).heard_languages == ["en", "ru", "ky"]

    def test_the_admin_offers_every_pair_and_keeps_what_is_there(self):
        conference = make_conference(languages=["en", "ru", "ky"], interpretation=["ky-ru", "fr-en"])

        offered = [pair for pair, _words in interpretation_choices(conference)]

        assert offered == ["ky-ru", "fr-en", "en-ru", "en-ky"]
