"""Who was there: written down from signed sheets or a table until a desk scans badges (R-50, R-52)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import seating
from attendees.domain.refusals import AttendanceRefused
from attendees.enums import SEATED, AttendanceSource, HalfDay
from attendees.models import Attendance, Delegate
from conference.enums import SessionType
from conference.models import Conference, Session
from core.times import local

NOON = 12
#: Sessions nobody signs for.
UNSIGNED = {SessionType.BREAK, SessionType.SERVICE, SessionType.SOCIAL}


@dataclass(frozen=True, order=True)
class Half:
    """One half-day of a conference, with a sign-in sheet of its own."""

    day: date
    half: str

    @property
    def code(self) -> str:
        """`2024-11-25-AM`: as an address or a sheet writes it."""
        return f"{self.day.isoformat()}-{self.half}"


def halves(conference: Conference) -> list[Half]:
    """The half-days in which a session begins that people sign for; both halves of every day without a programme."""
    found = set()
    for session in Session.objects.for_conference(conference).exclude(type__in=UNSIGNED):
        at = local(session.starts_at, conference.zone)
        found.add(Half(at.date(), HalfDay.MORNING if at.hour < NOON else HalfDay.AFTERNOON))
    if found:
        return sorted(found)
    days = (conference.ends_on - conference.starts_on).days + 1
    every = (conference.starts_on + timedelta(days=number) for number in range(days))
    return [Half(day, half.value) for day, half in product(every, HalfDay)]


def find_half(conference: Conference, code: str) -> Half:
    """The half-day of that code. Raises ``AttendanceRefused`` (``no_such_half_day``)."""
    found = next((half for half in halves(conference) if half.code == code), None)
    if found is None:
        raise AttendanceRefused(_("The conference has no such half-day."), "no_such_half_day")
    return found


@transaction.atomic
def write_down(
    conference: Conference,
    half: Half,
    numbers: Collection[int],
    *,
    absent: Collection[int] = (),
    source: AttendanceSource = AttendanceSource.SHEET,
    by: User | None,
    now: datetime,
) -> int:
    """Note who was there and, by `absent`, who was not after all; both by running numbers. Says how many are new.

    The first attendance of a person is the arrival. Twice is harmless. Raises ``AttendanceRefused``:
    ``unknown_number`` and ``not_approved`` naming the numbers; then nothing is written.
    """
    seating.lock(conference.pk)
    people = _people(conference, numbers)
    known = set(Attendance.objects.filter(delegate__in=people, **_of(half)).values_list("delegate_id", flat=True))
    new = [each for each in people if each.pk not in known]
    Attendance.objects.bulk_create(Attendance(delegate=each, source=source, at=now, by=by, **_of(half)) for each in new)
    Attendance.objects.filter(delegate__conference=conference, delegate__number__in=absent, **_of(half)).delete()
    late = [each.pk for each in new if each.arrived_at is None]
    Delegate.objects.filter(pk__in=late).update(arrived_at=now)
    return len(new)


def _of(half: Half) -> dict[str, object]:
    return {"day": half.day, "half": half.half}


def _people(conference: Conference, numbers: Collection[int]) -> list[Delegate]:
    found = list(Delegate.objects.filter(conference=conference, number__in=numbers).order_by("number"))
    _refuse(set(numbers) - {each.number for each in found}, _("Nobody has the number %(numbers)s."), "unknown_number")
    strangers = {each.number for each in found if each.status not in SEATED}
    _refuse(strangers, _("Not approved, so not on the sheet: %(numbers)s."), "not_approved")
    return found


def _refuse(numbers: Iterable[int], text: str, code: str) -> None:
    if wrong := sorted(numbers):
        raise AttendanceRefused(text % {"numbers": ", ".join(map(str, wrong))}, code)


def shares(conference: Conference, delegates: Sequence[Delegate]) -> dict[int, int]:
    """How much each was there, in per cent of the half-days, by id; one statement."""
    held = len(halves(conference))
    counted: dict[int, int] = dict.fromkeys((each.pk for each in delegates), 0)
    rows = Attendance.objects.filter(delegate__in=delegates).values_list("delegate_id", flat=True)
    for pk in rows:
        counted[pk] += 1
    return {pk: min(100, round(100 * count / held)) if held else 0 for pk, count in counted.items()}


def earned(conference: Conference, delegates: Sequence[Delegate]) -> set[int]:
    """Those, by id, who were there enough for a certificate (R-52)."""
    return {pk for pk, share in shares(conference, delegates).items() if share >= conference.certificate_threshold}
