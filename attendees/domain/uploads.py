"""Photos and papers: kept between the steps of a form, then somebody's; files nobody needs are removed."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.apps import apps
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField

from attendees.models import Upload
from conference.models import Conference
from core.documents import JPEG, CleanFile
from core.text import clean_line

#: A form left open for longer has lost its photo (UP-10).
KEPT_FOR = timedelta(hours=24)
LONGEST_NAME = 60
LONGEST_TOKEN = 1000
SALT = "attendees.uploads"
#: A paper's token opens no photo field, and the other way round.
PAPER_SALT = "attendees.uploads.papers"
#: Where files of this app are.
FOLDERS = ("uploads", "photos", "documents", "papers")


@dataclass(frozen=True)
class Kept:
    """A photo or paper that waits for its form: the stored file and the sender's name of it."""

    file: str
    name: str
    media_type: str = JPEG
    pages: int = 1
    digest: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same picture, so that a form sent twice with its file is known again."""
        return PurePath(self.file).stem.partition("-")[2]


def keep(conference: Conference, photo: ContentFile, *, name: str, now: datetime) -> str:
    """Store a checked photo until the form is sent; returns the token that claims it."""
    upload = _stored(conference, photo.read(), ".jpg", name=name, now=now)
    return _token(upload, SALT)


def keep_paper(conference: Conference, paper: CleanFile, *, name: str, now: datetime) -> str:
    """Store a checked paper until the form is sent; returns the token that claims it."""
    upload = _stored(conference, paper.content, paper.suffix, name=name, now=now)
    return _token(upload, PAPER_SALT, paper.media_type, paper.pages, paper.digest)


def _stored(conference: Conference, content: bytes, suffix: str, *, name: str, now: datetime) -> Upload:
    upload = Upload(conference=conference, name=shown_name(name), created_at=now, token_hash=secrets.token_hex(32))
    upload.file = ContentFile(content, name=_file_name(content, suffix))
    upload.save(force_insert=True)
    return upload


def _token(upload: Upload, salt: str, *more: object) -> str:
    until = (upload.created_at + KEPT_FOR).timestamp()
    said = [upload.conference_id, upload.file.name, upload.name, until, *more]
    return signing.dumps(said, salt=salt, compress=True)


def find(conference_id: int, token: str, *, now: datetime) -> Kept | None:
    """The photo a form of this conference has sent; None for anything else (IN-19).

    The token says itself what it stands for, under our signature: the last step asks no table.
    """
    return _behind(conference_id, token, SALT, now)


def find_paper(conference_id: int, token: str, *, now: datetime) -> Kept | None:
    """The paper a form of this conference has sent; None for anything else."""
    return _behind(conference_id, token, PAPER_SALT, now)


def _behind(conference_id: int, token: str, salt: str, now: datetime) -> Kept | None:
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        conference, file, name, until, *more = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError):
        return None
    return Kept(file, name, *more) if conference == conference_id and now.timestamp() < until else None


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
    """Delete the files no row names any more (UP-14)."""
    wanted = {name for name in names if name}
    for name in sorted(wanted - _used(wanted)):
        default_storage.delete(name)


def sweep(*, now: datetime) -> int:
    """Delete the files older than a day that no row names, whichever way their rows went; says how many."""
    old = [name for name in _names() if default_storage.get_modified_time(name) <= now - KEPT_FOR]
    unused = sorted(set(old) - _used(old))
    for name in unused:
        default_storage.delete(name)
    return len(unused)


def _names() -> Iterator[str]:
    for folder in FOLDERS:
        if default_storage.exists(folder):
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def _used(names: Iterable[str]) -> set[str]:
    """Those of the names that stand in a column of this app."""
    names, used = sorted(names), set()
    for field in _columns():
        for start in range(0, len(names), 500):
            rows = field.model._default_manager.filter(**{f"{field.name}__in": names[start : start + 500]})
            used |= set(rows.values_list(field.name, flat=True))
    return used


def _columns() -> Iterator[FileField]:
    for model in apps.get_app_config("attendees").get_models():
        yield from (field for field in model._meta.concrete_fields if isinstance(field, FileField))


def _file_name(content: bytes, suffix: str) -> str:
    return f"{secrets.token_hex(16)}-{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
