"""allauth's letters go through our outbox, with links to our own address and no other."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from mailing.domain import letters, outbox

#: allauth's names for its letters, and ours: templates/mail/<ours>.txt and .html.
LETTERS = {
    "account/email/password_reset_key": "password_reset_key",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
}


class AccountAdapter(DefaultAccountAdapter):
    """Staff are invited: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address our own middleware found; allauth would read the header again."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where one goes after changing the password."""
        return reverse("admin:index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the letter: never made from the Host header (AU-08)."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return letters.absolute_url(path.replace("UID-KEY", quote(key)))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account; those without an address cannot be told."""
        if address := email or getattr(user, "email", ""):
            self.send_mail(template_prefix, address, context or {})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the letter instead of sending it: the page does not wait for the mail server."""
        kind, language = LETTERS[template_prefix], get_language() or settings.LANGUAGE_CODE
        words = letters.compose(kind, language, context)
        with transaction.atomic():
            outbox.queue(kind=kind, to=email, language=language, now=timezone.now(), **words._asdict())
