"""The delegations of the demonstration: invited, named by their focal points, proven, over quota, replaced."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File

from accounts.models import User
from attendees.demo import invited
from attendees.demo.organisation_texts import organisations
from attendees.demo.people import Member
from attendees.domain import delegations, documents, focal_points, nominations, registrations, substitutions, uploads
from attendees.domain.registrations import Form
from attendees.enums import Capacity, DelegateStatus
from attendees.models import Delegate, Delegation, FocalPoint
from conference.models import Category, Conference, Country, Organisation
from core.documents import clean_document
from core.text import fold

QUOTAS = "country_quotas"
#: Letters of the secretariat go out on the first day.
AFTER_OPENING = timedelta(hours=1)


class Invited:
    """Who was invited, by the code of the file or of the State."""

    def __init__(self, conference: Conference, data: Mapping[str, Any], by: User, *, opens: datetime) -> None:
        self.conference, self.by, self.opens = conference, by, opens
        self.categories = {row.code: row for row in Category.objects.filter(conference=conference)}
        self.delegations: dict[str, Delegation] = {}
        self.points: dict[str, FocalPoint] = {}
        quotas = data[QUOTAS] | {invited.DECLINED: 3, invited.SILENT: 3}
        states = Country.objects.in_bulk(list(quotas))
        for code, quota in quotas.items():
            self._enter(code, self.categories["MEMBER_STATE"], quota, country=states[code])
        for row in data["delegations"]:
            if names := invited.ORGANISATIONS.get(row["code"]):
                self._enter(row["code"], self.categories[row["category"]], None, organisation=self._organisation(names))
        self._exceed(invited.OVER_QUOTA)
        self._name_the_rest()

    def _enter(self, code: str, category: Category, quota: int | None, **entity: Any) -> None:
        at, speaker = self.opens + AFTER_OPENING, invited.SPEAKERS.get(code)
        language = speaker.language if speaker else "en"
        delegation = delegations.enter(
            self.conference, category, quota_in_person=quota, language=language, by=self.by, now=at, **entity
        )
        self.delegations[code] = delegation
        for each in filter(None, (speaker, invited.SECOND_SPEAKERS.get(code))):
            self.points[code] = focal_points.name(delegation, **_fields(each), by=self.by, now=at)
        if speaker:
            self.delegations[code] = delegations.invite(delegation, by=self.by, now=at)

    def _organisation(self, names: Mapping[str, str]) -> Organisation:
        known = Organisation.objects.filter(conference=self.conference, name__en=names["en"]).first()
        return known or Organisation.objects.create(conference=self.conference, name=dict(names))

    def _name_the_rest(self) -> None:
        """The organisations of the cast under their names in every language; not those that are known already."""
        known = {fold(text) for each in self.conference.organisations.all() for text in each.name.values()}
        Organisation.objects.bulk_create(
            Organisation(conference=self.conference, name=name, country_id=state)
            for english, (name, state) in organisations().items()
            if fold(english) not in known
        )

    def _exceed(self, code: str) -> None:
        delegations.edit(self.delegations[code], {"quota_in_person": 1}, by=self.by, now=self.opens + AFTER_OPENING)

    def of(self, member: Member) -> Delegation | None:
        """The delegation a member of the cast belongs to."""
        delegation = self.delegations.get(member.code)
        return delegation if delegation and delegation.category.code == member.category else None

    # What focal points do ------------------------------------------------------------------------------

    def nominate(self, code: str, form: Form, *, is_first: bool, now: datetime) -> Delegate:
        """Enter somebody on the list of the delegation; the first is its head."""
        capacity = Capacity.HEAD if is_first else Capacity.REPRESENTATIVE
        return nominations.nominate(self.delegations[code], form, capacity=capacity, by=self.points[code], now=now)

    def submit(self, code: str, *, now: datetime) -> None:
        """Send the list, and the paper that proves it."""
        point = self.points[code]
        delegations.submit(self.delegations[code], by=point, now=now)
        if code in invited.PAPERS:
            self._send_paper(code, invited.PAPERS[code], point, now=now + timedelta(minutes=20))

    def _send_paper(self, code: str, paper: invited.Paper, point: FocalPoint, *, now: datetime) -> None:
        delegation = self.delegations[code]
        people = list(delegation.people.order_by("place"))[: paper.names]
        lines = [f"{number}. {each.formal_name}" for number, each in enumerate(people, start=1)]
        content = invited.scan(f"Note verbale {paper.reference}", ["The Embassy has the honour to nominate:", *lines])
        token = uploads.keep_paper(
            self.conference, clean_document(File(io.BytesIO(content), name="note.pdf")), name="note.pdf", now=now
        )
        kept = uploads.find_paper(self.conference.pk, token, now=now)
        assert kept is not None
        details = documents.Details(
            issuer=str(delegation), reference=paper.reference, dated_on=now.date(), language=delegation.language
        )
        document = documents.receive(delegation, kept, details, people, by=point, now=now)
        later = now + timedelta(hours=1)
        if paper.fate == "VERIFIED":
            documents.verify(document, found=[each.pk for each in people], by=self.by, now=later)
        elif paper.fate == "INSUFFICIENT":
            documents.find_insufficient(document, paper.note, by=self.by, now=later)

    def decline(self, *, now: datetime) -> None:
        """One of the invited will not come."""
        point = self.points[invited.DECLINED]
        delegations.decline(self.delegations[invited.DECLINED], text=invited.DECLINED_WORDS, by=point, now=now)

    def extend(self, code: str, *, until: datetime, now: datetime) -> None:
        """Give a silent delegation more time."""
        delegations.edit(self.delegations[code], {"deadline_at": until}, by=self.by, now=now)

    def lead(self, code: str, delegate: Delegate, *, now: datetime) -> None:
        """Name the head of a delegation whose people registered by themselves."""
        nominations.appoint(delegate, Capacity.HEAD, by=self.points[code], now=now)

    # What the secretariat does ---------------------------------------------------------------------------

    def confirm(self, code: str, *, now: datetime) -> None:
        """Confirm the list of a delegation about which everything is decided."""
        delegation = self.delegations[code]
        if not delegation.people.filter(status=DelegateStatus.PENDING).exists():
            delegations.confirm(delegation, by=self.by, now=now)

    def approve(self, delegate: Delegate, *, now: datetime) -> Delegate:
        """Approve, over the quota where a manager allowed it."""
        return registrations.approve(delegate, by=self.by, now=now, override=invited.OVER_QUOTA_REASON)

    def replace(self, code: str, old: Delegate, form: Form, *, now: datetime) -> Delegate:
        """The focal point names somebody else for a seat; the secretariat approves."""
        newcomer = substitutions.replace(old, form, by=self.points[code], now=now)
        return registrations.approve(newcomer, by=self.by, now=now + timedelta(minutes=3))


def _fields(speaker: invited.Speaker) -> dict[str, str]:
    return {
        "name": speaker.name,
        "position": speaker.position,
        "email": speaker.email,
        "language": speaker.language,
    }


def first_of(members: Sequence[Member], code: str) -> int:
    """The place in the cast of the first member of a delegation."""
    return next(place for place, member in enumerate(members) if member.code == code)
