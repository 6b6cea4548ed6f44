"""What we change in the widgets of Django's admin."""

from django.contrib.admin.widgets import AdminSplitDateTime
from django.test import SimpleTestCase


class TestSplitDateTime(SimpleTestCase):
    def test_date_and_time_have_labels_of_their_own(self):
        html = AdminSplitDateTime().render("opens", None, {"id": "id_opens"})

        assert '<label class="part" for="id_opens_0">Date:</label>' in html
        assert '<label class="part" for="id_opens_1">Time:</label>' in html
