"""The items of the programme and the slots people fill in them."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from conference.enums import PAUSES, SessionRoleKind, SessionType, SignupRule
from conference.models.category import Category
from conference.models.conference import Conference
from conference.models.country import Country
from conference.models.venue import Room
from core.translations import TranslatedField, translated


class SessionQuerySet(models.QuerySet):
    """Sessions, by what a delegate may do with them."""

    def for_conference(self, conference):
        """The programme of one conference, in order of time."""
        return self.filter(conference=conference)

    def open_to_signup(self):
        """Sessions a delegate chooses."""
        return self.exclude(signup=SignupRule.NONE)

    def with_places(self):
        """Annotate `places`: the session's own capacity or its room's; None means no limit."""
        return self.annotate(places=Coalesce("capacity", "room__capacity"))


class Session(models.Model):
    """One item of the programme."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions")
    code = models.CharField(_("code"), max_length=20)
    title = TranslatedField(_("title"), max_length=250)
    description = TranslatedField(_("description"), max_length=3000, blank=True, multiline=True)
    theme = TranslatedField(_("theme"), max_length=80, blank=True)
    type = models.CharField(_("type"), max_length=15, choices=SessionType, default=SessionType.PLENARY)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(
        Room, models.PROTECT, verbose_name=_("room"), related_name="sessions", null=True, blank=True
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Empty: as many as the room holds.")
    )
    is_closed = models.BooleanField(_("closed session"), default=False)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    signup = models.CharField(_("sign-up"), max_length=8, choices=SignupRule, default=SignupRule.NONE)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "room__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="one_session_per_code"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return translated(self.title)

    def is_pause(self) -> bool:
        """Whether the programme draws it as a pause."""
        return self.type in PAUSES

    def is_for(self, category: Category) -> bool:
        """Whether people of the category may be there: closed sessions are for delegates, not for media or staff."""
        return not self.is_closed or category.counts_as_delegate

    def overlaps(self, other: "Session") -> bool:
        """Whether nobody can be in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class SessionRole(models.Model):
    """A slot in a session ("chair", "two speakers from Bulgaria"); who fills it is an Appearance."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=SessionRoleKind)
    who = TranslatedField(_("who"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    topic = TranslatedField(_("topic"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("part in a session")
        verbose_name_plural = _("parts in a session")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {translated(self.who)}"
