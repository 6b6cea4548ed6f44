from email import message_from_bytes, policy

from django.test import TestCase, override_settings

from mailing.domain.messages import as_email, sender
from mailing.domain.outbox import Attachment
from tests.mailing.makers import NOON, queue_letter


def travelled(letter):
    """The message as the reader's mail program sees it."""
    return message_from_bytes(as_email(letter, now=NOON).message().as_bytes(), policy=policy.default)


class TestAsEmail(TestCase):
    def test_the_headers(self):
        letter = queue_letter(to="aida@example.org", language="ky", subject="Катталуу кабыл алынды")

        message = travelled(letter)

        assert message["To"] == "aida@example.org"
        assert message["Subject"] == "Катталуу кабыл алынды"
        assert message["Message-ID"] == letter.message_id
        assert message["Content-Language"] == "ky"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Date"].datetime == NOON
        for absent in ("Cc", "Bcc", "References", "In-Reply-To"):
            assert message[absent] is None

    def test_text_always_and_html_as_its_alternative(self):
        """ML-12: one recipient, no shared thread."""
        message = travelled(queue_letter(text="Салам\n", html="<p>Салам</p>"))

        assert message.get_content_type() == "multipart/alternative"
        assert message.get_body(["plain"]).get_content() == "Салам\n"
        assert message.get_body(["html"]).get_content().strip() == "<p>Салам</p>"

    def test_text_alone_is_a_plain_message(self):
        assert travelled(queue_letter(html="")).get_content_type() == "text/plain"

    def test_an_attachment_travels(self):
        file = Attachment("pass.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")

        message = travelled(queue_letter(attachments=[file]))

        [part] = message.iter_attachments()
        assert part.get_filename() == "pass.ics"
        assert part.get_content_type() == "text/calendar"
        assert part.get_payload(decode=True).replace(b"\r", b"") == b"BEGIN:VCALENDAR\n"


class TestSender(TestCase):
    def test_a_name_cannot_break_out(self):
        """ML-17."""
        for configured, shown in {
            "reg@example.org": "reg@example.org",
            '"Ministry, of \\"Order\\"" <reg@example.org>': '"Ministry, of \\"Order\\"" <reg@example.org>',
            "Катчылык <reg@example.org>": "=?utf-8?b?0JrQsNGC0YfRi9C70YvQug==?= <reg@example.org>",
        }.items():
            with self.subTest(configured), override_settings(DEFAULT_FROM_EMAIL=configured):
                assert sender() == shown
