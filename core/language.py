"""In which language a page answers: what was asked for, limited to what the page exists in.

``?lang=ru`` is kept in a cookie and taken out of the address, so that one address serves all languages.
Every value comes from outside and may be anything (HT-17): it is only ever compared with the codes we have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.http import escape_leading_slashes, urlencode
from django.utils.translation.trans_real import parse_accept_lang_header

Respond = Callable[[HttpRequest], HttpResponseBase]


def choose_language(get_response: Respond) -> Respond:
    """Middleware: activate the reader's language; ``?lang=`` sets it for later pages as well."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        if asked in _languages_of_the_site() and request.method in {"GET", "HEAD"}:
            return _remember(request, asked)
        restrict(request, _languages_of_the_site())
        response = get_response(request)
        # A page may have been restricted to its conference's languages meanwhile.
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return respond


def restrict(request: HttpRequest, languages: Sequence[str]) -> str:
    """Answer in the best of these languages; the first of them when the reader asked for none.

    A view calls it as soon as it knows its conference. Sets ``request.LANGUAGE_CODE`` and
    ``request.languages``, the ones the page is offered in, and returns the code.
    """
    known = _languages_of_the_site()
    offered = [code for code in languages if code in known] or known[:1]
    code = best(_wishes(request), offered)
    translation.activate(code)
    request.LANGUAGE_CODE = code
    request.languages = offered  # type: ignore[attr-defined]
    return code


def best(wishes: Iterable[str], offered: Sequence[str]) -> str:
    """The first wish that is offered, by itself or without its region ("ru-KG" is served by "ru")."""
    for wish in wishes:
        for code in (wish, wish.partition("-")[0]):
            if code in offered:
                return code
    return offered[0]


def _wishes(request: HttpRequest) -> list[str]:
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return [cookie, *(code for code, weight in accepted if weight > 0)]


def _languages_of_the_site() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _remember(request: HttpRequest, code: str) -> HttpResponseRedirect:
    query = [(key, value) for key, values in request.GET.lists() for value in values if key != "lang"]
    # Without the escape "//elsewhere.example/?lang=ru" would send the reader to another site.
    address = escape_leading_slashes(request.path) + (f"?{urlencode(query)}" if query else "")
    response = HttpResponseRedirect(address)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE or 365 * 24 * 60 * 60,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
    add_never_cache_headers(response)
    return response
