"""Checks a name and password: counted first, and with the same work for known and unknown names."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.domain import limiter
from accounts.models import User


class SignInBackend(ModelBackend):
    """The only way from a password to a session, whichever page asks (AD-15)."""

    def authenticate(  # type: ignore[override]
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **_others: Any,
    ) -> User | None:
        name = email or username
        if not name or not password:
            return None
        attempt = _counted(request, name)
        user = _find(name)
        if user is None:
            User().set_password(password)  # an unknown name costs one run of the hasher too (AU-11)
            return None
        if not user.check_password(password) or not self.user_can_authenticate(user):
            return None
        limiter.end_sign_in(attempt)
        return user


def _counted(request: HttpRequest | None, name: str) -> Any:
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    try:
        return limiter.begin_sign_in(address=address, name=name, now=timezone.now())
    except limiter.SignInRefused as refusal:
        if request:
            request.sign_in_refusal = refusal  # type: ignore[attr-defined]
        # Stops every other backend as well.
        raise PermissionDenied from refusal


def _find(name: str) -> User | None:
    found = list(User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
    by_username = [user for user in found if user.username.casefold() == name.casefold()]
    return next(iter(by_username or found), None)
