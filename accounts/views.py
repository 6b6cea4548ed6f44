"""Sign-in pages: allauth's views, held to our rules."""

import time
from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.decorators import login_not_required
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator

#: Known and unknown addresses are answered after the same time (AU-11).
RESET_SECONDS = 0.4


class SignIn(allauth.LoginView):
    """One page for /accounts/login/ and /admin/login/."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not admin.site.has_permission(request):
            # The admin would send them back here, and round again.
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if refusal := getattr(self.request, "sign_in_refusal", None):
            wait = refusal.retry_at - timezone.now()
            response.status_code = 429
            response["Retry-After"] = str(max(1, int(wait.total_seconds())))
        return response


@method_decorator(login_not_required, name="dispatch")
class ResetPassword(allauth.PasswordResetView):
    """Asks for the letter with the link."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        started = time.monotonic()
        response: HttpResponse = super().post(request, *args, **kwargs)
        time.sleep(max(0.0, RESET_SECONDS - (time.monotonic() - started)))
        return response


sign_in = SignIn.as_view()
reset_password = ResetPassword.as_view()
