"""One person at one conference."""

from functools import reduce
from itertools import islice
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from attendees.enums import (
    CHIPS,
    GONE,
    LIVE,
    MOVES,
    SEATED,
    Capacity,
    CourtesyTitle,
    DelegateStatus,
    Excellency,
    IdentityProtection,
    Modality,
    Sex,
    Source,
)
from attendees.models.delegation import Delegation
from conference.models import Category, Conference, Country
from core.crypto import EncryptedTextField
from core.text import readings
from core.translations import TranslatedField

#: So many words of a search are looked at.
MOST_WORDS = 8


#: Languages whose letters greet a person by the Cyrillic name.
CYRILLIC_LANGUAGES = {"ru", "ky"}


#: Encrypted columns: to open them costs, and lists show none of them.
SEALED = ("date_of_birth", "phone", "diet", "accessibility", "link_token", "pass_token")


class DelegateQuerySet(models.QuerySet):
    """Delegates, by where they stand."""

    def for_conference(self, conference):
        """The delegates of one conference."""
        return self.filter(conference=conference)

    def seated(self):
        """Those who take a seat: approved, in person, of a category that counts (R-02, R-49)."""
        return self.filter(status__in=SEATED, modality=Modality.IN_PERSON, category__counts_as_delegate=True)

    def approved(self):
        """Those who may come, in person or online."""
        return self.filter(status__in=SEATED)

    def counted(self):
        """Those who are delegates in figures and lists (R-49)."""
        return self.filter(category__counts_as_delegate=True)

    def waiting(self):
        """The waiting list: whoever registered first is first (numbers are given under the lock)."""
        return self.filter(status=DelegateStatus.WAITLISTED).order_by("number")

    def live(self):
        """Registrations that are still going on."""
        return self.filter(status__in=LIVE)

    def heads(self):
        """Those who lead their delegation."""
        return self.live().filter(capacity=Capacity.HEAD)

    def present(self):
        """All but those withdrawn, replaced, rejected, revoked or erased (EX-04)."""
        return self.exclude(status__in=GONE).filter(erased_at=None)

    def matching(self, text: str):
        """Those whose names, reference, organisation or e-mail hold every word, in any script or spelling."""
        found = self
        words = zip(*(reading.split() for reading in readings(text)), strict=True)
        for spellings in islice(words, MOST_WORDS):
            found = found.filter(reduce(or_, (Q(search_text__contains=word) for word in dict.fromkeys(spellings))))
        return found


