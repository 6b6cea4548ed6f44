"""Pages that belong to no app: errors, health, the security contact."""

import shutil
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from attendees.papers import fonts
from mailing.domain import outbox

RETRY_SECONDS = 5
LEAST_DISK = 1024**3
LONGEST_WAIT_OF_A_LETTER = timedelta(minutes=10)


def _page(request: HttpRequest, status: int, name: str = "", **context: Any) -> HttpResponse:
    context["request_id"] = getattr(request, "id", "")
    # No request context: the page must come out when the database is away.
    return HttpResponse(render_to_string(f"{name or status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def broken_text(request: HttpRequest, place: str) -> HttpResponse:
    return _page(request, 400, place=place)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, name="403_csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    from config.middleware import is_passing_trouble  # the middleware imports this module

    if is_passing_trouble(sys.exc_info()[1]):
        return busy(request)
    return _page(request, 500)


def busy(request: HttpRequest) -> HttpResponse:
    response = _page(request, 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive. Asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready to serve: database, migrations, disk, and how long the oldest letter has waited.

    Whether papers can be made is told too, and takes nothing away: pages are served without fonts.
    """
    checks = {"database": _database(), "disk": _disk()}
    if checks["database"] == "ok":
        checks |= {"migrations": _migrations(), "letters": _letters(timezone.now())}
    ready = all(answer == "ok" for answer in checks.values())
    papers = " ".join(fonts.problems()) or "ok"
    return JsonResponse({"ready": ready, **checks, "papers": papers}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, ImproperlyConfigured) as error:
        return type(error).__name__
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied" if plan else "ok"


def _disk() -> str:
    free = shutil.disk_usage(settings.BASE_DIR).free
    return "ok" if free > LEAST_DISK else f"{free // 1024**2} MB left"


def _letters(now: datetime) -> str:
    age = outbox.oldest_waiting_age(now) or timedelta(0)
    return "ok" if age < LONGEST_WAIT_OF_A_LETTER else f"oldest waits {age.total_seconds():.0f} s"


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell us about a weakness (RFC 9116)."""
    expires = datetime.now(UTC) + timedelta(days=365)
    lines = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, ru",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
