"""The outbox row: a letter is owed from the moment it is committed."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField
from mailing.enums import UNSENT, WAITING, LetterStatus

#: The columns that can be large or unreadable (a lost key); lists and queues leave them out.
BODY = ("text", "html", "attachments")


def new_message_id() -> str:
    """Make the Message-ID a letter keeps for life, so that a second copy can be recognised."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, filtered by name."""

    def waiting(self) -> LetterQuerySet:
        """Letters that a worker still has to see to."""
        return self.filter(status__in=WAITING)

    def unsent(self) -> LetterQuerySet:
        """Letters that may still leave, the failed ones included."""
        return self.filter(status__in=UNSENT)

    def due(self, now: datetime) -> LetterQuerySet:
        """Letters a worker may take now: their time has come and nobody holds them."""
        free = Q(leased_until=None, next_try_at__lte=now) | Q(leased_until__lte=now)
        return self.waiting().filter(free).order_by("next_try_at", "created_at")

    def failed(self) -> LetterQuerySet:
        """Letters that will not leave unless somebody helps."""
        return self.filter(status=LetterStatus.FAILED)

    def for_realm(self, realm: str) -> LetterQuerySet:
        """Letters of one realm, such as ``conference:7``."""
        return self.filter(realm=realm)

    def about(self, about: str) -> LetterQuerySet:
        """Letters about one thing, such as ``delegate:42``."""
        return self.filter(about=about)

    def without_body(self) -> LetterQuerySet:
        """Leave text, HTML and attachments in the database."""
        return self.defer(*BODY)


class Letter(models.Model):
    """One message to one mailbox, owed since it was committed with the change it tells about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message_id = models.CharField(_("Message-ID"), max_length=300, unique=True, default=new_message_id, editable=False)
    kind = models.SlugField(_("kind"), max_length=60, db_index=False)
    to_email = models.CharField(_("address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=250)
    text = EncryptedTextField(_("text"))
    html = EncryptedTextField(_("HTML"), blank=True)
    attachments = EncryptedTextField(_("attachments"), blank=True)
    realm = models.CharField(_("realm"), max_length=60, blank=True)
    about = models.CharField(_("about"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=LetterStatus, default=LetterStatus.QUEUED)
    created_at = models.DateTimeField(_("queued at"))
    due_at = models.DateTimeField(_("due at"))
    next_try_at = models.DateTimeField(_("next try at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_by = models.CharField(_("held by"), max_length=80, blank=True)
    leased_until = models.DateTimeField(_("held until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="letter_by_status"),
            models.Index(fields=["realm", "created_at"], name="letter_by_realm"),
            models.Index(fields=["about", "created_at"], name="letter_by_about"),
        ]
        constraints = [
            models.CheckConstraint(
                name="status_of_a_letter_is_known",
                condition=Q(status__in=LetterStatus.values),
            ),
            models.CheckConstraint(
                name="only_a_letter_being_sent_is_leased",
                condition=(Q(status=LetterStatus.SENDING, leased_until__isnull=False) & ~Q(leased_by=""))
                | (~Q(status=LetterStatus.SENDING) & Q(leased_until__isnull=True, leased_by="")),
            ),
            models.CheckConstraint(
                name="a_sent_letter_and_no_other_has_a_time_of_sending",
                condition=Q(status=LetterStatus.SENT, sent_at__isnull=False)
                | (~Q(status=LetterStatus.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_failed_letter_says_why",
                condition=~Q(status=LetterStatus.FAILED, last_error=""),
            ),
            models.CheckConstraint(
                name="a_letter_that_may_leave_has_an_address",
                condition=~Q(status__in=sorted(UNSENT), to_email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
