"""What a registration still lacks, by the questions its category asks."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from attendees.enums import LIVE, ConsentKind, Source
from attendees.models import Consent, Delegate, Document, Mention
from conference.enums import AskedField, PhotoRule
from conference.models import Category


class Missing(TextChoices):
    """What can be missing."""

    PHOTO = "PHOTO", _("Photo")
    POSITION = "POSITION", _("Position")
    EMAIL = "EMAIL", _("E-mail")
    CYRILLIC = "CYRILLIC", _("Name in Cyrillic letters")
    CONSENT = "CONSENT", _("Consent")
    DOCUMENT = "DOCUMENT", _("Name in an official paper")


#: The columns `of` looks at.
COLUMNS = ("status", "category_id", "photo", "position", "email", "cyrillic_given_name", "source")


def of(delegate: Delegate, category: Category, *, has_consent: bool, is_unnamed: bool) -> list[Missing]:
    """What this delegate lacks; nothing is asked any more of those who are gone.

    Who has agreed and who is in no paper, `consented` and `unnamed` say of many at once.
    """
    if delegate.status not in LIVE:
        return []
    lacks = {
        Missing.PHOTO: category.photo == PhotoRule.REQUIRED and not delegate.photo,
        Missing.POSITION: category.asks(AskedField.POSITION) and not delegate.position,
        Missing.EMAIL: not delegate.email,
        Missing.CYRILLIC: category.asks(AskedField.CYRILLIC_NAME) and not delegate.cyrillic_given_name,
        Missing.CONSENT: delegate.source != Source.SELF and not has_consent,
        Missing.DOCUMENT: is_unnamed,
    }
    return [what for what, is_missing in lacks.items() if is_missing]


def condition(what: str, categories: Iterable[Category]) -> Q:
    """The same as a condition on rows, for the categories of one conference."""
    return Q(status__in=sorted(LIVE)) & lack(what, categories)


def lack(what: str, categories: Iterable[Category]) -> Q:
    """The condition without the question whether the delegate is still one."""
    if what == Missing.PHOTO:
        return Q(photo="", category__in=[each.pk for each in categories if each.photo == PhotoRule.REQUIRED])
    if what == Missing.POSITION:
        return Q(position="", category__in=_asking(categories, AskedField.POSITION))
    if what == Missing.CYRILLIC:
        return Q(cyrillic_given_name="", category__in=_asking(categories, AskedField.CYRILLIC_NAME))
    if what == Missing.CONSENT:
        # The public form takes no registration without it: only those brought by others are looked up.
        return ~Q(source=Source.SELF) & ~Q(Exists(_notices().filter(delegate_id=OuterRef("pk"))))
    if what == Missing.DOCUMENT:
        return _is_unnamed(categories)
    return Q(email="")


def _is_unnamed(categories: Iterable[Category]) -> Q:
    """In no paper in force, although the category asks for one or the delegation has sent one (R-07, R-08)."""
    needing = [each.pk for each in categories if each.needs_document]
    papers = Document.objects.in_force().filter(delegation=OuterRef("delegation_id"))  # type: ignore[attr-defined]
    named = Mention.objects.counting().filter(delegate=OuterRef("pk"))  # type: ignore[attr-defined]
    # Most come without a delegation: papers are looked up for the others only.
    sent = Q(delegation__isnull=False) & Q(Exists(papers))
    return (Q(category__in=needing) | sent) & ~Q(Exists(named))


def _asking(categories: Iterable[Category], field: AskedField) -> list[int]:
    return [each.pk for each in categories if each.asks(field)]


def consented(delegates: Iterable[int]) -> set[int]:
    """Those of the delegates, by id, who agreed to the privacy notice; one statement."""
    return set(_notices().filter(delegate_id__in=delegates).values_list("delegate_id", flat=True))


def unnamed(delegates: Iterable[int], categories: Iterable[Category]) -> set[int]:
    """Those of the delegates, by id, whom an official paper should name and none does; one statement."""
    people = Delegate.objects.filter(pk__in=list(delegates)).filter(_is_unnamed(categories))
    return set(people.values_list("pk", flat=True))


def _notices() -> QuerySet:
    return Consent.objects.filter(kind=ConsentKind.NOTICE, value=True)
