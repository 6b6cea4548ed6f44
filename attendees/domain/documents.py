"""Official papers that name people: received once, checked name by name, superseded by newer ones.

Only this module writes a paper's status. What a paper proves is asked in attendees/domain/proofs.py.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import actors, delegation_notices, seating, uploads
from attendees.domain.actors import Actor
from attendees.domain.history import record_of_delegation
from attendees.domain.refusals import DocumentRefused
from attendees.enums import DOCUMENT_UNDOABLE, DelegationEventKind, DocumentKind, DocumentStatus
from attendees.models import Delegate, Delegation, Document, Mention

S = DocumentStatus
K = DelegationEventKind
#: Removed by mistake they would be missed: verified papers stay, and so does what they took the place of.
REMOVABLE = {S.RECEIVED, S.INSUFFICIENT}


@dataclass(frozen=True)
class Details:
    """What is written on a paper."""

    kind: str = DocumentKind.NOTE_VERBALE
    issuer: str = ""
    reference: str = ""
    dated_on: date | None = None
    language: str = ""


@transaction.atomic
def receive(
    delegation: Delegation,
    file: uploads.Kept,
    details: Details,
    names: Sequence[Delegate] = (),
    *,
    by: Actor,
    now: datetime,
    supersedes: Document | None = None,
) -> Document:
    """Take a checked file as a paper of the delegation that names these people, in this order.

    The same file twice is one paper, which then names everybody ticked either time. A paper that takes the
    place of another makes the other, and whatever that had replaced, count no more; whom it does not
    name is flagged and never removed (R-09). Raises ``DocumentRefused`` (``closed``, ``known``,
    ``not_in_delegation``, ``superseded_already``).
    """
    seating.lock(delegation.conference_id)
    check_open(delegation, by=by)
    if known := delegation.documents.current().filter(digest=file.digest).first():  # type: ignore[attr-defined]
        return _again(known, names, by=by, now=now)
    document = Document(conference_id=delegation.conference_id, delegation=delegation, **asdict(details))
    document.file, document.file_name, document.media_type = file.file, file.name, file.media_type
    document.digest, document.pages = file.digest, file.pages
    document.received_at, document.received_by, document.focal_point = now, actors.staff(by), actors.focal_point(by)
    document.supersedes = _replaceable(delegation, supersedes)
    document.save(force_insert=True)
    _name(document, names)
    _record(document, K.DOCUMENT_RECEIVED, by=by, now=now, names=len(names))
    _supersede(document, by=by, now=now)
    return document


@transaction.atomic
def name_people(document: Document, names: Sequence[Delegate], *, by: Actor, now: datetime) -> Document:
    """Say again whom the paper names, in which order; what an officer confirmed stays confirmed.

    Raises ``DocumentRefused`` (``superseded_already``, ``not_in_delegation``; for a focal point
    ``decided_meanwhile`` once the paper was checked, ``not_yours`` when the secretariat took it in).
    """
    document = _locked(document)
    if document.status == S.SUPERSEDED:
        raise _superseded()
    if actors.staff(by) is None:
        _check_own(document)
    keys = [each.pk for each in names]
    document.mentions.exclude(delegate__in=keys).delete()
    _name(document, names)
    return document


@transaction.atomic
def tick(
    document: Document, *, found: Collection[int] = (), lost: Collection[int] = (), by: User, now: datetime
) -> Document:
    """Confirm the names found in the paper and take back the others; both are ids of delegates.

    Somebody of the delegation whom the sender did not tick is named by being found. Names that are in
    neither stay as they are, so that two officers do not undo each other (RC-23).
    Raises ``DocumentRefused`` (``superseded_already``, ``insufficient``).
    """
    document = _locked(document)
    if document.status == S.INSUFFICIENT:
        raise DocumentRefused(_("This paper was found not sufficient: it proves nobody."), "insufficient")
    _tick(document, found, lost, by=by, now=now)
    return document


@transaction.atomic
def verify(
    document: Document, *, found: Collection[int] = (), lost: Collection[int] = (), by: User, now: datetime
) -> Document:
    """Accept the paper: it proves the people whose names are confirmed, these included (R-07).

    Whose name is left unconfirmed is flagged as not named (R-08). Raises ``DocumentRefused``
    (``decided_meanwhile``, ``superseded_already``, ``nobody_confirmed``).
    """
    document = _locked(document)
    if document.status == S.VERIFIED:
        raise _decided(document)
    _tick(document, found, lost, by=by, now=now)
    if not document.mentions.exclude(confirmed_at=None).exists():
        raise DocumentRefused(_("Tick the names you found in the paper first."), "nobody_confirmed")
    document.note = ""
    _decide(document, S.VERIFIED, by=by, now=now)
    _no_longer_pending(document)
    _record(document, K.DOCUMENT_VERIFIED, by=by, now=now)
    _supersede(document, by=by, now=now)
    return document


@transaction.atomic
def find_insufficient(document: Document, note: str, *, by: User, now: datetime) -> int:
    """Refuse the paper with words to the focal points, who get a letter; says how many.

    It proves nobody any more. The paper it took the place of counts again.
    Raises ``DocumentRefused`` (``decided_meanwhile``, ``superseded_already``, ``note_needed``).
    """
    document = _locked(document)
    if not note.strip():
        raise DocumentRefused(_("Say in words what the paper lacks."), "note_needed")
    if document.status == S.INSUFFICIENT:
        raise _decided(document)
    document.note = note
    _decide(document, S.INSUFFICIENT, by=by, now=now)
    _record(document, K.DOCUMENT_REFUSED, by=by, now=now, text=note)
    _restore(document.supersedes)
    return delegation_notices.tell(document.delegation, "document_insufficient", now=now, document=document, text=note)


@transaction.atomic
def discard(document: Document, *, by: Actor, now: datetime) -> None:
    """Remove a paper that came by mistake, with its file; the one it took the place of counts again.

    Raises ``DocumentRefused`` (``not_removable`` once it was verified; for a focal point ``decided_meanwhile``
    and ``not_yours``).
    """
    document = _locked(document)
    if actors.staff(by) is None:
        _check_own(document)
    if document.status not in REMOVABLE:
        raise DocumentRefused(_("This paper was checked already and stays."), "not_removable")
    _record(document, K.DOCUMENT_DISCARDED, by=by, now=now)
    if document.status == S.RECEIVED:
        _restore(document.supersedes)
    transaction.on_commit(partial(uploads.remove_unused, [str(document.file.name)]))
    document.delete()


# Names -----------------------------------------------------------------------------------------------


def _again(document: Document, names: Sequence[Delegate], *, by: Actor, now: datetime) -> Document:
    if document.status == S.INSUFFICIENT:
        text = _("The secretariat found this very paper not sufficient. Please send another one.")
        raise DocumentRefused(text, "known")
    known = set(document.mentions.values_list("delegate_id", flat=True))
    more = [each for each in names if each.pk not in known]
    if more and document.status == S.VERIFIED:
        text = _(
            "This paper is with us and was checked already. To have it name more people, write to the secretariat."
        )
        raise DocumentRefused(text, "known")
    _name(document, more, after=len(known))
    return document


def _name(document: Document, names: Sequence[Delegate], *, after: int = 0) -> None:
    if any(each.delegation_id != document.delegation_id for each in names):
        raise DocumentRefused(_("A paper names people of its own delegation only."), "not_in_delegation")
    places = {each.pk: place for place, each in enumerate(names, start=after + 1)}
    Mention.objects.bulk_create(
        [Mention(document=document, delegate_id=pk, place=place) for pk, place in places.items()],
        update_conflicts=True,
        unique_fields=["document", "delegate"],
        update_fields=["place"],
    )


def _tick(document: Document, found: Collection[int], lost: Collection[int], *, by: User, now: datetime) -> None:
    if document.status == S.SUPERSEDED:
        raise _superseded()
    named = document.mentions.values("delegate_id")
    others = document.delegation.people.filter(pk__in=found).exclude(pk__in=named).order_by("place", "number")
    _name(document, list(others), after=document.mentions.count())
    document.mentions.filter(delegate__in=found, confirmed_at=None).update(confirmed_at=now, confirmed_by=by)
    document.mentions.filter(delegate__in=lost).update(confirmed_at=None, confirmed_by=None)
    if document.status == S.VERIFIED:
        _no_longer_pending(document)


def _no_longer_pending(document: Document) -> None:
    """Whoever was approved before the paper came is proven now."""
    proven = document.mentions.exclude(confirmed_at=None).values("delegate_id")
    Delegate.objects.filter(pk__in=proven, is_document_pending=True).update(is_document_pending=False)


# Statuses --------------------------------------------------------------------------------------------


def _locked(document: Document) -> Document:
    """The paper as it stands under the lock."""
    seating.lock(document.conference_id)
    found = Document.objects.select_related("conference", "delegation__conference", "supersedes", "decided_by")
    return found.get(pk=document.pk)


def _decide(document: Document, status: DocumentStatus, *, by: User, now: datetime) -> None:
    if not document.can_become(status):
        raise _superseded()
    document.status, document.decided_at, document.decided_by = status, now, by
    document.save(update_fields=["status", "note", "decided_at", "decided_by"])


def _supersede(document: Document, *, by: Actor, now: datetime) -> None:
    """What the paper replaces counts no more, and neither does what that had replaced (R-09)."""
    for older in _chain(document.supersedes):
        if older.status != S.SUPERSEDED:
            older.status = S.SUPERSEDED
            older.save(update_fields=["status"])
            _record(older, K.DOCUMENT_REPLACED, by=by, now=now, newer=document.pk)


def _restore(document: Document | None) -> None:
    """Let a superseded paper count as it did before."""
    for older in _chain(document):
        status = _before(older)
        if older.status != S.SUPERSEDED or status not in DOCUMENT_UNDOABLE[S.SUPERSEDED]:
            return
        older.status = status
        older.save(update_fields=["status"])
        if status != S.INSUFFICIENT:
            return


def _before(document: Document) -> DocumentStatus:
    """What the secretariat had made of the paper before a newer one came."""
    if document.decided_at is None:
        return S.RECEIVED
    return S.INSUFFICIENT if document.note else S.VERIFIED


def _chain(document: Document | None) -> Iterable[Document]:
    while document is not None:
        yield document
        document = document.supersedes


def _replaceable(delegation: Delegation, document: Document | None) -> Document | None:
    if document is None:
        return None
    fresh = delegation.documents.filter(pk=document.pk).first()
    if fresh is None or fresh.status == S.SUPERSEDED:
        raise _superseded()
    return fresh


def _check_own(document: Document) -> None:
    """A focal point changes what focal points sent, until it is checked."""
    if document.focal_point_id is None:
        raise DocumentRefused(_("The secretariat took this paper in. Please write to it."), "not_yours")
    if document.status != S.RECEIVED:
        raise DocumentRefused(_("The secretariat has checked this paper already."), "decided_meanwhile")


def check_open(delegation: Delegation, *, by: Actor) -> None:
    """Whether papers are still taken from whoever sends one. Raises ``DocumentRefused`` (``closed``)."""
    if actors.staff(by) is None and delegation.conference.is_over:
        raise DocumentRefused(_("The conference is over: no papers are taken any more."), "closed")


def _decided(document: Document) -> DocumentRefused:
    """The words for the second of two officers (RC-23)."""
    text = _("%(who)s decided on this paper meanwhile: it is now “%(status)s”.")
    words = {"who": document.decided_by or _("Somebody"), "status": document.get_status_display()}
    return DocumentRefused(text % words, "decided_meanwhile")


def _superseded() -> DocumentRefused:
    return DocumentRefused(_("A newer paper took the place of this one."), "superseded_already")


def _record(document: Document, kind: K, *, by: Actor, now: datetime, text: str = "", **data: int) -> None:
    what = {"document": document.pk, **data}
    record_of_delegation(document.delegation, kind, by=by, now=now, text=text, data=what)
