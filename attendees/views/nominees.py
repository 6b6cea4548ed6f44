"""Naming one person for a delegation: the public form, filled in by its focal point."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attendees.domain import corrections, deadlines, nominations, overview, substitutions
from attendees.domain.refusals import CorrectionRefused
from attendees.domain.registrations import Submission
from attendees.enums import EDITABLE, DelegateStatus
from attendees.forms.nominee import NomineeChangeForm, NomineeForm
from attendees.forms.photo import received
from attendees.models import Delegate, FocalPoint
from attendees.views.delegation import fixed, frame
from attendees.views.doorway import for_focal_point, for_member
from attendees.views.replies import refuse, revision_sent, revision_shown, say, see_other, word_of
from core.crypto import keyed_hash, new_token
from core.errors import DomainError

#: How the refusals of the domain are answered; others are 409.
STATUS_OF = {"key_reused": 422}
#: A newcomer takes these over with the place.
HANDED_ON = ("capacity", "modality")


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def nominee_add(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Add one person to the list, as a draft."""
    delegation = point.delegation
    if not deadlines.takes_names(delegation, now=now):
        return fixed(request, point, now)
    if request.method != "POST":
        return _form_page(request, NomineeForm(delegation, now=now, initial=_myself(request, point)), point)
    photo = received(request, delegation.category, now=now)
    form = NomineeForm(delegation, photo=photo, now=now, data=request.POST)
    if request.POST.get("step") == "edit":
        return _form_page(request, form.unchecked(), point)
    if not form.is_valid():
        return _form_page(request, form, point)
    return _ask_whether_known(request, form, point) or _nominate(request, form, point, now)


def _ask_whether_known(
    request: HttpRequest, form: NomineeForm, point: FocalPoint, delegate: Delegate | None = None
) -> HttpResponse | None:
    """Both side by side, once, when the name is like another's of the own delegation (R-32)."""
    alike = nominations.alike(
        form.delegation,
        form.filled(),
        submission=submission_of(request, form),
        exclude=delegate.pk if delegate else None,
    )
    numbers = " ".join(str(each.number) for each in alike)
    if not alike or request.POST.get("another") == numbers:
        return None
    context = {**_form_context(request, point, form, None), "alike": alike, "numbers": numbers, "delegate": delegate}
    return render(request, "attendees/nominee_alike.html", context, status=409)


def _myself(request: HttpRequest, point: FocalPoint) -> dict[str, str]:
    """What is known of the focal point, who may come too."""
    if "me" not in request.GET:
        return {}
    return {"email": point.email, "language": point.language, "position": point.position, "phone": point.phone}


