"""Which organisation of a conference a spelling means (R-40)."""

from attendees.models import Delegate, Delegation
from conference.models import Conference, Organisation
from core.likeness import nearest
from core.text import fold
from core.translations import translated

LONGEST = 250
#: So many organisations are offered for a spelling.
SUGGESTED = 3


class Known:
    """The organisations of one conference by every spelling, read once."""

    def __init__(self, conference: Conference) -> None:
        self.language = conference.default_language
        self.organisations = list(Organisation.objects.filter(conference=conference))
        self.by_spelling = {folded: each for each in self.organisations for folded in spellings(each)}

    def find(self, text: str, *, state: str | None = None) -> Organisation | None:
        """The organisation somebody of that State means, exactly after folding; never a guess.

        Every State has its Ministry of Justice: another State's, or of somebody who represents none (``""``) any
        State's, is meant only where its whole name is written. Without a `state` nobody asks whose it is.
        """
        folded = fold(text)
        found = self.by_spelling.get(folded)
        if found is None or state is None or found.country_id in (None, state):
            return found
        own = (each for each in self.organisations if each.country_id in (None, state))
        whole = found if folded in map(fold, found.name.values()) else None
        return next((each for each in own if folded in spellings(each)), whole)

    def name(self, organisation: Organisation) -> str:
        """How the organisation is written for everybody: in the first language of the conference."""
        return translated(organisation.name, self.language)[:LONGEST]

    def canonical(self, text: str, *, state: str | None = None) -> str:
        """The known organisation's own name; any other text as it was written."""
        found = self.find(text, state=state)
        return self.name(found) if found else text

    def suggest(self, text: str) -> list[Organisation]:
        """The organisations whose spellings are nearest, the nearest first."""
        near = nearest(fold(text), list(self.by_spelling), most=4 * SUGGESTED)
        return list(dict.fromkeys(self.by_spelling[folded] for folded in near))[:SUGGESTED]


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
