"""Photos: kept between the steps of the form, then the delegate's; files nobody needs are removed."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from attendees.models import Delegate, Upload
from conference.models import Conference
from core.text import clean_line

#: A form left open for longer has lost its photo (UP-10).
KEPT_FOR = timedelta(hours=24)
LONGEST_NAME = 60
LONGEST_TOKEN = 1000
SALT = "attendees.uploads"


@dataclass(frozen=True)
class Kept:
    """A photo that waits for its form: the stored file and the sender's name of it."""

    file: str
    name: str

    @property
    def fingerprint(self) -> str:
        """The same for the same picture, so that a form sent twice with its file is known again."""
        return PurePath(self.file).stem.partition("-")[2]


def keep(conference: Conference, photo: ContentFile, *, name: str, now: datetime) -> str:
    """Store a checked photo until the form is sent; returns the token that claims it."""
    content = photo.read()
    upload = Upload(conference=conference, name=shown_name(name), created_at=now, token_hash=secrets.token_hex(32))
    upload.file = ContentFile(content, name=_file_name(content))
    upload.save(force_insert=True)
    until = (now + KEPT_FOR).timestamp()
    return signing.dumps([conference.pk, upload.file.name, upload.name, until], salt=SALT, compress=True)


def find(conference_id: int, token: str, *, now: datetime) -> Kept | None:
    """The photo a form of this conference has sent; None for anything else (IN-19).

    The token says itself what it stands for, under our signature: the last step asks no table.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        conference, file, name, until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Kept(file, name) if conference == conference_id and now.timestamp() < until else None


def shown_name(name: str) -> str:
    """The sender's name of the file, fit to be shown; it is never used as the name of a file (UP-05)."""
    line = clean_line(name.replace("\\", "/").rpartition("/")[2]) or "photo"
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def purge(*, now: datetime) -> int:
    """Forget uploads older than a day, with the files no delegate has taken over; says how many."""
    old = list(Upload.objects.filter(created_at__lte=now - KEPT_FOR)[:500])
    Upload.objects.filter(pk__in=[upload.pk for upload in old]).delete()
    remove_unused(str(upload.file.name) for upload in old)
    return len(old)


def remove_unused(names: Iterable[str]) -> None:
    """Delete the files that are neither a delegate's photo nor kept for a form (UP-14)."""
    wanted = {name for name in names if name}
    used = set(Delegate.objects.filter(photo__in=wanted).values_list("photo", flat=True))
    used |= set(Upload.objects.filter(file__in=wanted).values_list("file", flat=True))
    for name in sorted(wanted - used):
        default_storage.delete(name)


def _file_name(content: bytes) -> str:
    return f"{secrets.token_hex(16)}-{hashlib.sha256(content).hexdigest()[:16]}.jpg"
