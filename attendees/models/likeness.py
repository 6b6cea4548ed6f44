"""Two registrations that may be one person, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import LikenessStatus, Strength
from attendees.models.delegate import Delegate
from conference.models import Conference
from core.crypto import EncryptedTextField


class NameKey(models.Model):
    """A folded form of a delegate's name, by which people of like names are found quickly."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("key of a name")
        verbose_name_plural = _("keys of names")
        constraints = [
            models.UniqueConstraint(fields=["conference", "key", "delegate"], name="a_delegate_has_a_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Likeness(models.Model):
    """A pair an officer has to look at; `first` registered before `second`. Never merged by itself (R-11)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="likenesses")
    first = models.ForeignKey(Delegate, models.CASCADE, related_name="+")
    second = models.ForeignKey(Delegate, models.CASCADE, related_name="+")
    strength = models.CharField(_("how alike"), max_length=6, choices=Strength)
    score = models.PositiveSmallIntegerField(_("points of a hundred"))
    why = models.JSONField(_("what is alike"), default=list)
    status = models.CharField(
        _("status"), max_length=9, choices=LikenessStatus, default=LikenessStatus.OPEN, editable=False
    )
    found_at = models.DateTimeField(_("found"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        indexes = [models.Index(fields=["conference", "status"], name="likenesses_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_raised_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_first_of_a_pair_is_the_older"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"


class MergeQuerySet(models.QuerySet):
    """Merges, by whether they still are."""

    def in_force(self):
        """Those nobody has undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """Two registrations were made one; both histories stay, and it can be undone for 30 days (R-34).

    `before` is JSON of the columns of both as they were, `photo` the one the kept registration had. Both are
    forgotten when it can be undone no more.
    """

    kept = models.ForeignKey(Delegate, models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Delegate, models.CASCADE, related_name="merged_into")
    taken = models.JSONField(_("taken from the other"), default=list)
    before = EncryptedTextField(_("as they were"))
    photo = models.ImageField(_("photo before"), upload_to="photos/", blank=True)
    at = models.DateTimeField(_("merged"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
