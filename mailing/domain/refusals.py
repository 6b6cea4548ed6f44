"""Reading what went wrong with a sending: whose fault, and is it worth another try?"""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

ENHANCED_CODE = re.compile(r"[45]\.\d{1,3}\.\d{1,3}\b")
CLOSING = 421  # "Service not available, closing transmission channel" may answer any command
TOO_LARGE = 552


class Fault(Enum):
    """Where the fault lies."""

    LETTER = "this letter will never be accepted"
    MOMENT = "this letter is refused for now, others may pass"
    SERVER = "nothing can be sent for now"


@dataclass(frozen=True)
class Refusal:
    """A failed try: where the fault lies, and the words kept (codes and class names only)."""

    fault: Fault
    words: str


def on_opening(error: Exception) -> Refusal:
    """Read a failure to reach the server: refused, silent, without TLS, wrong certificate (ML-14)."""
    return Refusal(Fault.SERVER, _words(error))


def on_sending(error: Exception) -> Refusal:
    """Read a failure in the middle of the conversation."""
    return Refusal(_fault(error), _words(error))


def _fault(error: Exception) -> Fault:
    code, _sentence = _answer(error)
    if code == CLOSING:
        return Fault.SERVER
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return Fault.LETTER if code >= 500 else Fault.MOMENT
    if isinstance(error, smtplib.SMTPSenderRefused):
        # Our own address is the same in every letter; only its size is this letter's affair.
        return Fault.LETTER if code == TOO_LARGE else Fault.SERVER
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Fault.LETTER  # an address that needs SMTPUTF8
    # Every other SMTPException is an OSError too, as are TLS, DNS, timeouts and a full disk.
    return Fault.SERVER if isinstance(error, OSError) else Fault.LETTER


def _words(error: Exception) -> str:
    """Name the failure by codes and class; the server's sentence usually repeats the address."""
    code, sentence = _answer(error)
    enhanced = ENHANCED_CODE.match(sentence)
    parts = (str(code or ""), enhanced[0] if enhanced else "", type(error).__name__)
    return " ".join(filter(None, parts))[:100]


def _answer(error: Exception) -> tuple[int, str]:
    """Give the server's code and sentence, when the exception carries one."""
    code: int
    sentence: bytes | str
    code, sentence = 0, ""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, sentence = next(iter(error.recipients.values()), (code, sentence))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, sentence = error.smtp_code, error.smtp_error
    return code, sentence.decode("ascii", "replace") if isinstance(sentence, bytes) else sentence
