"""Which organisation of a conference a spelling means (R-40)."""

from attendees.models import Delegate, Delegation
from conference.models import Organisation
from core.text import fold


def organisation_of(delegate: Delegate) -> Organisation | None:
    """The organisation whose delegation the person names, by any of its names; None without one."""
    invited = Delegation.objects.filter(category_id=delegate.category_id, organisation__isnull=False)
    organisations = Organisation.objects.filter(pk__in=invited.values("organisation"))
    return meant(delegate.organisation, list(organisations))


def meant(text: str, organisations: list[Organisation]) -> Organisation | None:
    """The organisation that is written so, in any language, short or long, or as an alias."""
    folded = fold(text)
    return next((each for each in organisations if folded in spellings(each)), None) if folded else None


def spellings(organisation: Organisation) -> set[str]:
    """Every folded way an organisation is known to be written."""
    texts = [*organisation.name.values(), *organisation.short_name.values(), *organisation.aliases]
    return {folded for folded in map(fold, texts) if folded}