def _nominate(request: HttpRequest, form: NomineeForm, point: FocalPoint, now: datetime) -> HttpResponse:
    try:
        delegate = nominations.nominate(
            form.delegation,
            form.filled(),
            capacity=form.capacity_chosen,
            submission=submission_of(request, form),
            by=point,
            now=now,
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _form_page(request, form, point, refusal)
    say(request, _("%(name)s is on your list as a draft. Nothing is sent yet.") % {"name": delegate}, "received")
    return see_other("attendees:delegation")


def submission_of(request: HttpRequest, form: NomineeForm) -> Submission:
    """The key is kept hashed and belongs to this delegation alone."""
    key = request.POST.get("submission_key") or new_token()
    return Submission(key=keyed_hash("nomination-key", f"{form.delegation.pk}:{key}"), digest=form.digest(), browser="")


def _form_page(
    request: HttpRequest, form: NomineeForm, point: FocalPoint, refusal: DomainError | None = None
) -> HttpResponse:
    context = _form_context(request, point, form, refusal)
    return render(request, "attendees/nominee_form.html", context, status=_status_of(refusal))


def _form_context(
    request: HttpRequest, point: FocalPoint, form: NomineeForm, refusal: DomainError | None
) -> dict[str, object]:
    return {
        "conference": form.conference,
        "delegation": form.delegation,
        "point": point,
        "form": form,
        "key": request.POST.get("submission_key") or new_token(),
        "outcome": word_of(refusal) if refusal else "invalid",
        "code": refusal.code if refusal else "",
    }


def _status_of(refusal: DomainError | None) -> int:
    return STATUS_OF.get(refusal.code, 409) if refusal else 200


# Somebody who is on the list already -------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def nominee_change(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Change the data before the decision; who was sent back is sent again with it (R-21)."""
    allowed = corrections.open_to(delegate, now=now)
    if not allowed or delegate.status not in EDITABLE:
        return fixed(request, point, now, delegate)
    if request.method != "POST":
        return _change_page(request, point, NomineeChangeForm(delegate, allowed=allowed, now=now), now)
    photo = received(request, delegate.category, now=now)
    form = NomineeChangeForm(delegate, allowed=allowed, photo=photo, now=now, data=request.POST)
    return _change(request, point, form, now) if form.is_valid() else _change_page(request, point, form, now)


def _change(request: HttpRequest, point: FocalPoint, form: NomineeChangeForm, now: datetime) -> HttpResponse:
    delegate, is_returned = form.delegate, form.delegate.status == DelegateStatus.RETURNED
    verb = corrections.correct_and_resubmit if is_returned else nominations.change
    try:
        verb(delegate, form.changes(), by=point, now=now, revision=revision_sent(request))
    except CorrectionRefused as refusal:
        form.refuse(refusal)
        return _change_page(request, point, form, now, refusal)
    except DomainError as refusal:
        refuse(request, refusal)
        return see_other("attendees:member", delegate.number)
    words = _("The person was sent to the secretariat again.") if is_returned else _("The data were changed.")
    say(request, words, "changed")
    return see_other("attendees:member", delegate.number)


def _change_page(
    request: HttpRequest,
    point: FocalPoint,
    form: NomineeChangeForm,
    now: datetime,
    refusal: DomainError | None = None,
) -> HttpResponse:
    delegate, is_outdated = form.delegate, refusal is not None and refusal.code == "changed_meanwhile"
    context = {
        **frame(point, now),
        "delegate": delegate,
        "form": form,
        "outcome": word_of(refusal) if refusal else "invalid",
        "code": refusal.code if refusal else "",
        "differences": form.differences() if is_outdated else (),
        "revision": revision_shown(request, delegate, is_refused=refusal is not None),
        "is_returned": delegate.status == DelegateStatus.RETURNED,
        "return_note": overview.return_note(delegate),
    }
    return render(request, "attendees/nominee_change.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def nominee_replace(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Name somebody in the place of an approved person (R-19, R-24)."""
    delegation = point.delegation
    newcomer = delegation.people.filter(replaces=delegate).first()
    if request.method == "POST" and newcomer is not None:
        return see_other("attendees:member", newcomer.number)  # sent twice: what came of the first time
    if not delegate.can_become(DelegateStatus.REPLACED) or not delegate.conference.takes_changes(now):
        return fixed(request, point, now, delegate)
    if request.method != "POST":
        return _replace_page(request, point, NomineeForm(delegation, now=now, without=HANDED_ON), delegate)
    photo = received(request, delegate.category, now=now)
    form = NomineeForm(delegation, photo=photo, now=now, without=HANDED_ON, data=request.POST)
    if request.POST.get("step") == "edit":
        return _replace_page(request, point, form.unchecked(), delegate)
    if not form.is_valid():
        return _replace_page(request, point, form, delegate)
    return _ask_whether_known(request, form, point, delegate) or _replace(request, point, form, delegate, now)


def _replace(
    request: HttpRequest, point: FocalPoint, form: NomineeForm, delegate: Delegate, now: datetime
) -> HttpResponse:
    try:
        newcomer = substitutions.replace(
            delegate, form.filled(), submission=submission_of(request, form), by=point, now=now
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _replace_page(request, point, form, delegate, refusal)
    names = {"newcomer": newcomer, "old": delegate}
    is_approved = newcomer.status == DelegateStatus.APPROVED
    say(request, _("%(newcomer)s takes the place of %(old)s.") % names, "approved" if is_approved else "received")
    return see_other("attendees:member", newcomer.number)


def _replace_page(
    request: HttpRequest,
    point: FocalPoint,
    form: NomineeForm,
    delegate: Delegate,
    refusal: DomainError | None = None,
) -> HttpResponse:
    context = {**_form_context(request, point, form, refusal), "delegate": delegate}
    return render(request, "attendees/nominee_replace.html", context, status=_status_of(refusal))
