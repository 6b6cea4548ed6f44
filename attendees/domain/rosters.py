"""What a focal point is told about the own delegation: who is on its list, what is missing, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendees.domain import deadlines, missing, obstacles, overview, protocol
from attendees.domain.missing import Missing
from attendees.domain.seating import Seats
from attendees.enums import (
    EDITABLE,
    LIVE,
    Capacity,
    DelegateStatus,
    DelegationEventKind,
    DelegationStatus,
    EventKind,
    Modality,
    Source,
)
from attendees.models import ChangeRequest, Delegate, DelegateEvent, Delegation
from attendees.models.delegate import SEALED
from core.fields import email_key

S = DelegateStatus
#: What is missing, as it stands beside a person. Without an address letters come to the focal point (R-17).
LACKS = {
    Missing.PHOTO: gettext_lazy("Photo is missing"),
    Missing.POSITION: gettext_lazy("Position is missing"),
    Missing.EMAIL: gettext_lazy("No e-mail: letters for this person come to you"),
    Missing.CYRILLIC: gettext_lazy("Name in Cyrillic letters is missing"),
    Missing.CONSENT: gettext_lazy("Has not agreed to the privacy notice yet"),
    Missing.DOCUMENT: gettext_lazy("No official paper names this person yet"),
}
#: Only the person can give it, by the own link; a draft has not got the link yet.
LATER = {Missing.CONSENT}
#: What may be done next, the most pressing first.
CORRECT, ANSWER, ADD, SEND, ATTACH, NOTHING = "correct", "answer", "add", "send", "attach", ""
#: What may be done with one person.
CHANGE, ASK, PART, REMOVE, WITHDRAW = "change", "ask", "part", "remove", "withdraw"
REPLACE, LINK, ENDORSE, DISOWN = "replace", "link", "endorse", "disown"


@dataclass(frozen=True)
class Member:
    """One person of a delegation as its focal points see it."""

    delegate: Delegate
    lacks: tuple[Missing, ...] = ()
    note: str = ""  # what the secretariat said to the person
    asks_change: bool = False
    may: frozenset[str] = frozenset()  # what the focal point may do with the person now
    newcomer: Delegate | None = None  # who comes instead

    @property
    def words(self) -> str:
        """The status in words; a draft says that it has not left."""
        if self.waits_for_you:
            return _("Waits for you")
        if self.delegate.status == S.DRAFT:
            return _("Draft, not sent")
        return str(self.delegate.get_status_display())

    @property
    def waits_for_you(self) -> bool:
        """Whether the person registered alone and the delegation has not said yet that it is one of theirs (R-06)."""
        return ENDORSE in self.may

    @property
    def lacking(self) -> list[str]:
        """What is missing, in words."""
        return [str(LACKS[what]) for what in self.lacks]


@dataclass(frozen=True)
class Roster:
    """The people of a delegation: head first, then in the order of its note."""

    delegation: Delegation
    members: list[Member]
    now: datetime

    def _with(self, *statuses: str) -> list[Member]:
        return [each for each in self.members if each.delegate.status in statuses]

    @property
    def in_line(self) -> list[Member]:
        """Those whose order can be changed: everybody but the head, who is always the first."""
        return [each for each in self.live if each.delegate.capacity != Capacity.HEAD and not each.waits_for_you]

    @property
    def waiting_for_you(self) -> list[Member]:
        """Those who registered alone and wait for the focal point's word."""
        return [each for each in self.members if each.waits_for_you]

    @property
    def people(self) -> list[Member]:
        """Those who are to come."""
        coming = self._with(S.DRAFT, S.PENDING, S.RETURNED, S.APPROVED)
        return [each for each in coming if not each.waits_for_you]

    @property
    def reserve(self) -> list[Member]:
        """The delegation's waiting list, in the order in which places are given."""
        return [each for each in self._with(S.WAITLISTED) if not each.waits_for_you]

    @property
    def gone(self) -> list[Member]:
        """Those who do not come any more."""
        return [each for each in self.members if each.delegate.status not in LIVE]

    @property
    def drafts(self) -> list[Member]:
        """Those who are not sent yet."""
        return self._with(S.DRAFT)

    @property
    def returned(self) -> list[Member]:
        """Those sent back for correction."""
        return self._with(S.RETURNED)

    @property
    def undecided(self) -> list[Member]:
        """Those on whom the secretariat has not decided."""
        return self._with(S.PENDING, S.RETURNED)

    @property
    def unapproved(self) -> list[Member]:
        """Those who are sent and not approved: they leave with a delegation that declines (R-14)."""
        return self._with(S.PENDING, S.RETURNED, S.WAITLISTED)

    @property
    def approved(self) -> list[Member]:
        """Those who hold a place."""
        return self._with(S.APPROVED)

    @property
    def live(self) -> list[Member]:
        """Everybody but those who are gone."""
        return self._with(*LIVE)

    @property
    def head(self) -> Delegate | None:
        """The head of the delegation (R-10)."""
        return next((each.delegate for each in self.live if each.delegate.capacity == Capacity.HEAD), None)

    @property
    def seats(self) -> Seats:
        """Places in person: only approved people hold one (R-02)."""
        return Seats(self.delegation.quota_in_person, self._approved(Modality.IN_PERSON))

    @property
    def seats_online(self) -> Seats | None:
        """Places online, where there are any."""
        taken = self._approved(Modality.ONLINE)
        limit = self.delegation.quota_online
        return Seats(limit, taken) if taken or limit is not None else None

    def _approved(self, modality: str) -> int:
        return sum(each.delegate.modality == modality for each in self._with(S.APPROVED))

    @property
    def takes_names(self) -> bool:
        """Whether people can be added at this instant (R-19)."""
        return deadlines.takes_names(self.delegation, now=self.now)

    @property
    def is_before_deadline(self) -> bool:
        """Whether the time for new names is not over."""
        return deadlines.is_time_for_names(self.delegation, now=self.now)

    @property
    def takes_changes(self) -> bool:
        """Whether people can still be replaced and withdrawn (R-19)."""
        return self.delegation.conference.takes_changes(self.now)

    @property
    def can_reopen(self) -> bool:
        """Whether the focal point may open the list for more names."""
        reopened = (DelegationStatus.SUBMITTED, DelegationStatus.DECLINED)
        return self.delegation.status in reopened and self.is_before_deadline

    @property
    def can_decline(self) -> bool:
        """Whether the delegation may say that it will not come."""
        return self.delegation.can_become(DelegationStatus.DECLINED) and self.takes_changes

    @property
    def can_send(self) -> bool:
        """Whether there are names to send, or a list that was opened again to be closed as it was."""
        is_again = self.delegation.submitted_at is not None and bool(self.live)
        return self.takes_names and (bool(self.drafts) or is_again)

    def lacking(self, what: Missing) -> list[Member]:
        """Those of the people who lack this."""
        return [each for each in self.live if what in each.lacks]

    def _without_paper(self) -> bool:
        return bool(self.delegation.category.needs_document and self.lacking(Missing.DOCUMENT))

    @property
    def next_step(self) -> str:
        """The one thing to be done next."""
        steps = {
            CORRECT: bool(self.returned) and self.takes_changes,
            ANSWER: bool(self.waiting_for_you),
            SEND: bool(self.drafts) and self.can_send,
            ADD: not self.live and self.takes_names,
            ATTACH: self._without_paper() and self.takes_changes,
        }
        return next((step for step, is_due in steps.items() if is_due), NOTHING)


