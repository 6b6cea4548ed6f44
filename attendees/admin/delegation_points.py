"""The focal points of a delegation: named, written to again, revoked (R-15)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin import delegation_page
from attendees.admin.delegation_listing import address_of, came_from
from attendees.domain import focal_points
from attendees.enums import DelegationStatus
from attendees.forms.delegations import FocalPointForm
from attendees.models import Delegation, FocalPoint

CHANGE = "delegation.change"


def _own(request: Any, delegation: Delegation, pk: int) -> FocalPoint:
    """A focal point of this delegation who still is one; 404 for any other."""
    if CHANGE not in request.rights:
        raise PermissionDenied
    found = delegation.focal_points.active().select_related("delegation__conference").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _back(request: Any, delegation: Delegation) -> Any:
    return redirect(f"{address_of(delegation.pk, came_from(request))}#points")


def name(model_admin: Any, request: Any, delegation: Delegation) -> Any:
    """Let one more person speak for the delegation; one that was invited already is written to at once."""
    if CHANGE not in request.rights:
        raise PermissionDenied
    form = FocalPointForm(request.POST, conference=request.conference)
    if not form.is_valid():
        return delegation_page.show(model_admin, request, delegation, status=422, naming=form)
    now = timezone.now()
    point = focal_points.name(delegation, **form.cleaned_data, by=request.user, now=now)
    messages.success(request, _named(point, is_new=point.created_at == now), extra_tags="changed")
    return _back(request, delegation)


def _named(point: FocalPoint, *, is_new: bool) -> str:
    """Who was named, and what becomes of the link."""
    if not is_new:
        text = _("%(email)s speaks for the delegation already: name and language were changed, no letter leaves.")
        return text % {"email": point.email}
    text = _("%(name)s now speaks for the delegation.") % {"name": point.name}
    is_invited = point.delegation.status != DelegationStatus.DRAFT
    told = _("The invitation with the link is on its way.") if is_invited else _("The link is sent when you invite.")
    return f"{text} {told}"


def send_link(model_admin: Any, request: Any, delegation: Delegation, point_pk: int) -> Any:
    """Send the personal link once more."""
    point = _own(request, delegation, point_pk)
    focal_points.send_link(point, by=request.user, now=timezone.now())
    messages.success(request, _("The link is on its way to %(email)s.") % {"email": point.email}, extra_tags="changed")
    return _back(request, delegation)


def revoke(model_admin: Any, request: Any, delegation: Delegation, point_pk: int) -> Any:
    """Say what revoking does; do it when asked to."""
    point = _own(request, delegation, point_pk)
    if request.method != "POST":
        return model_admin.plan_page(
            request,
            title=_("Revoke %(name)s") % {"name": point.name},
            button=_("Revoke"),
            plan=[
                _("The link stops at once, in every browser in which it is open."),
                _("People, papers and the history stay as they are."),
                _("Nobody is written to. Name another focal point so that the delegation can go on."),
            ],
            obj=delegation,
            is_danger=True,
        )
    focal_points.revoke(point, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s is out at once.") % {"name": point.name}, extra_tags="changed")
    return _back(request, delegation)
