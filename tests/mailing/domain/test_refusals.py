import smtplib
import ssl
from unittest import TestCase

from mailing.domain import refusals
from mailing.domain.refusals import Fault

WHO = "aida@example.org"


def refused(code, sentence=b"no"):
    return smtplib.SMTPRecipientsRefused({WHO: (code, sentence)})


class TestOnSending(TestCase):
    def test_whose_fault_it_is(self):
        for error, fault in [
            (refused(550), Fault.LETTER),
            (refused(553), Fault.LETTER),
            (refused(450), Fault.MOMENT),
            (refused(452), Fault.MOMENT),
            (refused(421), Fault.SERVER),
            (smtplib.SMTPDataError(451, b"later"), Fault.MOMENT),
            (smtplib.SMTPDataError(554, b"spam"), Fault.LETTER),
            (smtplib.SMTPSenderRefused(550, b"who?", "us@example.org"), Fault.SERVER),
            (smtplib.SMTPSenderRefused(552, b"too big", "us@example.org"), Fault.LETTER),
            (smtplib.SMTPNotSupportedError("SMTPUTF8"), Fault.LETTER),
            (smtplib.SMTPServerDisconnected(), Fault.SERVER),
            (TimeoutError(), Fault.SERVER),
            (ConnectionResetError(), Fault.SERVER),
            (ssl.SSLError(), Fault.SERVER),
            (UnicodeEncodeError("ascii", "é", 0, 1, "no"), Fault.LETTER),
            (ValueError("bad header"), Fault.LETTER),
        ]:
            with self.subTest(repr(error)):
                assert refusals.on_sending(error).fault == fault

    def test_the_words_kept_are_codes_and_class_names(self):
        error = refused(550, b"5.1.1 <aida@example.org>: no such user")

        assert refusals.on_sending(error).words == "550 5.1.1 SMTPRecipientsRefused"
        assert refusals.on_sending(ValueError(WHO)).words == "ValueError"


class TestOnOpening(TestCase):
    def test_it_is_never_the_letters_fault(self):
        """ML-14: TLS wanted and not there, a wrong certificate, a wrong password."""
        for error, words in [
            (smtplib.SMTPNotSupportedError("STARTTLS"), "SMTPNotSupportedError"),
            (ssl.SSLCertVerificationError(), "SSLCertVerificationError"),
            (smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), "535 5.7.8 SMTPAuthenticationError"),
            (ConnectionRefusedError(), "ConnectionRefusedError"),
        ]:
            with self.subTest(words):
                assert refusals.on_opening(error) == refusals.Refusal(Fault.SERVER, words)
