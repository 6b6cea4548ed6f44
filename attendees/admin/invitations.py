"""Inviting: one delegation, a pasted list, a regional group. What many would become is shown first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.admin.delegation_listing import address_of, list_url
from attendees.domain import invitations
from attendees.domain.invitations import LineKind, Plan, Result
from attendees.forms.invitations import GroupForm, InviteForm, PasteForm, TermsForm
from conference.enums import RegionalGroup
from core.errors import DomainError

INVITE = "delegation.invite"
FORM = "admin/attendees/delegation/invite.html"


def _check(request: Any) -> None:
    if INVITE not in request.rights:
        raise PermissionDenied


# One ----------------------------------------------------------------------------------------------------


def add(model_admin: Any, request: Any) -> Any:
    """Enter one delegation with its focal point; the invitation leaves at once where one says so."""
    _check(request)
    form = InviteForm(request.POST if request.method == "POST" else None, conference=request.conference)
    if request.method == "POST" and form.is_valid() and (delegation := _entered(request, form)):
        sent = form.cleaned_data["send"]
        told = _("The invitation is on its way.") if sent else _("Nobody was written to yet.")
        text = _("%(name)s is entered.") % {"name": delegation}
        messages.success(request, f"{text} {told}", extra_tags="changed")
        return redirect(address_of(delegation.pk))
    title = _("Invite a delegation")
    status = 422 if form.is_bound else 200
    return model_admin.page(request, FORM, title=title, form=form, status=status, button=_("Enter"))


def _entered(request: Any, form: InviteForm) -> Any:
    try:
        with transaction.atomic():
            delegation, _sent = invitations.enter(request.conference, form.line(), by=request.user, now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None
    return delegation


# Many ---------------------------------------------------------------------------------------------------


def paste(model_admin: Any, request: Any) -> Any:
    """A pasted list: read, shown, entered."""

    def plan_of(form: TermsForm) -> Plan:
        return invitations.plan_text(request.conference, form.cleaned_data["text"], form.terms())

    return _many(model_admin, request, PasteForm, plan_of, title=_("Invite from a list"))


def group(model_admin: Any, request: Any) -> Any:
    """All Member States of a regional group that are not there: shown, entered."""

    def plan_of(form: TermsForm) -> Plan:
        return invitations.plan_group(request.conference, RegionalGroup(form.cleaned_data["group"]), form.terms())

    return _many(model_admin, request, GroupForm, plan_of, title=_("Invite a regional group"))


def _many(model_admin: Any, request: Any, kind: type[TermsForm], plan_of: Any, *, title: str) -> Any:
    _check(request)
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, conference=request.conference)
    if sent is None or "back" in sent or not form.is_valid():
        status = 422 if sent is not None and "back" not in sent else 200
        context = {"form": form, "button": _("Show the plan"), "is_back": "back" in (sent or ())}
        return model_admin.page(request, FORM, title=title, status=status, **context)
    plan = plan_of(form)
    if "apply" in sent:
        return _apply(request, plan, sent.getlist("take"))
    return _show(model_admin, request, plan, form, title)


def _show(model_admin: Any, request: Any, plan: Plan, form: TermsForm, title: str) -> Any:
    kinds = [(kind, plan.of(kind)) for kind in LineKind]
    return model_admin.page(
        request,
        "admin/attendees/delegation/invite_plan.html",
        title=title,
        form=form,
        summary=summary(plan),
        kinds=[(kind, lines, kind == LineKind.NEW) for kind, lines in kinds if lines],
        doable=sum(line.can_be_taken for line in plan.lines),
    )


def summary(plan: Plan) -> str:
    """`5 new, 1 there already, 1 organisation nobody knows, 1 line not understood. 4 invitations leave.`"""
    number = {kind: len(plan.of(kind)) for kind in LineKind}
    new, known, offered, unread = (number[kind] for kind in LineKind)
    said = [ngettext("%(n)d new", "%(n)d new", new) % {"n": new}]
    if known:
        said.append(ngettext("%(n)d there already", "%(n)d there already", known) % {"n": known})
    if offered:
        words = ngettext("%(n)d organisation nobody knows", "%(n)d organisations nobody knows", offered)
        said.append(words % {"n": offered})
    if unread:
        words = ngettext("%(n)d line not understood", "%(n)d lines not understood", unread)
        said.append(words % {"n": unread})
    letters = sum(line.is_written_to for line in plan.of(LineKind.NEW))
    words = _("Nobody is written to yet.")
    if letters:
        words = ngettext("%(n)d invitation leaves at once.", "%(n)d invitations leave at once.", letters)
        words %= {"n": letters}
    return f"{', '.join(said)}. {words}"


def _apply(request: Any, plan: Plan, taken: list[str]) -> Any:
    numbers = {int(each) for each in taken if each.isascii() and each.isdigit() and len(each) < 6}
    result = invitations.apply(plan, numbers, by=request.user, now=timezone.now())
    _tell(request, result)
    return redirect(list_url())


def _tell(request: Any, result: Result) -> None:
    number = len(result.entered)
    if number:
        text = ngettext("%(n)d delegation was entered.", "%(n)d delegations were entered.", number) % {"n": number}
        words = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", result.invited) % {
            "n": result.invited
        }
        messages.success(request, f"{text} {words}", extra_tags="changed")
    else:
        messages.warning(request, _("Nothing was entered."))
    for line in result.refused[:20]:
        messages.error(request, f"{line.name}: {line.words}", extra_tags="refused")
