"""A paper on its way from the browser: checked once, kept, never asked for twice."""

from datetime import datetime

from django.http import HttpRequest

from attendees.domain import uploads
from attendees.forms.photo import Photo
from conference.models import Conference
from core.documents import clean_document
from core.errors import DomainError

#: Nothing came.
NO_FILE = Photo()


def received_paper(request: HttpRequest, conference: Conference, *, field: str, now: datetime) -> Photo:
    """Check and keep the file the form brought in `field`, else find the one it brought before.

    What is kept travels on as `<field>_token` (UP-02, UP-06, UP-07).
    """
    token = request.POST.get(f"{field}_token", "")
    kept = uploads.find_paper(conference.pk, token, now=now) if token else None
    if (file := request.FILES.get(field)) is None:
        return Photo(kept, token) if kept else NO_FILE
    try:
        clean = clean_document(file)
    except DomainError as problem:
        # A file that was good stays, whatever came after it.
        return Photo(kept, token if kept else "", problem)
    token = uploads.keep_paper(conference, clean, name=file.name or "", now=now)
    return Photo(uploads.find_paper(conference.pk, token, now=now), token)