class Delegate(models.Model):
    """One person at one conference; carries the status, which only the domain writes."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="delegates")
    number = models.PositiveIntegerField(_("number"), editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=DelegateStatus, default=DelegateStatus.DRAFT, editable=False
    )
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("category"), related_name="delegates")
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("State represented"), related_name="+", null=True, blank=True
    )
    organisation = models.CharField(_("organisation"), max_length=250, blank=True)

    delegation = models.ForeignKey(
        Delegation, models.PROTECT, verbose_name=_("delegation"), related_name="people", null=True, blank=True
    )
    capacity = models.CharField(_("part in the delegation"), max_length=14, choices=Capacity, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the delegation"), null=True, blank=True)
    endorsed_at = models.DateTimeField(_("confirmed by the focal point"), null=True, blank=True, editable=False)
    is_document_pending = models.BooleanField(_("approved while the paper is pending"), default=False, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("takes the place of"), null=True, blank=True, related_name="replaced_by"
    )

    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    is_single_name = models.BooleanField(_("has one name only"), default=False)
    cyrillic_family_name = models.CharField(_("family name in Cyrillic letters"), max_length=100, blank=True)
    cyrillic_given_name = models.CharField(_("given name in Cyrillic letters"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    list_name = models.CharField(_("name on lists"), max_length=200, blank=True, help_text=_("Only where it differs."))
    badge_name = models.CharField(_("name on the badge"), max_length=200, blank=True)
    title = models.CharField(_("courtesy title"), max_length=4, choices=CourtesyTitle, blank=True)
    excellency = models.CharField(_("H.E."), max_length=9, choices=Excellency, default=Excellency.NO)
    academic_title = models.CharField(_("academic title"), max_length=100, blank=True)
    rank = models.CharField(_("rank"), max_length=100, blank=True)
    #: As it was typed, in whatever language; `positions` says it in others (docs/decisions/0026).
    position = models.CharField(_("position"), max_length=200, blank=True)
    positions = TranslatedField(_("position in other languages"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    date_of_birth = EncryptedTextField(_("date of birth"), blank=True)
    nationality = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("nationality"), related_name="+", null=True, blank=True
    )

    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = EncryptedTextField(_("mobile phone"), blank=True)
    language = models.CharField(_("letters in"), max_length=5)
    modality = models.CharField(_("takes part"), max_length=9, choices=Modality, default=Modality.IN_PERSON)
    interpretation = models.CharField(_("interpretation"), max_length=5, blank=True)
    diet = EncryptedTextField(_("food"), blank=True)
    accessibility = EncryptedTextField(_("what the person needs to take part"), blank=True)
    sponsored = models.BooleanField(_("sponsored"), default=False)
    photo = models.ImageField(_("photo"), upload_to="photos/", blank=True)
    identity_protection = models.CharField(
        _("name in lists"), max_length=14, choices=IdentityProtection, default=IdentityProtection.STANDARD
    )
    protocol_rank = models.PositiveSmallIntegerField(_("protocol rank"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=11, choices=Source, default=Source.SELF, editable=False)
    remarks = models.TextField(_("internal remarks"), blank=True, max_length=2000)

    registered_at = models.DateTimeField(_("registered"), editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    promoted_at = models.DateTimeField(_("promoted"), null=True, blank=True, editable=False)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True, editable=False)
    #: What stands on the badge was changed last: a badge printed before needs a reprint (R-22).
    badge_changed_at = models.DateTimeField(_("badge data changed"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    search_text = models.TextField(default="", blank=True, editable=False)
    name_sort = models.CharField(max_length=250, default="", blank=True, editable=False)
    person_key = models.CharField(max_length=64, default="", blank=True, editable=False)
    submission_key = models.CharField(max_length=64, null=True, blank=True, editable=False)
    submission_digest = models.CharField(max_length=64, default="", blank=True, editable=False)
    submission_browser = models.CharField(max_length=64, default="", blank=True, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_token = EncryptedTextField(editable=False)
    pass_token = EncryptedTextField(editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["conference", "status", "number"], name="delegates_by_status"),
            models.Index(fields=["conference", "person_key"], name="delegates_by_person"),
            models.Index(fields=["conference", "name_sort"], name="delegates_by_name"),
            models.Index(fields=["conference", "registered_at"], name="delegates_by_day"),
            models.Index(fields=["delegation", "place", "number"], name="delegates_by_delegation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_delegate_per_number"),
            models.UniqueConstraint(
                fields=["conference", "submission_key"],
                condition=Q(submission_key__isnull=False),
                name="one_registration_per_submission_key",
            ),
            models.UniqueConstraint(
                fields=["conference", "person_key"],
                condition=Q(status__in=sorted(LIVE)) & ~Q(person_key=""),
                name="one_live_registration_per_person",
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(capacity=Capacity.HEAD, status__in=sorted(LIVE)),
                name="one_head_per_delegation",
            ),
            models.CheckConstraint(
                condition=Q(is_single_name=True) | ~Q(family_name=""), name="family_name_unless_single_name"
            ),
        ]

    def __str__(self) -> str:
        return self.formal_name

    @property
    def formal_name(self) -> str:
        """`Japarov, Askar`; the one name of a person who has one."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def spoken_name(self) -> str:
        """`Askar Japarov`: how a letter addresses the person."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    def addressed_name(self) -> str:
        """How a letter greets the person in its own script: `Аскар Бакытович` in Russian and Kyrgyz."""
        if self.language not in CYRILLIC_LANGUAGES or not self.cyrillic_given_name:
            return self.spoken_name
        return f"{self.cyrillic_given_name} {self.patronymic or self.cyrillic_family_name}".strip()

    @property
    def cyrillic_name(self) -> str:
        """`Жапаров Аскар Бакытович`; empty when none was given."""
        parts = (self.cyrillic_family_name, self.cyrillic_given_name, self.patronymic)
        return " ".join(part for part in parts if part)

    def position_in(self, language: str) -> str:
        """The position as a paper in that language prints it: as it was typed where nobody has translated it."""
        return self.positions.get(language) or self.position

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return CHIPS[self.status]

    @classmethod
    def label_of(cls, name: str) -> str:
        """How a field is called beside its value."""
        return capfirst(str(cls._meta.get_field(name).verbose_name))  # type: ignore[union-attr]

    def can_become(self, status: str) -> bool:
        """Whether the state table allows the move."""
        return status in MOVES[self.status]
