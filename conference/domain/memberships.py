"""Who of the staff may do what at a conference, and how people join and leave its staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import RIGHTS, ROLES
from conference.domain.events import record
from conference.enums import ConferenceEventKind
from conference.models import Conference, Membership
from core.errors import DomainError
from core.text import clean_line
from core.translations import translated
from mailing.domain import letters, outbox

#: What only superusers hold; it stands in no role.
SUPERUSER = "superuser"
MANAGER = "manager"
#: Of an e-mail address; no server takes more.
LONGEST_ADDRESS = 254


class MembershipRefused(DomainError):
    """The staff cannot be changed so: `already_member`, `last_manager`, `bad_address`, `unknown_role`."""


@dataclass(frozen=True)
class Standing:
    """What a member of staff is at one conference, read anew for every request (AC-16)."""

    conference: Conference | None = None
    role_name: str = ""
    rights: frozenset[str] = field(default_factory=frozenset)


def may(user: User, right: str, conference: Conference) -> bool:
    """Whether the user holds the right at this conference."""
    return right in rights_of(user, conference)


def rights_of(user: User, conference: Conference | None) -> frozenset[str]:
    """Every right the user holds at this conference; Django's own permissions never count."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return RIGHTS | {SUPERUSER}
    if conference is None:
        return frozenset()
    held = Membership.objects.filter(user=user, conference=conference).values_list("role", flat=True)
    return _rights(held)


def standing(user: User, conference_id: int) -> Standing | None:
    """The user's standing at one conference in one statement; None when it is none of theirs."""
    if user.is_superuser:
        conference = Conference.objects.filter(pk=conference_id).first()
        return Standing(conference, _("Superuser"), RIGHTS | {SUPERUSER}) if conference else None
    held = Membership.objects.filter(user=user, conference_id=conference_id).select_related("conference").first()
    return Standing(held.conference, held.get_role_display(), _rights([held.role])) if held else None


def only_conference(user: User) -> int | None:
    """The conference nobody has to choose because it is the user's only one."""
    found = list(Conference.objects.for_staff(user).order_by("pk").values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _rights(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(right for code in roles if code in ROLES for right in ROLES[code].rights)


# Joining and leaving --------------------------------------------------------------------------------


@transaction.atomic
def invite(conference: Conference, *, email: str, role: str, by: User | None, now: datetime) -> Membership:
    """Give whoever has this address a role; an unknown address gets an account first.

    Both get a letter and the caller the same answer, so that nobody learns who has an account.
    Raises ``MembershipRefused`` (``bad_address``, ``unknown_role``, ``already_member``).
    """
    email = _address(email)
    _check_role(role)
    Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    user = User.objects.filter(email__iexact=email).first() or _open_account(email)
    if Membership.objects.filter(conference=conference, user=user).exists():
        raise MembershipRefused(_("This person is of the staff already."), "already_member")
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    membership = Membership.objects.create(conference=conference, user=user, role=role)
    record(conference, ConferenceEventKind.STAFF_ADDED, by=by, now=now, user=user.pk, role=role)
    _write(user, "staff_invited", conference=conference, role=role, now=now)
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User | None, now: datetime) -> Membership:
    """Give a member of staff another role.

    Raises ``MembershipRefused`` (``last_manager``, ``unknown_role``).
    """
    _check_role(role)
    membership = _locked(membership)
    if membership.role == role:
        return membership
    if role != MANAGER:
        _check_manager_remains(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    what = {"user": membership.user_id, "before": before, "role": role}
    record(membership.conference, ConferenceEventKind.STAFF_CHANGED, by=by, now=now, **what)
    return membership


@transaction.atomic
def remove(membership: Membership, *, by: User | None, now: datetime) -> None:
    """Take somebody off the staff; every right ends with the next request. Raises (``last_manager``)."""
    membership = _locked(membership)
    _check_manager_remains(membership)
    what = {"user": membership.user_id, "role": membership.role}
    record(membership.conference, ConferenceEventKind.STAFF_REMOVED, by=by, now=now, **what)
    membership.delete()


@transaction.atomic
def write_welcome(user: User, *, now: datetime) -> None:
    """Owe the owner of an account the letter with which to choose a password."""
    _write(user, "staff_welcome", now=now)


def _address(email: str) -> str:
    address = clean_line(email)
    try:
        validate_email(address)
        MaxLengthValidator(LONGEST_ADDRESS)(address)
    except ValidationError as error:
        raise MembershipRefused(_("This is not an e-mail address."), "bad_address") from error
    return address


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise MembershipRefused(_("There is no such role."), "unknown_role")


def _open_account(email: str) -> User:
    user = User(username=_free_name(email), email=email, is_staff=True)
    user.set_unusable_password()
    user.save()
    return user


def _free_name(email: str) -> str:
    taken = User.objects.filter(username__iexact=email[:150]).exists()
    return f"{email[:140]}-{User.objects.count()}" if taken else email[:150]


def _locked(membership: Membership) -> Membership:
    """The row as it is now; its conference is locked, so that two managers cannot remove each other."""
    Conference.objects.select_for_update(no_key=True).get(pk=membership.conference_id)
    return Membership.objects.select_related("conference").get(pk=membership.pk)


def _check_manager_remains(membership: Membership) -> None:
    if membership.role != MANAGER:
        return
    others = Membership.objects.filter(conference=membership.conference_id, role=MANAGER, user__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise MembershipRefused(_("A conference keeps at least one manager."), "last_manager")


def _write(user: User, kind: str, *, conference: Conference | None = None, role: str = "", now: datetime) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    context = {
        "user": user,
        "username": user.get_username(),
        "role": ROLES[role].name if role else "",
        "conference_title": translated(conference.title, language) if conference else "",
        # Only an account that has no password yet gets the link that sets one.
        "password_url": "" if user.has_usable_password() else _password_url(user),
        "sign_in_url": letters.absolute_url("/admin/"),
    }
    words = letters.compose(kind, language, context)
    realm = f"conference:{conference.pk}" if conference else ""
    outbox.queue(
        kind=kind,
        to=user.email,
        language=language,
        realm=realm,
        about=f"user:{user.pk}",
        now=now,
        **words._asdict(),
    )


def _password_url(user: User) -> str:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))
