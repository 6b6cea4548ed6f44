"""Adding a delegate and correcting one: a form, one call of the domain, and a screen for two at once (RC-23)."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin import cells
from attendees.admin.listing import came_from, desk_of
from attendees.domain import delegation_people, registrations
from attendees.domain.registrations import Form, Submission
from attendees.enums import ConsentKind
from attendees.forms.officer import CorrectionForm, NewDelegateForm, OfficerForm
from attendees.forms.photo import received
from attendees.models import Delegate, Delegation
from conference.models import Category
from core.crypto import keyed_hash, new_token
from core.errors import DomainError, invalid
from core.times import local

#: The page of every form about one person.
FORM = "admin/attendees/delegate/form.html"


def _today(request: Any) -> Any:
    return local(timezone.now(), request.conference.zone).date()


# One more delegate -------------------------------------------------------------------------------------


def add(model_admin: Any, request: Any) -> Any:
    """Choose a category, then fill in the form; the registration is an officer's (source OFFICER)."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    categories = list(desk_of(request).categories.values())
    delegation = _asked_delegation(request)
    code = delegation.category.code if delegation else request.GET.get("category", "")
    category = next((each for each in categories if each.code == code), None)
    if category is None:
        template = "admin/attendees/delegate/choose_category.html"
        return model_admin.page(request, template, title=_("Add a delegate"), categories=categories)
    category.conference = request.conference
    return _new(model_admin, request, category, delegation)


def _asked_delegation(request: Any) -> Delegation | None:
    """The delegation somebody is added to, by the address."""
    asked = request.GET.get("delegation", "")
    return next((each for each in desk_of(request).delegations if str(each.pk) == asked), None) if asked else None


def _new(model_admin: Any, request: Any, category: Category, delegation: Delegation | None) -> Any:
    how: dict[str, Any] = {
        "today": _today(request),
        "sensitive": "sensitive.view" in request.rights,
        "delegations": [each for each in desk_of(request).delegations if each.category_id == category.pk],
    }
    if request.method != "POST":
        initial = {"submission_key": new_token(), **_of_delegation(delegation)}
        return _new_page(model_admin, request, NewDelegateForm(category, initial=initial, **how))
    photo = received(request, category, now=timezone.now())
    form = NewDelegateForm(category, data=request.POST, files=request.FILES, photo=photo, **how)
    if form.is_valid() and (answer := _submit(request, form, photo.file)):
        return _added(request, answer)
    return _new_page(model_admin, request, form)


def _of_delegation(delegation: Delegation | None) -> dict[str, Any]:
    """What is known of somebody who is added to a delegation."""
    if delegation is None:
        return {}
    organisation = str(delegation.organisation) if delegation.organisation else ""
    return {"delegation": str(delegation.pk), "country": delegation.country_id, "organisation": organisation}


def filled(form: NewDelegateForm, photo: str) -> Form:
    """The form as the domain takes it; a consent is written down only where somebody has seen it."""
    agreed = form.cleaned_data["consent_notice"]
    return Form(form.columns() | {"photo": photo}, {ConsentKind.NOTICE: True} if agreed else {})


def _submit(request: Any, form: NewDelegateForm, photo: str) -> registrations.Answer | None:
    said = {name: request.POST.getlist(name) for name in sorted(form.fields)}
    submission = Submission(
        key=keyed_hash("submission-key", form.cleaned_data["submission_key"]),
        digest=keyed_hash("submission", json.dumps(said, ensure_ascii=False)),
        browser=keyed_hash("browser", f"staff {request.user.pk}"),
    )
    try:
        return delegation_people.add(
            form.category,
            filled(form, photo),
            part=form.part() or "",
            replace_head=form.replaces_head(),
            submission=submission,
            by=request.user,
            now=timezone.now(),
        )
    except DomainError as refusal:
        refuse(form, refusal)
        return None


def refuse(form: OfficerForm, refusal: DomainError) -> None:
    """Put the domain's refusal into the form; a second head is a question (R-10)."""
    if refusal.code == "head_exists":
        form.refuse_second_head(str(refusal))
    else:
        form.add_error(None, invalid(refusal))


