"""Papers that were asked for: made by the worker, kept for a day for the person who asked."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import PAPER_CHIPS, PaperStatus
from attendees.models.list_revision import ListRevision
from conference.models import Conference
from core.crypto import EncryptedTextField

_S = PaperStatus


class PaperJobQuerySet(models.QuerySet):
    """Papers asked for, by where they stand."""

    def for_conference(self, conference):
        """Those of one conference."""
        return self.filter(conference=conference)

    def unfinished(self):
        """Those that wait or are being made."""
        return self.filter(status__in=[_S.QUEUED, _S.RUNNING])

    def free(self, now: datetime):
        """Those a worker may take: waiting, or left behind by a worker that died."""
        return self.filter(Q(status=_S.QUEUED) | Q(status=_S.RUNNING, leased_until__lte=now))

    def in_hand(self, now: datetime):
        """Those being made at this instant."""
        return self.filter(status=_S.RUNNING, leased_until__gt=now)


class PaperJob(models.Model):
    """One paper somebody asked for: what, how far it is, and the file when it is done.

    The file is given to whoever asked and to nobody else, for a day (EX-13). `problems` may name people. A job that
    issues a list has no file of its own: `issued` is what came of it, and stays.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="paper_jobs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("by"), related_name="+")
    paper = models.CharField(_("paper"), max_length=40)
    language = models.CharField(_("language"), max_length=5)
    format = models.CharField(_("format"), max_length=4)
    reads = models.CharField(_("is told about it in"), max_length=5, default="en")
    chosen = models.JSONField(_("chosen"), default=dict, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=PaperStatus, default=PaperStatus.QUEUED, editable=False
    )
    asked_at = models.DateTimeField(_("asked"), db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    of = models.PositiveIntegerField(_("of"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    file = models.FileField(_("file"), upload_to="papers/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    problems = EncryptedTextField(_("problems"), blank=True)
    issued = models.OneToOneField(
        ListRevision, models.SET_NULL, verbose_name=_("issued list"), null=True, blank=True, related_name="+"
    )

    objects = PaperJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["status", "asked_at"], name="paper_jobs_by_status")]
        constraints = [
            models.CheckConstraint(
                name="a_paper_being_made_is_leased",
                condition=Q(status=_S.RUNNING, leased_until__isnull=False) & ~Q(leased_by="")
                | ~Q(status=_S.RUNNING) & Q(leased_until__isnull=True, leased_by=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.language} {self.format}"

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return PAPER_CHIPS[self.status]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in {_S.DONE, _S.FAILED}

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.done // self.of if self.of else 0

    @property
    def problem_lines(self) -> list[str]:
        """What went wrong, a line each."""
        return self.problems.splitlines()
