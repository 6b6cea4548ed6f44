"""allauth's letters go through our outbox, with links to our own address and no other."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from mailing.domain import outbox


class AccountAdapter(DefaultAccountAdapter):
    """Staff are invited: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        # Never from the Host header (AU-08).
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        address = email or getattr(user, "email", "")
        super().send_notification_mail(template_prefix, user, context, address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = self.render_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})
        now = timezone.now()
        outbox.queue(
            kind=template_prefix.rpartition("/")[2],
            to=email,
            language=get_language() or settings.LANGUAGE_CODE,
            subject=letter.subject,
            text=str(letter.body),
            due_at=now,
            now=now,
        )
