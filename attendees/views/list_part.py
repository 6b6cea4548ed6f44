"""Check your entry: a focal point sees how the list of participants names the delegation, and says that it is right."""

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attendees.domain import participant_lists
from attendees.models import FocalPoint
from attendees.papers import issuing, participants
from attendees.views.delegation import frame
from attendees.views.doorway import for_focal_point
from attendees.views.replies import say, see_other
from core.errors import DomainError
from core.languages import direction_of, name_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def list_part(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponseBase:
    """The delegation's own lines in every language of the list; a POST confirms what was shown."""
    delegation = point.delegation
    refusal, status = None, 200
    if request.method == "POST":
        digest = request.POST.get("digest", "")[:64]
        try:
            participant_lists.confirm_own_part(delegation, digest=digest, by=point, now=timezone.now())
        except DomainError as error:
            refusal, status = error, 409
        else:
            say(request, _("Thank you. The secretariat sees that you have checked it."), "changed")
            return see_other("attendees:list_part")
    part = participant_lists.own_part(delegation)
    context = {
        **frame(point, now),
        "part": part,
        "digest": participant_lists.digest_of(part),
        "refusal": refusal,
        "lists": [
            {
                "code": code,
                "language": name_of(code),
                "direction": direction_of(code),
                "lines": participants.lines_of(part.roll, code),
            }
            for code in issuing.languages_of(delegation.conference)
        ],
    }
    return render(request, "attendees/list_part.html", context, status=status)
