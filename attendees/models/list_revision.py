"""Issued lists of participants: frozen, numbered, kept for ever byte for byte (R-55)."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import ListStatus
from conference.models import Conference
from core.crypto import EncryptedTextField

_L = ListStatus


class FrozenQuerySet(models.QuerySet):
    """Rows that are added and read, and neither changed nor deleted."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: what was issued stays as it was issued."""
        raise TypeError("an issued list never changes")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: what was issued stays."""
        raise TypeError("an issued list is never deleted")


class Frozen(models.Model):
    """Saved once."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time; refuse any other."""
        if not self._state.adding:
            raise TypeError("an issued list never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was issued stays."""
        raise TypeError("an issued list is never deleted")


class Verifiable(Frozen):
    """Printed with a code of its own, by which anybody verifies it; what is older than codes has none."""

    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    code = EncryptedTextField(blank=True, default="", editable=False)

    class Meta:
        abstract = True


class ListRevision(Verifiable):
    """One issue of the list: who stood in it, as a sealed value, and what is new against the one before.

    `difference` holds numbers and names of fields, never what stood in them. Neither it nor its files can be
    changed or deleted.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="list_revisions")
    status = models.CharField(_("status"), max_length=11, choices=ListStatus, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    sequence = models.PositiveSmallIntegerField(_("which in all"))
    previous = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("takes the place of"), null=True, blank=True, related_name="next"
    )
    symbol = models.CharField(_("document symbol"), max_length=80, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    issued_at = models.DateTimeField(_("issued"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    people = models.PositiveIntegerField(_("people"))
    snapshot = EncryptedTextField(_("who stood in it"))
    difference = models.JSONField(_("what is new"), default=dict, blank=True)

    class Meta:
        verbose_name = _("list of participants")
        verbose_name_plural = _("lists of participants")
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "sequence"], name="lists_are_issued_one_after_another"),
            models.UniqueConstraint(fields=["conference", "status", "number"], name="one_list_per_number"),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(status=_L.FINAL), name="one_final_list_per_conference"
            ),
            models.CheckConstraint(
                condition=Q(sequence=1, previous__isnull=True) | Q(sequence__gt=1, previous__isnull=False),
                name="every_list_but_the_first_has_one_before_it",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_status_display())

    @property
    def label(self) -> str:
        """`Rev.1`, `Corr.2`; nothing for the final list."""
        return label_of(self.status, self.number)

    @property
    def name(self) -> str:
        """`Provisional, Rev.1`; of the final list its status alone."""
        status = str(self.get_status_display())
        return f"{status}, {self.label}" if self.label else status

    @property
    def full_symbol(self) -> str:
        """The symbol as it is printed: `UN/1/INF.2/Rev.1`. The first issue and the final list bear the bare one."""
        return symbol_of(self.symbol, self.status, self.number)


class ListFile(Verifiable):
    """One file of an issued list: in a language, in a format; or a numbered copy for one holder (R-57).

    Files bear the code of their list; a copy bears its own.
    """

    revision = models.ForeignKey(ListRevision, models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=5)
    format = models.CharField(_("format"), max_length=4)
    copy_number = models.PositiveSmallIntegerField(_("number of the copy"), null=True, blank=True)
    holder = models.CharField(_("made out to"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    #: Base64, sealed.
    sealed = EncryptedTextField(_("file"))

    class Meta:
        verbose_name = _("file of a list")
        verbose_name_plural = _("files of lists")
        ordering = ["copy_number", "language", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language", "format"],
                condition=Q(copy_number__isnull=True),
                name="one_file_per_list_language_and_format",
            ),
            models.UniqueConstraint(
                fields=["revision", "copy_number"],
                condition=Q(copy_number__isnull=False),
                name="one_copy_per_number",
            ),
            models.CheckConstraint(
                condition=Q(copy_number__isnull=True, holder="") | Q(copy_number__isnull=False) & ~Q(holder=""),
                name="a_numbered_copy_and_no_other_file_has_a_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.format}"

    @property
    def content(self) -> bytes:
        """The file, byte for byte."""
        return base64.b64decode(self.sealed)


def label_of(status: str, number: int) -> str:
    """`Rev.1`, `Corr.2`; nothing for the final list."""
    if status == _L.PROVISIONAL:
        return f"Rev.{number}"
    return f"Corr.{number}" if status == _L.CORRIGENDUM else ""


def symbol_of(symbol: str, status: str, number: int) -> str:
    """The symbol with the label behind it: the first issue and the final list bear the bare one."""
    label = label_of(status, number)
    return f"{symbol}/{label}" if symbol and label and number else symbol
