"""What happens to every request before a view sees it, and to every answer after."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import is_valid_path
from django.utils.cache import patch_cache_control, patch_vary_headers

from config import views
from config.logs import masked, request_id

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("registration.requests")

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
CHARSETS = ("utf-8", "utf8", "us-ascii")
LONGEST_PATH = 2000
#: Of a length; Python itself refuses to read numbers of thousands of digits.
MOST_DIGITS = 18
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)
#: OperationalErrors of SQLite that are faults of ours and not of the hour.
PROGRAMMING_FAULT = re.compile(r"no such|syntax error|Expression tree|too many|has no column")


def request_log(get_response: Handler) -> Handler:
    """Number the request and write one line about it: no body, no query, no personal link."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        request.id = secrets.token_hex(8)  # type: ignore[attr-defined]
        token = request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            _write_line(request, response, time.monotonic() - started)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def _write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    facts = {
        "method": request.method,
        "path": masked(request.path)[:500],
        "status": response.status_code,
        "ms": round(seconds * 1000),
    }
    logger.info("request", extra={"facts": facts})


def client_address(get_response: Handler) -> Handler:
    """Make ``REMOTE_ADDR`` the client's address: as many steps from the right as proxies are ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = _client_address(request)
        return get_response(request)

    return middleware


def _client_address(request: HttpRequest) -> str:
    direct: str = request.META.get("REMOTE_ADDR", "")
    count: int = settings.TRUSTED_PROXY_COUNT
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if not count or len(chain) < count:
        return direct
    try:
        return str(ip_address(chain[-count]))
    except ValueError:
        return direct


def default_headers(get_response: Handler) -> Handler:
    """Nothing made for one person is kept by anybody, unless the view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def refuse_broken_requests(get_response: Handler) -> Handler:
    """Answer 4xx to what no honest browser sends, before any database sees it (IN-02, HT-08, HT-09)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _length(request) > settings.LARGEST_REQUEST:
            return views.too_large(request)
        try:
            _ = request.get_host(), request.GET  # read here, so that they refuse here
            place = _broken_place(request)
        except SuspiciousOperation:  # another host, too many fields, too long a form
            return views.bad_request(request)
        return views.broken_text(request, place) if place else get_response(request)

    return middleware


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_number = length.isascii() and length.isdigit() and len(length) <= MOST_DIGITS
    return int(length) if is_number else settings.LARGEST_REQUEST + 1


def _broken_place(request: HttpRequest) -> str:
    """The name of the first part of the request that holds bytes which are not text, or ''."""
    if len(request.path) > LONGEST_PATH or "\0" in request.path_info:
        return "address"
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if b"%00" in query or not _is_utf8(query):
        return "query"
    if any("\0" in value for value in request.COOKIES.values()):
        return "cookie"
    return _broken_field(request) if request.method in ("POST", "PUT", "PATCH") else ""


def _is_utf8(encoded: bytes) -> bool:
    try:
        unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _broken_field(request: HttpRequest) -> str:
    """A NUL inside a value is left to the form, which says so beside the field (core.fields)."""
    if request.content_type not in FORM_TYPES:
        return ""
    if (request.encoding or "utf-8").lower() not in CHARSETS:
        return "body"
    try:
        names = list(request.POST)
        readable = request.content_type != FORM_TYPES[0] or _is_utf8(request.body)
    except (MultiPartParserError, UnreadablePostError, BadRequest, UnicodeError):
        return "body"
    return "body" if not readable or any("\0" in name for name in names) else ""


class RefusalPages:
    """In development, our own pages where Django shows its table of addresses or a trace (AC-22).

    A rehearsal is looked at from outside with DEBUG on. Faults of ours still get Django's report.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_valid_path(request.path_info) else views.not_found(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return views.not_found(request)
        if isinstance(error, BadRequest | SuspiciousOperation | MultiPartParserError):
            return views.bad_request(request)
        return None


class DatabaseTrouble:
    """What the database could not take: later (503, RC-20) or never (400, IN-02), but not a fault of ours."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_passing_trouble(error):
            logger.error("database trouble: %s", error)
            return views.busy(request)
        if isinstance(error, ValueError) and "NUL (0x00)" in str(error):
            return views.broken_text(request, "body")
        return None


def is_passing_trouble(error: BaseException | None) -> bool:
    """Whether trying again later may help."""
    return isinstance(error, OperationalError | InterfaceError) and not PROGRAMMING_FAULT.search(str(error))