def _added(request: Any, answer: registrations.Answer) -> Any:
    delegate = answer.delegate
    words = {"name": delegate.formal_name, "number": delegate.number, "status": delegate.get_status_display()}
    if answer.word == "duplicate":
        text = _("This person is registered already, as No. %(number)d. Nothing was added.") % words
        messages.warning(request, text, extra_tags="duplicate")
    else:
        text = _("%(name)s is registered as No. %(number)d: %(status)s.") % words
        messages.success(request, text, extra_tags=answer.word)
    return redirect(cells.address_of(delegate.pk))


def _new_page(model_admin: Any, request: Any, form: NewDelegateForm) -> Any:
    title = _("Add a delegate: %(category)s") % {"category": form.category}
    return model_admin.page(request, FORM, title=title, form=form, status=422 if form.is_bound else 200)


# Corrections -------------------------------------------------------------------------------------------


def correct(model_admin: Any, request: Any, delegate: Delegate) -> Any:
    """Show the form, or write what was changed in it; the second of two officers sees both versions."""
    if request.method != "POST":
        return _correction_page(model_admin, request, _form(request, delegate))
    photo = received(request, delegate.category, now=timezone.now())
    form = _form(request, delegate, data=request.POST, files=request.FILES, photo=photo)
    if not form.is_valid():
        return _correction_page(model_admin, request, form)
    changes = form.changes() | ({"photo": photo.file} if photo.file else {})
    try:
        delegation_people.correct(
            delegate,
            changes,
            part=form.part(),
            replace_head=form.replaces_head(),
            by=request.user,
            now=timezone.now(),
            revision=form.cleaned_data["revision"],
        )
    except DomainError as refusal:
        if refusal.code == "changed_meanwhile":
            return _conflict(model_admin, request, delegate, form)
        refuse(form, refusal)
        return _correction_page(model_admin, request, form)
    is_changed = changes or form.part() is not None
    messages.success(
        request, _("The data were changed.") if is_changed else _("Nothing was changed."), extra_tags="changed"
    )
    return redirect(cells.address_of(delegate.pk, came_from(request)))


def _form(request: Any, delegate: Delegate, **sent: Any) -> CorrectionForm:
    categories = list(desk_of(request).categories.values())
    sensitive = "sensitive.view" in request.rights
    delegations = desk_of(request).delegations
    return CorrectionForm(
        delegate,
        categories=categories,
        today=_today(request),
        sensitive=sensitive,
        delegations=delegations,
        **sent,
    )


def _conflict(model_admin: Any, request: Any, delegate: Delegate, form: CorrectionForm) -> Any:
    """Both versions of every field this officer changed; sending again writes these and nothing else."""
    fresh = _form(request, delegate)
    data = request.POST.copy()
    both = []
    for name, field in fresh.fields.items():
        if name in ("revision", "photo", "replace_head"):
            continue
        stored = field.prepare_value(fresh.get_initial_for_field(field, name))
        data[f"initial-{name}"] = "" if stored is None else str(stored)
        if name in form.changed_data:
            both.append((field.label, _said(fresh, name, stored), _said(fresh, name, data.get(name, ""))))
        elif isinstance(stored, bool):
            data.pop(name, None)
            data.update({name: "on"} if stored else {})
        else:
            data[name] = "" if stored is None else str(stored)
    data["revision"] = str(delegate.revision)
    merged = _form(request, delegate, data=data)
    last = delegate.events.select_related("by").order_by("-at", "-pk").first()
    return _correction_page(model_admin, request, merged, both=both, last=last, status=409)


def _said(form: CorrectionForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, bool) or value == "on":
        return _("Yes") if value else _("No")
    return str(choices.get(value, value) or "–")


def _correction_page(model_admin: Any, request: Any, form: CorrectionForm, *, status: int = 0, **more: Any) -> Any:
    return model_admin.page(
        request,
        FORM,
        title=_("Correct the data: %(name)s") % {"name": form.delegate.formal_name},
        form=form,
        object=form.delegate,
        back_url=cells.address_of(form.delegate.pk, came_from(request)),
        status=status or (422 if form.is_bound else 200),
        **more,
    )
