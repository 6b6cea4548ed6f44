"""Turning an outbox row into the message that travels."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from mailing.domain.outbox import unpacked
from mailing.models import Letter


def as_email(letter: Letter, *, now: datetime) -> EmailMultiAlternatives:
    """Build the message: one recipient, a Message-ID for life, marked as not to be answered."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender(),
        to=[letter.to_email],
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(now),
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
            # Exchange does not read Auto-Submitted (ML-19)
            "X-Auto-Response-Suppress": "All",
        },
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for file in unpacked(letter.attachments):
        message.attach(file.name, file.content, file.type)
    return message


def sender() -> str:
    """Write the one configured From address so that no name can break out of it (ML-17)."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name, address))
