"""Logos of partners: the only uploaded files the public may see, and only through this door."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from conference.models import Conference, Partner

#: A file never changes: a new logo gets a new name, and so a new address.
KEPT_SECONDS = 7 * 24 * 60 * 60


@require_safe
def partner_logo(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The logo, to everybody who may see its conference; 404 to all others."""
    seen = Q(conference__in=Conference.objects.public())
    if request.user.is_authenticated:
        seen |= Q(conference__in=Conference.objects.for_staff(request.user))
    partner = get_object_or_404(Partner.objects.select_related("conference").filter(seen), **_named(slug, name))
    try:
        with partner.logo.open("rb") as file:
            response = HttpResponse(file.read(), content_type="image/png")
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if partner.conference.is_public():
        response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}, immutable"
    return response


def _named(slug: str, name: str) -> dict[str, str]:
    return {"conference__slug": slug, "logo": f"{Partner.LOGOS}{name}.png"}
