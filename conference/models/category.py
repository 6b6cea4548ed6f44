"""A category of participant: what is asked of it, who approves it, how many may come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.enums import ApprovalMode, AskedField, InList, PhotoRule
from conference.models.conference import Conference
from core.translations import TranslatedField, translated


def all_asked_fields() -> list[str]:
    """Every optional question; the default of a new category."""
    return list(AskedField.values)


class CategoryQuerySet(models.QuerySet):
    """Categories, by who may use them."""

    def for_conference(self, conference):
        """The categories of one conference, in protocol order."""
        return self.filter(conference=conference)

    def counted(self):
        """Categories whose people are delegates (R-49)."""
        return self.filter(counts_as_delegate=True)


class Category(models.Model):
    """One way of taking part in a conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="categories")
    code = models.CharField(_("code"), max_length=30)
    name = TranslatedField(_("name"), max_length=120)
    choice = TranslatedField(_("sentence on the form"), max_length=160, blank=True)
    hint = TranslatedField(_("hint on the form"), max_length=300, blank=True)
    letter = models.CharField(_("badge letter"), max_length=1)
    head_letter = models.CharField(_("badge letter of a head of delegation"), max_length=1, blank=True)
    colour = models.CharField(_("badge colour"), max_length=12)
    badge_word = TranslatedField(_("word on the badge"), max_length=60, blank=True)
    counts_as_delegate = models.BooleanField(_("counts as delegate"), default=True)
    in_list = models.CharField(_("in the list of participants"), max_length=8, choices=InList, default=InList.YES)
    order = models.PositiveSmallIntegerField(_("order"))
    approval = models.CharField(_("approval"), max_length=30, choices=ApprovalMode, default=ApprovalMode.SECRETARIAT)
    photo = models.CharField(_("photo"), max_length=9, choices=PhotoRule, default=PhotoRule.OPTIONAL)
    quota = models.PositiveIntegerField(
        _("quota"), null=True, blank=True, help_text=_("Most approved people of this category; empty means no limit.")
    )
    needs_document = models.BooleanField(
        _("needs an official paper"),
        default=False,
        help_text=_("Nobody is approved before a verified note verbale or letter names the person."),
    )
    fields_asked = models.JSONField(_("questions asked"), default=all_asked_fields, blank=True)
    is_open = models.BooleanField(
        _("open to the public form"), default=True, help_text=_("Otherwise by invitation only.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="one_category_per_code"),
        ]

    def __str__(self) -> str:
        return translated(self.name)

    @property
    def path(self) -> str:
        """The code as it stands in an address: MEMBER_STATE is member-state."""
        return self.code.lower().replace("_", "-")

    def asks(self, field: str) -> bool:
        """Whether the form of this category asks the question."""
        return field in self.fields_asked

    def is_automatic(self) -> bool:
        """Whether nobody has to decide: where a paper is needed, somebody has to have looked at it (R-07)."""
        return self.approval == ApprovalMode.AUTOMATIC and not self.needs_document
