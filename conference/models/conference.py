"""One event of States and organisations, its privacy notices, and what happened to it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference.enums import (
    BEFORE_IT_STARTS,
    CONFERENCE_MOVES,
    OVER,
    PUBLIC_STATUSES,
    Accent,
    ConferenceEventKind,
    ConferenceStatus,
    Confidentiality,
    CountryOrder,
)
from conference.models.country import Country
from core.translations import TranslatedField, translated

#: First path segments that are not a conference (CONTRACT.md, "Addresses").
RESERVED_SLUGS = frozenset(
    "accessibility accounts admin api delegation desk healthz media metrics my readyz static verify".split()
)


class ConferenceQuerySet(models.QuerySet):
    """Conferences, by who may see them."""

    def public(self):
        """Conferences the public may know of: neither CLOSED nor DRAFT nor ARCHIVED (AC-22)."""
        return self.filter(status__in=PUBLIC_STATUSES).exclude(confidentiality=Confidentiality.CLOSED)

    def for_staff(self, user):
        """Conferences the user holds a role in; all of them for a superuser."""
        return self.all() if user.is_superuser else self.filter(memberships__user=user).distinct()


class Conference(models.Model):
    """One conference: its texts, days, deadlines, capacity and state."""

    slug = models.SlugField(_("address"), max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$")])
    title = TranslatedField(_("title"), max_length=300)
    short_title = TranslatedField(_("short title"), max_length=120, blank=True)
    symbol = models.CharField(_("document symbol"), max_length=60, blank=True)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=10, choices=Confidentiality, default=Confidentiality.RESTRICTED
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ConferenceStatus, default=ConferenceStatus.DRAFT, editable=False
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    timezone = models.CharField(_("time zone"), max_length=40, default="Asia/Bishkek")
    city = TranslatedField(_("city"), max_length=100, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"), related_name="+")
    languages = models.JSONField(_("languages"), default=list, help_text=_("In order; the first is the fallback."))
    interpretation = models.JSONField(_("interpretation"), default=list, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Most approved delegates in person; empty means no limit.")
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    nomination_deadline_at = models.DateTimeField(_("nominations close"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    modification_deadline_at = models.DateTimeField(_("changes close"), null=True, blank=True)
    country_order = models.CharField(
        _("order of States"), max_length=12, choices=CountryOrder, default=CountryOrder.ALPHABETICAL
    )
    first_country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("State drawn by lot"), related_name="+", null=True, blank=True
    )
    accent = models.CharField(_("accent colour"), max_length=10, choices=Accent, default=Accent.PETROL)
    lead = TranslatedField(_("what it is about, in a sentence or two"), max_length=600, blank=True)
    about = TranslatedField(_("what it is about"), max_length=6000, blank=True, multiline=True)
    practical_notes = TranslatedField(_("practical notes"), max_length=6000, blank=True, multiline=True)
    funding_sentence = TranslatedField(_("funding sentence"), max_length=600, blank=True)
    certificate_threshold = models.PositiveSmallIntegerField(
        _("attendance for a certificate"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent of the half-days somebody has to have attended."),
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_note = TranslatedField(_("contact hours"), max_length=200, blank=True)
    privacy_version = models.PositiveSmallIntegerField(_("privacy notice in force"), default=0, editable=False)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="conference_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return translated(self.short_title or self.title)

    def get_absolute_url(self) -> str:
        return reverse("conference:conference_detail", args=[self.slug])

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is still to come: it has ended, or was cancelled."""
        return self.status in OVER

    @property
    def zone(self) -> ZoneInfo:
        """The conference's time zone; every deadline is shown and kept in it (R-20)."""
        return ZoneInfo(self.timezone)

    @property
    def default_language(self) -> str:
        """The language a text falls back to."""
        return self.languages[0] if self.languages else settings.LANGUAGE_CODE

    @property
    def heard_languages(self) -> list[str]:
        """The languages one can listen in: both ends of every pair that is interpreted ("en-ru")."""
        return list(dict.fromkeys(code for pair in self.interpretation for code in pair.split("-")))

    def can_become(self, status: str) -> bool:
        """Whether the state table allows the move."""
        return status in CONFERENCE_MOVES[self.status]

    def is_public(self) -> bool:
        """Whether the public may know of it (R-57, AC-22)."""
        return self.status in PUBLIC_STATUSES and self.confidentiality != Confidentiality.CLOSED

    def takes_registrations(self, now: datetime) -> bool:
        """Whether the public form is open at this instant (R-19, R-20)."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        return (
            self.status == ConferenceStatus.REGISTRATION_OPEN
            and (opens is None or opens <= now)
            and (closes is None or now < closes)
        )

    def can_take_registrations(self, now: datetime) -> bool:
        """Whether the public form is open, will open, or could be opened again."""
        return self.status in BEFORE_IT_STARTS and now.astimezone(self.zone).date() <= self.ends_on

    def takes_changes(self, now: datetime) -> bool:
        """Whether delegates may still change, substitute or withdraw (R-19)."""
        deadline = self.modification_deadline_at
        return not self.is_over and (deadline is None or now < deadline)


class PrivacyNotice(models.Model):
    """One version of a conference's privacy notice. Published versions never change (PR-10)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="privacy_notices")
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    text = TranslatedField(_("text"), max_length=20000, multiline=True)
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "version"], name="one_notice_per_version"),
        ]

    def __str__(self) -> str:
        return _("version %(number)d") % {"number": self.version}


class ConferenceEvent(models.Model):
    """Something that happened to a conference. Append-only."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=30, choices=ConferenceEventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
