"""Telling a genuine list of participants from any other, by the code that is printed on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from attendees.domain import codes
from attendees.enums import ListStatus
from attendees.models import ListFile, ListRevision
from conference.enums import Confidentiality
from conference.models import Conference

#: Who stood in it and what the files hold stays sealed: whoever verifies learns of neither.
UNREAD = ("snapshot", "difference", "languages")


@dataclass(frozen=True)
class ListVerdict:
    """What a holder of a code is told of a list: which it is, what to compare, and what came after it; never a name."""

    revision: ListRevision
    conference: Conference
    files: Sequence[ListFile]
    copy: ListFile | None
    replaced_by: ListRevision | None
    corrected_by: Sequence[ListRevision]

    @property
    def title(self) -> str:
        """As it is printed above it."""
        provisional = self.revision.status == ListStatus.PROVISIONAL
        return _("Provisional list of participants") if provisional else _("List of participants")

    @property
    def people(self) -> int | None:
        """How many stood in it; of a CLOSED conference that is not told (R-57)."""
        return None if self.conference.confidentiality == Confidentiality.CLOSED else self.revision.people


def find(code: str) -> ListVerdict | None:
    """The issued list, or the numbered copy of one, with that code, however it was typed; None for anything else."""
    typed = codes.typed(code)
    if not typed:
        return None
    code_hash = codes.hashed(typed)
    revision = ListRevision.objects.select_related("conference").defer(*UNREAD).filter(code_hash=code_hash).first()
    if revision is not None:
        return _verdict(revision, list(_files().filter(revision=revision, copy_number=None)), None)
    unread = [f"revision__{field}" for field in UNREAD]
    copy = _files().select_related("revision__conference").defer("sealed", *unread).filter(code_hash=code_hash).first()
    return _verdict(copy.revision, [copy], copy) if copy else None


def _files() -> "QuerySet[ListFile]":
    return ListFile.objects.defer("sealed")


def _verdict(revision: ListRevision, files: Sequence[ListFile], copy: ListFile | None) -> ListVerdict:
    """A provisional list is replaced by the last provisional or final one; a corrigendum replaces nothing."""
    after = ListRevision.objects.filter(conference=revision.conference_id, sequence__gt=revision.sequence)
    later = list(after.defer(*UNREAD).order_by("sequence"))
    whole = [each for each in later if each.status != ListStatus.CORRIGENDUM]
    corrigenda = [] if whole else later
    return ListVerdict(revision, revision.conference, files, copy, whole[-1] if whole else None, corrigenda)
