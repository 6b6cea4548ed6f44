"""Taking a demonstration away with everything that hangs on it; never a real conference."""

from django.db import transaction
from django.db.models import Model

from attendees.domain import demonstration, notices, uploads
from attendees.models import (
    Attendance,
    Badge,
    BadgeBatch,
    BadgeDesign,
    BadgeEvent,
    ChangeRequest,
    Consent,
    Delegate,
    DelegateEvent,
    Delegation,
    DelegationEvent,
    Document,
    ExportRecord,
    FocalPoint,
    ImportBatch,
    ImportMapping,
    IssuedPaper,
    Likeness,
    Mention,
    Merge,
    NameKey,
    OrganisationSpelling,
    Signup,
    Upload,
)
from conference.models import Conference, Organisation, Session
from mailing.models import Letter

#: What hangs on people and delegations, with its way to the conference; whoever points comes before what is pointed at.
#: Each table goes in one statement: there may be tens of thousands of rows.
ROWS: tuple[tuple[type[Model], str], ...] = (
    (DelegateEvent, "delegate__conference"),
    (Consent, "delegate__conference"),
    (Signup, "delegate__conference"),
    (Mention, "delegate__conference"),
    (ChangeRequest, "delegate__conference"),
    (NameKey, "conference"),
    (Likeness, "conference"),
    (Merge, "kept__conference"),
    (ImportBatch, "conference"),
    (ImportMapping, "conference"),
    (OrganisationSpelling, "conference"),
    (BadgeEvent, "badge__conference"),
    (Badge, "conference"),
    (BadgeBatch, "conference"),
    (BadgeDesign, "conference"),
    (Attendance, "delegate__conference"),
    (IssuedPaper, "conference"),
    (Delegate, "conference"),
    (Document, "conference"),
    (DelegationEvent, "delegation__conference"),
    (FocalPoint, "delegation__conference"),
    (Delegation, "conference"),
    (ExportRecord, "conference"),
    (Upload, "conference"),
    (Session, "conference"),
)


@transaction.atomic
def remove(conference: Conference) -> None:
    """Take away a demonstration. Raises ``DemonstrationRefused`` (``live_conference``) for anything else."""
    demonstration.find(conference.slug)
    people = Delegate.objects.for_conference(conference)  # type: ignore[attr-defined]
    files = [name for name in people.exclude(photo="").values_list("photo", flat=True) if name]
    papers = [*Document.objects.filter(conference=conference).values_list("file", flat=True)]
    Letter.objects.for_realm(notices.realm(conference.pk)).delete()
    people.update(replaces=None)
    conference.badges.update(replaces=None)
    for model, path in ROWS:
        model._default_manager.filter(**{path: conference}).delete()
    conference.partners.all().delete()
    Organisation.objects.filter(conference=conference).update(parent=None)
    conference.delete()
    transaction.on_commit(lambda: uploads.remove_unused([*files, *papers]))
