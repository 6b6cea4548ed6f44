"""How a page behind a personal link answers what was sent: in the words of CONTRACT.md, on the page shown next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from attendees.models import Delegate
from core.errors import DomainError

#: The word for a refusal; others are "refused".
WORD_OF = {"closed": "closed", "quota_full": "full", "same_person": "duplicate"}
#: Of a revision. Python itself refuses to read numbers of thousands of digits.
MOST_DIGITS = 9


def say(request: HttpRequest, words: str, outcome: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, words, extra_tags=outcome)


def refuse(request: HttpRequest, refusal: DomainError) -> None:
    """Say on the next page why nothing was done."""
    messages.error(request, str(refusal), extra_tags=f"{word_of(refusal)}:{refusal.code}")


def word_of(refusal: DomainError) -> str:
    """The word of CONTRACT.md for a refusal."""
    return WORD_OF.get(refusal.code, "refused")


def see_other(name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """To the page that shows what came of it; going back and forth sends nothing again."""
    response = redirect(name, *args)
    response.status_code = 303
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def revision_shown(request: HttpRequest, delegate: Delegate, *, is_refused: bool) -> int | str:
    """The revision a form carries: the one it was opened with, until a refusal showed the data as they are now."""
    if is_refused:
        return Delegate.objects.values_list("revision", flat=True).get(pk=delegate.pk)
    return request.POST.get("revision", delegate.revision)


def revision_sent(request: HttpRequest) -> int:
    """The revision the form was opened with; whatever else was sent is none that we have."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) <= MOST_DIGITS else -1