def read(delegation: Delegation, *, now: datetime) -> Roster:
    """The delegation's people with what each lacks; as many statements for one as for thirty."""
    people = list(delegation.people.select_related("category").defer(*SEALED).filter(erased_at=None))
    for each in people:
        each.delegation, each.conference = delegation, delegation.conference
        each.category.conference = delegation.conference
    members = members_of(people, delegation, now=now)
    return Roster(delegation, sorted(members, key=lambda each: protocol.within_delegation(each.delegate)), now)


def members_of(people: list[Delegate], delegation: Delegation, *, now: datetime) -> list[Member]:
    """These people of the delegation, each with what is missing, what was said and what may be done."""
    keys = [each.pk for each in people]
    consented = missing.consented(keys)
    unnamed = missing.unnamed(keys, {each.category_id: each.category for each in people}.values())
    asking = set(ChangeRequest.objects.open().filter(delegate__in=keys).values_list("delegate_id", flat=True))
    said = _said(keys)
    newcomers = {each.replaces_id: each for each in people if each.replaces_id}
    return [
        Member(
            delegate=each,
            lacks=_lacks(each, consented, unnamed),
            note=said.get((each.pk, each.status), ""),
            asks_change=each.pk in asking,
            may=_may(each, delegation, now=now),
            newcomer=newcomers.get(each.pk),
        )
        for each in people
    ]


