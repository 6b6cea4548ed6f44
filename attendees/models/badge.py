"""Badges: what they look like, who has which, and what happened to each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import (
    BADGE_CHIPS,
    BADGE_MOVES,
    OUT,
    VALID,
    BadgeEventKind,
    BadgeReason,
    BadgeSize,
    BadgeStatus,
    Orientation,
)
from attendees.models.delegate import Delegate
from conference.models import Category, Conference
from core.crypto import EncryptedTextField


class BadgeDesign(models.Model):
    """What a badge looks like: two lists of placed elements (attendees/badges/designs.py).

    A conference without designs of its own prints those of the house.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="badge_designs")
    name = models.CharField(_("name"), max_length=80)
    size = models.CharField(_("size"), max_length=5, choices=BadgeSize, default=BadgeSize.A6)
    orientation = models.CharField(_("worn"), max_length=9, choices=Orientation, default=Orientation.PORTRAIT)
    front = models.JSONField(_("front"), default=list, blank=True)
    back = models.JSONField(_("back"), default=list, blank=True)
    categories = models.ManyToManyField(
        Category, verbose_name=_("for the categories"), related_name="badge_designs", blank=True
    )
    is_default = models.BooleanField(_("for everybody else"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("badge design")
        verbose_name_plural = _("badge designs")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "name"], name="one_badge_design_per_name"),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(is_default=True), name="one_badge_design_for_everybody_else"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BadgeBatchQuerySet(models.QuerySet):
    """Batches, with what is told of them."""

    def with_numbers(self):
        """Annotate `number_of_badges`."""
        return self.annotate(number_of_badges=models.Count("badges"))


class BadgeBatch(models.Model):
    """Badges asked for together: from which people, on which paper, in which language. They make one file."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="badge_batches")
    selection = models.CharField(_("who"), max_length=500, blank=True)
    options = models.JSONField(_("how"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=5)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )

    objects = BadgeBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of badges")
        verbose_name_plural = _("batches of badges")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


class BadgeQuerySet(models.QuerySet):
    """Badges, by what they are good for."""

    def for_conference(self, conference):
        """The badges of one conference."""
        return self.filter(conference=conference)

    def valid(self):
        """Those that let somebody in, or will once they are printed."""
        return self.filter(status__in=VALID)

    def outdated(self):
        """Those out there that say what is not so any more (R-22)."""
        return self.filter(status__in=OUT, delegate__badge_changed_at__gt=F("printed_at"))


class Badge(models.Model):
    """One badge as a thing: a serial nobody else has, a random token in its QR, and where it stands.

    The token is found by a keyed hash; a copy of the database prints no badge. `problems` says why it was left
    out when its batch was printed last: codes and names of elements, see attendees/badges/cards.py.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="badges")
    serial = models.PositiveIntegerField(_("serial"))
    delegate = models.ForeignKey(
        Delegate, models.PROTECT, verbose_name=_("delegate"), related_name="badges", null=True, blank=True
    )
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("category"), related_name="+")
    batch = models.ForeignKey(
        BadgeBatch, models.PROTECT, verbose_name=_("batch"), related_name="badges", null=True, blank=True
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("instead of"), null=True, blank=True, related_name="replaced_by"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=BadgeStatus, default=BadgeStatus.QUEUED, editable=False
    )
    token = EncryptedTextField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    queued_at = models.DateTimeField(_("asked for"))
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("printed by"), null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=8, choices=BadgeReason, blank=True)
    problems = models.JSONField(_("why it was not printed"), default=list, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["serial"]
        indexes = [models.Index(fields=["conference", "status"], name="badges_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["conference", "serial"], name="one_badge_per_serial"),
            models.UniqueConstraint(
                fields=["delegate"], condition=Q(status__in=sorted(VALID)), name="one_valid_badge_per_delegate"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The serial as it is printed: `0042`, and `0187/2` on the second badge of a person."""
        return f"{self.serial:04}" if self.version == 1 else f"{self.serial:04}/{self.version}"

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return BADGE_CHIPS[self.status]

    def can_become(self, status: str) -> bool:
        """Whether the state table allows the move."""
        return status in BADGE_MOVES[self.status]


class BadgeEvent(models.Model):
    """One thing that happened to a badge: the print log. Append-only."""

    badge = models.ForeignKey(Badge, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=10, choices=BadgeEventKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(
        BadgeBatch, models.PROTECT, verbose_name=_("batch"), null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=8, choices=BadgeReason, blank=True)
    text = models.CharField(_("words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("event of a badge")
        verbose_name_plural = _("print log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
