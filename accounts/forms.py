"""allauth's forms, with our words and our limiter."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain import limiter
from accounts.models import User

#: Longer ones belong to nobody; SQLite cannot compare them, and hashing them would cost.
LONGEST_NAME = 254
LONGEST_PASSWORD = 1000


class SignInForm(LoginForm):
    """Name or e-mail address, and password. Takes ``username`` for ``login`` too, as Django's admin did."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "login" not in data and "username" in data:
            data = data.copy()
            data.setlist("login", data.getlist("username"))
        super().__init__(data, *args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or e-mail address")
        login.validators.append(MaxLengthValidator(LONGEST_NAME))
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "maxlength": LONGEST_NAME}
        password = self.fields["password"]
        password.help_text = ""
        password.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
        password.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            refusal = getattr(self.request, "sign_in_refusal", None)
            if refusal is None:
                raise ValidationError(_("The name and the password do not belong together."), code="mismatch") from None
            raise ValidationError(refusal.text, code=refusal.code) from None
        return cleaned


class ResetForm(ResetPasswordForm):
    """Asks for a letter with a link. The answer is the same whether we know the address or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        # The address of the account itself and no other: it may have changed since.
        self.users = list(User.objects.filter(email__iexact=email, is_active=True))
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        address = request.META.get("REMOTE_ADDR", "")
        if not limiter.may_reset(address=address, name=email, now=timezone.now()):
            return email
        return super().save(request, **kwargs)  # type: ignore[no-any-return]
