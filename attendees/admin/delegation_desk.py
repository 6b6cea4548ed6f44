"""What an officer does with the people of a delegation without leaving its page: decide, make head, put in order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin import decisions, delegation_page
from attendees.admin.delegation_listing import address_of, came_from
from attendees.domain import delegation_people, nominations
from attendees.domain.refusals import NominationRefused
from attendees.enums import LIVE, Capacity
from attendees.forms.delegations import PartsForm, ReplaceHeadForm
from attendees.models import Delegate, Delegation
from core.errors import DomainError

CHANGE = "delegation.change"
#: Decisions the page offers; the others stand on the person's own page.
OFFERED = ("approve", "undo", "return", "reserve", "promote", "endorse")


def member(delegation: Delegation, number: int) -> Delegate:
    """One of the delegation's people by number; 404 for anybody else."""
    people = delegation.people.select_related("category", "delegation__organisation")
    found = people.filter(number=number).first()
    if found is None:
        raise Http404
    found.conference = found.category.conference = delegation.conference
    return found


def _back(request: Any, delegation: Delegation, number: int | None = None) -> Any:
    anchor = f"#no-{number}" if number else "#people"
    return redirect(f"{address_of(delegation.pk, came_from(request))}{anchor}")


def decide(model_admin: Any, request: Any, delegation: Delegation, number: int, code: str) -> Any:
    """Decide on one person and stay on the page."""
    if code not in OFFERED:
        raise Http404
    sent = decisions.decide(request, member(delegation, number), code)
    if sent is None:
        return _back(request, delegation, number)
    return delegation_page.show(model_admin, request, delegation, status=422, sent={number: sent})


def make_head(model_admin: Any, request: Any, delegation: Delegation, number: int) -> Any:
    """Make somebody the head; where there is one already, ask first (R-10)."""
    _check(request)
    person = member(delegation, number)
    replaces = "replace_head" in request.POST
    try:
        nominations.appoint(person, Capacity.HEAD, by=request.user, now=timezone.now(), replace_head=replaces)
    except NominationRefused as refusal:
        if refusal.code == "head_exists":
            return _ask_about_head(model_admin, request, delegation, person, str(refusal))
        model_admin.tell_refusal(request, refusal)
    else:
        text = _("%(name)s is now head of the delegation.") % {"name": person.spoken_name}
        messages.success(request, text, extra_tags="changed")
    return _back(request, delegation, number)


def _ask_about_head(model_admin: Any, request: Any, delegation: Delegation, person: Delegate, words: str) -> Any:
    return model_admin.plan_page(
        request,
        title=_("Replace the head of the delegation?"),
        button=_("Make %(name)s the head") % {"name": person.spoken_name},
        plan=[words, _("Who was head becomes a representative. Nobody is written to.")],
        obj=delegation,
        form=ReplaceHeadForm(),
    )


def _check(request: Any) -> None:
    if CHANGE not in request.rights:
        raise PermissionDenied


# Order and parts ----------------------------------------------------------------------------------------


def arrange(model_admin: Any, request: Any, delegation: Delegation) -> Any:
    """Put the people in order and give them their parts, on one form."""
    _check(request)
    people = sorted(delegation.people.filter(status__in=LIVE), key=_place)
    form = PartsForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid() and _arranged(request, delegation, form):
        messages.success(request, _("Order and parts are kept."), extra_tags="changed")
        return _back(request, delegation)
    return model_admin.page(
        request,
        "admin/attendees/delegation/arrange.html",
        title=_("Order and parts"),
        object=delegation,
        back_url=address_of(delegation.pk, came_from(request)),
        form=form,
        status=422 if form.is_bound else 200,
    )


def _place(delegate: Delegate) -> tuple:
    return (delegate.place is None, delegate.place or 0, delegate.number)


def _arranged(request: Any, delegation: Delegation, form: PartsForm) -> bool:
    """Whether everything was written; a refusal is said in the form, and nothing is half saved."""
    try:
        delegation_people.arrange(delegation, form.numbers(), form.parts(), by=request.user, now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
