"""Official papers that name people."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import DOCUMENT_CHIPS, DOCUMENT_MOVES, IN_FORCE, DocumentKind, DocumentStatus
from attendees.models.delegate import Delegate
from attendees.models.delegation import Delegation
from conference.models import Conference


class DocumentQuerySet(models.QuerySet):
    """Papers, by what they are worth."""

    def current(self):
        """All but those a newer paper took the place of (R-09)."""
        return self.exclude(status=DocumentStatus.SUPERSEDED)

    def in_force(self):
        """Those that count: neither superseded nor found insufficient (R-08)."""
        return self.filter(status__in=IN_FORCE)

    def to_check(self):
        """Those that wait for the secretariat."""
        return self.filter(status=DocumentStatus.RECEIVED)


class Document(models.Model):
    """A note verbale or official letter: uploaded once, it names people of one delegation."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="documents")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.NOTE_VERBALE)
    issuer = models.CharField(_("issued by"), max_length=250, blank=True)
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    dated_on = models.DateField(_("date of the paper"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    file = models.FileField(_("file"), upload_to="documents/")
    file_name = models.CharField(_("name of the file"), max_length=120)
    media_type = models.CharField(_("type of the file"), max_length=40)
    digest = models.CharField(_("SHA-256"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    status = models.CharField(
        _("status"), max_length=12, choices=DocumentStatus, default=DocumentStatus.RECEIVED, editable=False
    )
    note = models.TextField(_("told to the focal point"), max_length=1000, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("takes the place of"),
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    received_at = models.DateTimeField(_("received"), editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    focal_point = models.ForeignKey(
        "attendees.FocalPoint", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("official paper")
        verbose_name_plural = _("official papers")
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_kind_display(), self.reference) if part)

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return DOCUMENT_CHIPS[self.status]

    def can_become(self, status: str) -> bool:
        """Whether the state table allows the move."""
        return status in DOCUMENT_MOVES[self.status]


class MentionQuerySet(models.QuerySet):
    """Names in papers, by what they are worth."""

    def counting(self):
        """Those of papers in force; of a checked paper only the names the officer found in it (R-08)."""
        checked = Q(document__status=DocumentStatus.VERIFIED, confirmed_at__isnull=False)
        return self.filter(Q(document__status=DocumentStatus.RECEIVED) | checked)

    def proving(self):
        """Those an officer confirmed in a verified paper (R-07)."""
        return self.filter(document__status=DocumentStatus.VERIFIED, confirmed_at__isnull=False)


class Mention(models.Model):
    """A paper names a person; the officer confirms each name when the paper is verified."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="mentions")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="mentions")
    place = models.PositiveSmallIntegerField(_("place in the paper"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("name in a paper")
        verbose_name_plural = _("names in a paper")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "delegate"], name="a_paper_names_a_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.delegate)
