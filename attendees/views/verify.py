"""Is this letter, list or certificate genuine? For a consulate, an employer, a guard: without an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from attendees.domain import issued_lists, issued_papers


@require_safe
def verify_ask(request: HttpRequest) -> HttpResponseBase:
    """The code is typed here; a QR code leads past this page."""
    code = request.GET.get("code", "").replace("\0", "").replace("/", "").strip()[:60]
    if code:
        return redirect("attendees:verify", code)
    return render(request, "attendees/verify_ask.html")


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Genuine, revoked, replaced or unknown, with what is needed to compare and nothing more."""
    verdict = issued_papers.find(code)
    if verdict is None:
        return _verify_list(request, code)
    context = {
        "verdict": verdict,
        "number": issued_papers.number_of(verdict.paper),
        "kind": verdict.paper.get_kind_display(),
        "said": verdict.said,
    }
    return render(request, "attendees/verify.html", context)


def _verify_list(request: HttpRequest, code: str) -> HttpResponse:
    verdict = issued_lists.find(code)
    if verdict is None:
        return render(request, "attendees/verify_unknown.html", status=404)
    return render(request, "attendees/verify_list.html", {"verdict": verdict, "revision": verdict.revision})
