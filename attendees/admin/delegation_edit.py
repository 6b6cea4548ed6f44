"""Changing a delegation: quotas, deadline, language, name; the second of two officers sees both versions (RC-23)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin.delegation_listing import address_of, came_from
from attendees.domain import delegations
from attendees.domain.refusals import DelegationRefused
from attendees.forms.delegations import DelegationForm
from attendees.models import Delegation

CHANGE, QUOTAS = "delegation.change", "quota.set"


def edit(model_admin: Any, request: Any, delegation: Delegation) -> Any:
    """Show the form, or write what was changed in it."""
    if CHANGE not in request.rights:
        raise PermissionDenied
    sets_quotas = QUOTAS in request.rights
    if request.method != "POST":
        return _page(model_admin, request, delegation, DelegationForm(delegation, sets_quotas=sets_quotas))
    form = DelegationForm(delegation, request.POST, sets_quotas=sets_quotas)
    if not form.is_valid():
        return _page(model_admin, request, delegation, form, status=422)
    changes = form.changes()
    try:
        delegations.edit(
            delegation, changes, by=request.user, now=timezone.now(), revision=form.cleaned_data["revision"]
        )
    except DelegationRefused as refusal:
        if refusal.code == "changed_meanwhile":
            return _conflict(model_admin, request, delegation, form)
        form.add_error(None, str(refusal))
        return _page(model_admin, request, delegation, form, status=422)
    words = _("The delegation was changed.") if changes else _("Nothing was changed.")
    messages.success(request, words, extra_tags="changed")
    return redirect(address_of(delegation.pk, came_from(request)))


def _conflict(model_admin: Any, request: Any, delegation: Delegation, form: DelegationForm) -> Any:
    """Both versions of every field this officer changed; sending again writes these and nothing else."""
    stored = DelegationForm(delegation, sets_quotas=form.sets_quotas)
    both = [
        (stored.fields[name].label, stored.said(name, stored.initial[name]), form.said(name, form.cleaned_data[name]))
        for name in form.changed_data
        if name != "revision"
    ]
    merged = DelegationForm(delegation, form.merged(request.POST), sets_quotas=form.sets_quotas)
    last = delegation.events.select_related("by", "focal_point").order_by("-at", "-pk").first()
    return _page(model_admin, request, delegation, merged, status=409, both=both, last=last)


def _page(
    model_admin: Any, request: Any, delegation: Delegation, form: DelegationForm, *, status: int = 200, **more: Any
) -> Any:
    return model_admin.page(
        request,
        "admin/attendees/delegation/edit.html",
        title=_("Change the delegation"),
        object=delegation,
        back_url=address_of(delegation.pk, came_from(request)),
        form=form,
        status=status,
        **more,
    )
