"""The people of one State or organisation at one conference: the unit everything is counted by."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from attendees.enums import DELEGATION_CHIPS, DELEGATION_MOVES, DelegationEventKind, DelegationStatus
from conference.domain import countries
from conference.models import Category, Conference, Country, Organisation
from core.translations import TranslatedField, translated


class DelegationQuerySet(models.QuerySet):
    """Delegations, by where they stand."""

    def for_conference(self, conference):
        """The delegations of one conference."""
        return self.filter(conference=conference)

    def taking_part(self):
        """All but those that declined."""
        return self.exclude(status=DelegationStatus.DECLINED)


class Delegation(models.Model):
    """A State or an organisation at one conference: its quota, its focal points, its people.

    `quota_in_person` and `quota_online` are the most approved people; empty means no limit of its own.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="delegations")
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("category"), related_name="delegations")
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("State"), related_name="+", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="+", null=True, blank=True
    )
    name = TranslatedField(
        _("name on papers"), max_length=250, blank=True, help_text=_("Only where it differs from the State's own.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DelegationStatus, default=DelegationStatus.DRAFT, editable=False
    )
    language = models.CharField(_("letters in"), max_length=5)
    quota_in_person = models.PositiveIntegerField(
        _("places in person"), null=True, blank=True, help_text=_("Empty: no limit of its own.")
    )
    quota_online = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, help_text=_("Empty: no limit of its own.")
    )
    deadline_at = models.DateTimeField(
        _("deadline of its own"),
        null=True,
        blank=True,
        help_text=_("Empty: the nomination deadline of the conference."),
    )
    remarks = models.TextField(_("internal remarks"), blank=True, max_length=2000)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["category__order", "pk"]
        indexes = [models.Index(fields=["conference", "status"], name="delegations_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "category", "country"],
                condition=Q(country__isnull=False),
                name="one_delegation_per_category_and_state",
            ),
            models.UniqueConstraint(
                fields=["conference", "category", "organisation"],
                condition=Q(organisation__isnull=False),
                name="one_delegation_per_category_and_organisation",
            ),
            models.CheckConstraint(
                condition=Q(country__isnull=False, organisation__isnull=True)
                | Q(country__isnull=True, organisation__isnull=False),
                name="a_delegation_is_of_a_state_or_of_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The name on papers of that language: the United Nations' for a State (R-38)."""
        if text := (self.name or {}).get(language):
            return text
        if self.country_id:
            return countries.name(self.country_id, language)
        return translated(self.organisation.name, language) if self.organisation else ""

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return DELEGATION_CHIPS[self.status]

    def can_become(self, status: str) -> bool:
        """Whether the state table allows the move."""
        return status in DELEGATION_MOVES[self.status]

    @property
    def closes_at(self) -> datetime | None:
        """Until when names may be sent: its own deadline, else the conference's (R-19); None without one."""
        conference = self.conference
        return self.deadline_at or conference.nomination_deadline_at or conference.registration_closes_at


class DelegationEvent(models.Model):
    """One thing that happened to a delegation, and who did it. Append-only.

    `text` is what the focal point was told or wrote; `remark` stays in the secretariat.
    """

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=20, choices=DelegationEventKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    focal_point = models.ForeignKey(
        "attendees.FocalPoint", models.PROTECT, verbose_name=_("focal point"), null=True, blank=True, related_name="+"
    )
    actor = models.CharField(max_length=12, default="SYSTEM")
    text = models.TextField(_("words"), max_length=1000, blank=True)
    remark = models.TextField(_("internal remark"), max_length=1000, blank=True)
    data = models.JSONField(_("more"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event of a delegation")
        verbose_name_plural = _("history of a delegation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