def _may(delegate: Delegate, delegation: Delegation, *, now: datetime) -> frozenset[str]:
    """What the domain would let the focal point do with this person at this instant."""
    status, is_late = delegate.status, not delegation.conference.takes_changes(now)
    is_undecided = status in (S.PENDING, S.WAITLISTED)
    rules = {
        CHANGE: status in EDITABLE and not is_late,
        ASK: status == S.APPROVED and not is_late,
        PART: status in LIVE and not is_late,
        REMOVE: status == S.DRAFT and deadlines.takes_names(delegation, now=now),
        WITHDRAW: delegate.can_become(S.WITHDRAWN) and not is_late,
        REPLACE: delegate.can_become(S.REPLACED) and not is_late,
        LINK: status in LIVE and status != S.DRAFT and bool(delegate.email),
        ENDORSE: is_undecided and not obstacles.is_endorsed(delegate),
        DISOWN: delegate.source == Source.SELF and delegate.can_become(S.REJECTED),
    }
    return frozenset(verb for verb, is_allowed in rules.items() if is_allowed)


def _lacks(delegate: Delegate, consented: set[int], unnamed: set[int]) -> tuple[Missing, ...]:
    found = missing.of(
        delegate, delegate.category, has_consent=delegate.pk in consented, is_unnamed=delegate.pk in unnamed
    )
    return tuple(what for what in found if delegate.status != S.DRAFT or what not in LATER)


def _said(people: Iterable[int]) -> dict[tuple[int, str], str]:
    """What the secretariat told people with its last decision: by person and by the status it brought (R-26)."""
    kinds = (EventKind.RETURNED, EventKind.REJECTED, EventKind.REVOKED, EventKind.DISOWNED)
    events = DelegateEvent.objects.filter(delegate__in=people, kind__in=kinds).order_by("at", "pk")
    return {(event.delegate_id, event.to_status): overview.told(event) for event in events}


def missing_words(roster: Roster) -> list[str]:
    """What the delegation lacks as a whole, in sentences; none of it keeps the list from being sent."""
    people = roster.live
    if not people:
        return []
    counted = {what: len(roster.lacking(what)) for what in Missing}
    sentences = [
        "" if roster.head else _headless(roster),
        *(_counted(what, number) for what, number in counted.items() if number),
    ]
    return [sentence for sentence in sentences if sentence]


def _headless(roster: Roster) -> str:
    if roster.can_send:
        return _("Nobody is named head of the delegation. You can send the list all the same.")
    return _("Nobody is named head of the delegation.")


def _counted(what: Missing, number: int) -> str:
    words = {
        Missing.PHOTO: ngettext("%(number)d person has no photo yet.", "%(number)d people have no photo yet.", number),
        Missing.CONSENT: ngettext(
            "%(number)d person has not agreed to the privacy notice yet; only the person can.",
            "%(number)d people have not agreed to the privacy notice yet; only they can.",
            number,
        ),
        Missing.DOCUMENT: ngettext(
            "%(number)d person is named in no official paper yet.",
            "%(number)d people are named in no official paper yet.",
            number,
        ),
    }
    return words[what] % {"number": number} if what in words else ""


def sent_last(roster: Roster) -> list[Member]:
    """Those whose names were sent to the secretariat the last time; nobody before that."""
    last = roster.delegation.events.filter(kind=DelegationEventKind.SUBMITTED).order_by("-at", "-pk").first()
    numbers = set(last.data.get("numbers", ())) if last else set()
    return [each for each in roster.members if each.delegate.number in numbers]


def mailboxes(members: Iterable[Member]) -> dict[str, list[Member]]:
    """Who gets a letter where: a mailbox that several share gets one, with a link for each (R-16).

    Under the empty address are those for whom letters come to the focal point (R-17).
    """
    found: dict[str, list[Member]] = {}
    for each in members:
        found.setdefault(email_key(each.delegate.email), []).append(each)
    return found
