"""How often one may try a password before anybody spends half a second on checking it (AU-11 … AU-13).

A try is written down *before* the password is looked at, so that twenty at once are counted as
twenty. The count is in the database and so the same for all processes. Nobody can lock another
person out: the lock falls on a network, never on a name alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Attempt, AttemptKind
from core.crypto import keyed_hash
from core.errors import DomainError

LOCK = timedelta(minutes=15)
KEPT = timedelta(days=30)

#: Wrong passwords in fifteen minutes: from one network for one name, from one network, from everywhere.
WRONG_FOR_ONE_NAME = 5
WRONG_FROM_ONE_NETWORK = 30
WRONG_FROM_EVERYWHERE = 300

RESET_PERIOD = timedelta(hours=1)
RESETS_FOR_ONE_ADDRESS = 3
RESETS_FROM_ONE_NETWORK = 20


class SignInRefused(DomainError):
    """Too many tries. ``retry_at`` is when the next one will be looked at."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(_("Too many attempts. Please wait 15 minutes and try again."), "locked")
        self.retry_at = retry_at


@dataclass(frozen=True)
class Limit:
    """So many tries within ``LOCK`` of the last one close the door until ``LOCK`` after it."""

    tries: QuerySet[Attempt]
    most: int

    def closed_until(self, now: datetime) -> datetime | None:
        latest = self.tries.filter(at__gt=now - LOCK).aggregate(latest=Max("at"))["latest"]
        if latest is None or self.tries.filter(at__gt=latest - LOCK).count() < self.most:
            return None
        return latest + LOCK


def begin_sign_in(*, address: str, name: str, now: datetime) -> Attempt:
    """Write a try down and say whether it may go on.

    Raises ``SignInRefused`` (``locked``); a refused try does not count.
    """
    attempt = _write(AttemptKind.SIGN_IN, address, name, now)
    for limit in _limits(attempt):
        if until := limit.closed_until(now):
            attempt.delete()
            raise SignInRefused(until)
    return attempt


def end_sign_in(attempt: Attempt) -> None:
    """The password was right: the earlier wrong ones of this person from here are forgotten."""
    Attempt.objects.filter(kind=attempt.kind, network=attempt.network, name=attempt.name, succeeded=False).exclude(
        pk=attempt.pk
    ).delete()
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])


def may_reset(*, address: str, name: str, now: datetime) -> bool:
    """Whether one more letter may go to this address; if so the try is written down."""
    recent = Attempt.objects.filter(kind=AttemptKind.RESET, at__gt=now - RESET_PERIOD)
    letters = recent.filter(name=name_key(name)).count()
    tries = recent.filter(network=network_key(address)).count()
    if letters >= RESETS_FOR_ONE_ADDRESS or tries >= RESETS_FROM_ONE_NETWORK:
        return False
    _write(AttemptKind.RESET, address, name, now)
    return True


def unlock(*, name: str = "", address: str = "") -> int:
    """Forget the wrong tries for a name, from an address, or all of them. Returns how many."""
    wrong = Attempt.objects.filter(kind=AttemptKind.SIGN_IN, succeeded=False)
    if name:
        wrong = wrong.filter(name=name_key(name))
    if address:
        wrong = wrong.filter(network=network_key(address))
    return wrong.delete()[0]


def forget_old(*, now: datetime) -> int:
    """Delete what no limit looks at any more. Returns how many."""
    return Attempt.objects.filter(at__lt=now - KEPT).delete()[0]


def network_key(address: str) -> str:
    """One key for an address, or for the /64 that one IPv6 customer has (HT-02)."""
    return keyed_hash("accounts.attempt.network", _network(address))


def name_key(name: str) -> str:
    """One key for a name however it is capitalised."""
    return keyed_hash("accounts.attempt.name", name.strip().casefold())


def _network(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or int(ip) >> 64)


def _write(kind: AttemptKind, address: str, name: str, now: datetime) -> Attempt:
    return Attempt.objects.create(kind=kind, network=network_key(address), name=name_key(name), at=now)


def _limits(attempt: Attempt) -> list[Limit]:
    """The limits a try must pass: its own row does not count, later rows neither."""
    wrong = Attempt.objects.filter(kind=AttemptKind.SIGN_IN, succeeded=False, pk__lt=attempt.pk, at__lte=attempt.at)
    from_here = wrong.filter(network=attempt.network)
    limits = [
        Limit(from_here.filter(name=attempt.name), WRONG_FOR_ONE_NAME),
        Limit(from_here, WRONG_FROM_ONE_NETWORK),
    ]
    if not _is_known(attempt):
        limits.append(Limit(wrong, WRONG_FROM_EVERYWHERE))
    return limits


def _is_known(attempt: Attempt) -> bool:
    """In a storm from everywhere, the networks of the last month's sign-ins still get in."""
    return Attempt.objects.filter(kind=AttemptKind.SIGN_IN, network=attempt.network, succeeded=True).exists()
