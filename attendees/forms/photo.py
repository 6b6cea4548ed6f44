"""The photo on its way from the browser: checked once, kept, never asked for twice."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from attendees.domain import uploads
from conference.enums import PhotoRule
from conference.models import Category
from core.errors import DomainError
from core.images import clean_photo


@dataclass(frozen=True)
class Photo:
    """What is known of the photo of one form: what is kept under which token, or what is wrong with the file."""

    kept: uploads.Kept | None = None
    token: str = ""
    problem: DomainError | None = None

    @property
    def file(self) -> str:
        """The name of the stored file, ready for `Delegate.photo`."""
        return self.kept.file if self.kept else ""

    @property
    def name(self) -> str:
        """The sender's name of the file, to be shown."""
        return self.kept.name if self.kept else ""


NO_PHOTO = Photo()


def received(request: HttpRequest, category: Category, *, now: datetime) -> Photo:
    """Check and keep the file the form brought, else find the one it brought before (UP-02, UP-06)."""
    if category.photo == PhotoRule.FORBIDDEN:
        return NO_PHOTO
    token = request.POST.get("photo_token", "")
    kept = uploads.find(category.conference_id, token, now=now) if token else None
    if (file := request.FILES.get("photo")) is None:
        return Photo(kept, token) if kept else NO_PHOTO
    try:
        cleaned = clean_photo(file)
    except DomainError as problem:
        # A photo that was good stays, whatever came after it.
        return Photo(kept, token if kept else "", problem)
    token = uploads.keep(category.conference, cleaned, name=file.name or "", now=now)
    return Photo(uploads.find(category.conference_id, token, now=now), token)
