"""The demonstration: an invented conference with an invented cast, marked as such (R-70).

Everybody gets to where they stand by the verbs of `registrations`, called with the clock of the day
it happened. No letter of it ever leaves: the addresses are reserved ones, and what the verbs owed
is called back before anything is committed (ML-20).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.demo.cast import SEED, cast
from attendees.demo.invited import NEW_POST, NEW_POST_NOTE, NEWCOMERS, SILENT, TOGETHER
from attendees.demo.people import Member, address
from attendees.demo.timeline import STAFF, Moment, Stage, timeline
from attendees.domain import attendances, change_requests, corrections, notices, registrations
from attendees.domain.demonstration_delegations import Invited, first_of
from attendees.domain.registrations import Form
from attendees.enums import CourtesyTitle, DelegateStatus, Excellency, Reason, Sex, Source
from attendees.models import Delegate
from conference.domain import conference_file, conferences, loading
from conference.models import Category, Conference, Session
from core.errors import DomainError
from mailing.domain import outbox
from mailing.models import Letter

#: So long before it begins the demonstration is looked at, and so long after it ended.
DAYS_BEFORE, DAYS_AFTER = 19, 7
MONDAY = 0
#: Who decides in the demonstration; the account opens nothing.
SECRETARIAT = "demonstration-secretariat"
DOORS_OPEN = timedelta(hours=7, minutes=45)
#: "H.E." stands before one of these.
TITLE_OF = {Sex.MALE: CourtesyTitle.MR, Sex.FEMALE: CourtesyTitle.MS}
#: When the signed sheets are typed in.
EVENING = time(19, 0)


class DemonstrationRefused(DomainError):
    """The demonstration may not be here: `live_conference`, `not_a_demonstration`."""


def find(slug: str) -> Conference | None:
    """The demonstration of that address. Raises ``DemonstrationRefused`` when a live conference holds it."""
    conference = Conference.objects.filter(slug=slug).first()
    if conference is not None and not conference.is_demo:
        text = _("%(slug)s is a real conference: a demonstration never mixes with one.")
        raise DemonstrationRefused(text % {"slug": slug}, "live_conference")
    return conference


@transaction.atomic
def seed(data: Mapping[str, Any], *, stage: Stage, now: datetime) -> Conference:
    """Make the demonstration of a conference file; all of it or nothing.

    Raises ``DemonstrationRefused`` (``not_a_demonstration``) and ``FileRefused``.
    """
    zone = ZoneInfo(data["conference"]["timezone"])
    file = conference_file.read(data, shift_to=first_day(now.astimezone(zone).date(), stage))
    if not file.is_demo:
        raise DemonstrationRefused(_("The file is of a real conference."), "not_a_demonstration")
    by = _secretariat()
    opens = _opening(file).astimezone(zone)
    conference, _plan = loading.apply(file, by=by, now=opens - timedelta(days=5))
    conference = conferences.open_registration(conference, by=by, now=opens)
    closes = conference.registration_closes_at or now
    until = min(now, closes).astimezone(zone)
    people = _Cast(conference, cast(data), by, Invited(conference, data, by, opens=opens))
    people.live(timeline(people.members, opens=opens, until=until, stage=stage, seed=SEED))
    if stage is Stage.NOW:
        people.go_on(now=until)
    people.confirm_excellencies(now=now if stage is Stage.NOW else closes)
    if stage is Stage.AFTER:
        conference = _hold(conference, by=by)
        people.arrive()
    call_back_letters(conference, now=now)
    return conference


def first_day(today: date, stage: Stage) -> date:
    """A Monday, as in the file: deadlines keep their days of the week."""
    if stage is Stage.AFTER:
        day = today - timedelta(days=DAYS_AFTER)
        return day - timedelta(days=day.weekday())
    day = today + timedelta(days=DAYS_BEFORE)
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _opening(file: conference_file.ConferenceFile) -> datetime:
    opens: datetime = file.rows[0].values["registration_opens_at"]
    return opens


def _secretariat() -> User:
    names = {"first_name": "Secretariat", "last_name": "(demonstration)", "is_active": False}
    user, is_new = User.objects.get_or_create(username=SECRETARIAT, defaults=names)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _hold(conference: Conference, *, by: User) -> Conference:
    """Let the conference come and go."""
    begins = datetime.combine(conference.starts_on, datetime.min.time(), conference.zone)
    closes = conference.registration_closes_at or begins
    conference = conferences.close_registration(conference, by=by, now=closes)
    conference = conferences.start(conference, by=by, now=begins + DOORS_OPEN)
    return conferences.end(conference, by=by, now=begins + timedelta(hours=20, minutes=30))


def call_back_letters(conference: Conference, *, now: datetime) -> None:
    """Let none of the letters owed so far leave (ML-20)."""
    owed = Letter.objects.for_realm(notices.realm(conference.pk)).unsent()
    for about in sorted(set(owed.values_list("about", flat=True))):
        outbox.cancel(about=about, now=now)


class _Cast:
    """The people of one demonstration on their way through registration."""

    def __init__(self, conference: Conference, members: Sequence[Member], by: User, invited: Invited) -> None:
        self.conference, self.members, self.by, self.invited = conference, members, by, invited
        rows = Category.objects.filter(conference=conference).select_related("conference")
        self.categories = {row.code: row for row in rows}
        self.workshops = list(Session.objects.for_conference(conference).open_to_signup())
        self.delegates: dict[int, Delegate] = {}

    def live(self, moments: Sequence[Moment]) -> None:
        """Do everything that happened, in order."""
        for moment in moments:
            if moment.verb == "submit":
                self.delegates[moment.member] = self._enter(moment)
            elif moment.verb == "hand_in":
                self.invited.submit(self.members[moment.member].code, now=moment.at)
            else:
                self._decide(moment)

    def _enter(self, moment: Moment) -> Delegate:
        member = self.members[moment.member]
        if member.code in TOGETHER:
            is_first = first_of(self.members, member.code) == moment.member
            return self.invited.nominate(member.code, self._form(member), is_first=is_first, now=moment.at)
        category = self.categories[member.category]
        # Categories by invitation, and those without an address, are entered by the secretariat.
        is_own = category.is_open and bool(member.fields["email"])
        answer = registrations.submit(
            category,
            self._form(member),
            submission=None,
            source=Source.SELF if is_own else Source.OFFICER,
            by=None if is_own else self.by,
            now=moment.at,
        )
        return answer.delegate

    def _form(self, member: Member) -> Form:
        fields = {key: value for key, value in member.fields.items() if key != "nationality"}
        fields |= {"country_id": member.country or None, "nationality_id": member.fields["nationality"]}
        if delegation := self.invited.of(member):
            fields["delegation_id"] = delegation.pk
        return Form(fields, member.consents, self.workshops if member.wants_workshop else ())

    def _decide(self, moment: Moment) -> None:
        delegate = self.delegates[moment.member]
        if delegate.category.code in STAFF:
            return  # approved at once
        if moment.verb == "send_back":
            registrations.send_back(delegate, reason=Reason(moment.reason), by=self.by, now=moment.at)
            return
        if moment.verb == "approve":
            self.invited.approve(delegate, now=moment.at)
            return
        verb = {
            "waitlist": registrations.waitlist,
            "resubmit": registrations.resubmit,
        }[moment.verb]
        verb(delegate, by=None if moment.verb == "resubmit" else self.by, now=moment.at)

    def go_on(self, *, now: datetime) -> None:
        """What makes a demonstration of delegations: one declines, one is confirmed, one person is replaced."""
        self.invited.decline(now=now - timedelta(days=2))
        self.invited.confirm("UZ", now=now - timedelta(days=1))
        self.invited.lead("KG", self.delegates[first_of(self.members, "KG")], now=now - timedelta(days=1))
        self.invited.extend(SILENT, until=now + timedelta(days=5), now=now - timedelta(days=1))
        asking, leaving = self._ordinary()
        change_requests.ask(
            asking,
            {"position": NEW_POST},
            note=NEW_POST_NOTE,
            by=self.invited.points["KG"],
            now=now - timedelta(hours=2),
        )
        place = next(number for number, delegate in self.delegates.items() if delegate == leaving)
        member = self.members[place]
        names = NEWCOMERS[member.fields["sex"]]
        fields = {**member.fields, **names, "email": address(names, "justice-kg.example")}
        newcomer = self._form(replace(member, fields=fields))
        self.invited.replace("KG", leaving, newcomer, now=now - timedelta(minutes=4))

    def _ordinary(self) -> list[Delegate]:
        """Two ordinary approved people of the host's delegation, whose own money pays."""
        approved = (
            Delegate.objects.for_conference(self.conference)
            .approved()
            .filter(  # type: ignore[attr-defined]
                delegation__country="KG",
                sponsored=False,
                protocol_rank=None,
                remarks="",
                badge_name="",
                accessibility="",
            )
        )
        return list(approved.filter(email__endswith="@justice-kg.example").order_by("-number")[:2])

    def confirm_excellencies(self, *, now: datetime) -> None:
        """Protocol confirms the title of the minister (R-36)."""
        asked = Delegate.objects.for_conference(self.conference).filter(excellency=Excellency.REQUESTED)
        for delegate in asked.filter(status=DelegateStatus.APPROVED):
            confirmed = {"excellency": Excellency.CONFIRMED, "title": TITLE_OF.get(delegate.sex, "")}
            corrections.correct(delegate, confirmed, by=self.by, now=now)

    def arrive(self) -> None:
        """Everybody comes on the day but those who stay away."""
        doors = datetime.combine(self.conference.starts_on, datetime.min.time(), self.conference.zone) + DOORS_OPEN
        there = [delegate for number, delegate in self.delegates.items() if not self.members[number].is_no_show]
        for place, delegate in enumerate(there):
            delegate.arrived_at = doors + timedelta(seconds=30 * place)
        Delegate.objects.bulk_update(there, ["arrived_at"])
        self._sign([delegate for delegate in there if delegate.category.counts_as_delegate])

    def _sign(self, delegates: Sequence[Delegate]) -> None:
        """Their signatures on the sheets of every half-day, but that every ninth leaves at noon."""
        for place, half in enumerate(attendances.halves(self.conference)):
            stayed = [each.number for each in delegates if not (place and each.number % 9 == 0)]
            evening = datetime.combine(half.day, EVENING, self.conference.zone)
            attendances.write_down(self.conference, half, stayed, by=self.by, now=evening)
