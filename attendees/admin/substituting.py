"""One person in the place of another, entered by an officer (R-19, R-24, RC-14)."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin import cells, corrections
from attendees.domain import substitutions
from attendees.enums import DelegateStatus
from attendees.forms.officer import SubstituteForm
from attendees.forms.photo import received
from attendees.models import Delegate
from core.crypto import new_token
from core.errors import DomainError
from core.times import local


def replace(model_admin: Any, request: Any, delegate: Delegate) -> Any:
    """The form about the newcomer, who takes the seat, the part in the delegation and the sessions."""
    if delegate.status != DelegateStatus.APPROVED:
        text = _("Only somebody who is approved can be replaced.")
        messages.error(request, text, extra_tags="refused:not_replaceable")
        return redirect(cells.address_of(delegate.pk))
    how: dict[str, Any] = {
        "today": local(timezone.now(), request.conference.zone).date(),
        "sensitive": "sensitive.view" in request.rights,
    }
    if request.method != "POST":
        return _page(model_admin, request, delegate, SubstituteForm(delegate.category, initial=_known(delegate), **how))
    photo = received(request, delegate.category, now=timezone.now())
    form = SubstituteForm(delegate.category, data=request.POST, files=request.FILES, photo=photo, **how)
    if form.is_valid() and (newcomer := _replaced(request, delegate, form, photo.file)):
        words = {"new": newcomer.formal_name, "old": delegate.formal_name, "number": newcomer.number}
        text = _("%(new)s, No. %(number)d, has taken the place of %(old)s.") % words
        messages.success(request, text, extra_tags="changed")
        return redirect(cells.address_of(newcomer.pk))
    return _page(model_admin, request, delegate, form)


def _known(delegate: Delegate) -> dict[str, Any]:
    """What the newcomer has in common with whoever goes."""
    return {
        "submission_key": new_token(),
        "organisation": delegate.organisation,
        "country": delegate.country_id,
        "language": delegate.language,
        "modality": delegate.modality,
    }


def _replaced(request: Any, delegate: Delegate, form: SubstituteForm, photo: str) -> Delegate | None:
    try:
        return substitutions.replace(delegate, corrections.filled(form, photo), by=request.user, now=timezone.now())
    except DomainError as refusal:
        corrections.refuse(form, refusal)
        return None


def _page(model_admin: Any, request: Any, delegate: Delegate, form: SubstituteForm) -> Any:
    return model_admin.page(
        request,
        corrections.FORM,
        title=_("Replace %(name)s") % {"name": delegate.formal_name},
        form=form,
        object=delegate,
        back_url=cells.address_of(delegate.pk),
        note=_(
            "The newcomer takes the seat, the part in the delegation and the sessions, not the sponsorship. "
            "The link and the pass of whoever goes stop at once."
        ),
        button=_("Replace and write to both"),
        status=422 if form.is_bound else 200,
    )
