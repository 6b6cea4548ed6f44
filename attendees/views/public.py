"""Registration by anybody: choose a category, answer, check, done. Nothing is stored between the steps."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from attendees.domain import joining, registrations, seating
from attendees.domain.refusals import RegistrationRefused, SignupRefused
from attendees.domain.registrations import Answer, Submission
from attendees.enums import Source
from attendees.forms.answers import summary
from attendees.forms.photo import received
from attendees.forms.registration import RegistrationForm
from conference.domain import conferences
from conference.enums import Confidentiality, Standing
from conference.models import Category, Conference
from core.crypto import keyed_hash, new_token
from core.language import restrict

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5
#: How the refusals of the domain are answered; others are 409.
STATUS_OF = {"key_reused": 422, "by_invitation": 403}
#: The word of CONTRACT.md for a refusal; others are "refused".
WORD_OF = {"closed": "closed", "quota_full": "full"}


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1: who are you at this conference?"""
    conference = get_object_or_404(Conference.objects.public(), slug=slug)
    restrict(request, conference.languages)
    now = timezone.now()
    if not conference.takes_registrations(now):
        return _closed(request, conference, now)
    shown = [(category, seats) for category, seats in seating.categories_offered(conference) if is_shown(category)]
    context = {
        "conference": conference,
        "tab": "register",
        "offered": [(category, seats) for category, seats in shown if category.is_open],
        "invited": [category for category, _seats in shown if not category.is_open],
        "says_numbers": conference.confidentiality == Confidentiality.OPEN,
    }
    return render(request, "attendees/register.html", context)


def is_shown(category: Category) -> bool:
    """A category by invitation is named to the public only where the organiser gave it a sentence."""
    return category.is_open or any(category.choice.values())


@require_http_methods(["GET", "HEAD", "POST"])
def register_form(request: HttpRequest, slug: str, category: str) -> HttpResponse:
    """Steps 2 and 3: the form of one category; a POST without a step is the registration itself."""
    chosen, now = _category(request, slug, category), timezone.now()
    if not chosen.conference.takes_registrations(now):
        return _closed(request, chosen.conference, now)
    if not chosen.is_open:
        return _by_invitation(request, chosen)
    if request.method == "POST":
        return _answer(request, chosen, now)
    return _form_page(request, RegistrationForm(chosen, now=now))


def _category(request: HttpRequest, slug: str, path: str) -> Category:
    """Loading is authorising: 404 for a conference the public may not know of."""
    code = path.replace("-", "_")
    found = Category.objects.filter(conference__slug=slug, code__iexact=code).select_related("conference")
    category = joining.with_delegations(found).first()
    if category is None or category.path != path or not category.conference.is_public():
        raise Http404
    restrict(request, category.conference.languages)
    return category


def _answer(request: HttpRequest, category: Category, now: datetime) -> HttpResponse:
    photo = received(request, category, now=now)
    form = RegistrationForm(category, data=request.POST, photo=photo, now=now)
    step = request.POST.get("step", "")
    if step == "edit":
        return _form_page(request, form.unchecked())
    if not form.is_valid():
        return _form_page(request, form)
    if step == "check":
        return _check_page(request, form)
    return _send(request, form, now)


def _send(request: HttpRequest, form: RegistrationForm, now: datetime) -> HttpResponse:
    try:
        answer = registrations.submit(
            form.category,
            form.filled(),
            submission=_submission(request, form),
            source=Source.SELF,
            by=None,
            now=now,
        )
    except SignupRefused as refusal:
        form.refuse(refusal)
        return _form_page(request, form)
    except RegistrationRefused as refusal:
        return _refused(request, form.category, refusal)
    except OperationalError as trouble:
        logger.warning("a registration was put off: %s", trouble)
        return _busy(request, form)
    return _done(request, answer, now)


def _submission(request: HttpRequest, form: RegistrationForm) -> Submission:
    """The key is kept hashed, so that it may be anything; the browser is known by its CSRF cookie."""
    key = request.POST.get("submission_key") or new_token()
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return Submission(
        key=keyed_hash("submission-key", key), digest=form.digest(), browser=keyed_hash("browser", browser)
    )


# Pages ------------------------------------------------------------------------------------------


def _form_page(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    return render(request, "attendees/register_form.html", _step(request, form))


def _check_page(request: HttpRequest, form: RegistrationForm, *, busy: bool = False) -> HttpResponse:
    context = {**_step(request, form), "sections": summary(form), "busy": busy}
    return render(request, "attendees/register_check.html", context, status=503 if busy else 200)


def _step(request: HttpRequest, form: RegistrationForm) -> dict[str, object]:
    return {
        "conference": form.conference,
        "category": form.category,
        "tab": "register",
        "form": form,
        "key": request.POST.get("submission_key") or new_token(),
    }


def _busy(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    """Too many at once (RC-20): everything typed is still there, and one button sends it again."""
    response = _check_page(request, form, busy=True)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _done(request: HttpRequest, answer: Answer, now: datetime) -> HttpResponse:
    delegate, conference = answer.delegate, answer.delegate.conference
    # Where it must stay unknown who comes, everybody gets the same answer (docs/decisions).
    is_neutral = conference.confidentiality != Confidentiality.OPEN and answer.word != "withdrawn"
    word = "received" if is_neutral else answer.word
    context = {
        "conference": conference,
        "tab": "register",
        "word": word,
        "reference": "" if word == "duplicate" else answer.reference or delegate.reference,
        "position": answer.position,
        "mailbox": masked(delegate.email),
        "now": now,
    }
    return render(request, "attendees/register_done.html", context)


def masked(address: str) -> str:
    """An address as only its owner knows it again: `a…v@ministry.example`."""
    local, at, domain = address.rpartition("@")
    shown = f"{local[0]}…{local[-1]}" if len(local) > 2 else "…"
    return f"{shown}{at}{domain}"


def _closed(request: HttpRequest, conference: Conference, now: datetime) -> HttpResponse:
    standing = conferences.standing(conference, now)
    context = {
        "conference": conference,
        "tab": "register",
        "standing": standing,
        "not_yet": Standing.NOT_YET,
        "now": now,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "attendees/register_closed.html", context, status=status)


def _by_invitation(request: HttpRequest, category: Category) -> HttpResponse:
    refusal = RegistrationRefused("", "by_invitation")
    return _refused(request, category, refusal, status=403 if request.method == "POST" else 200)


def _refused(
    request: HttpRequest, category: Category, refusal: RegistrationRefused, *, status: int = 0
) -> HttpResponse:
    context = {
        "conference": category.conference,
        "category": category,
        "tab": "register",
        "refusal": refusal,
        "word": WORD_OF.get(refusal.code, "refused"),
    }
    status = status or STATUS_OF.get(refusal.code, 409)
    return render(request, "attendees/register_refused.html", context, status=status)
