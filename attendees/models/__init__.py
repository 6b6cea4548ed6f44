"""Who comes: delegations, delegates, their papers, badges, history, consents and places in sessions."""

from attendees.models.attendance import Attendance
from attendees.models.badge import Badge, BadgeBatch, BadgeDesign, BadgeEvent
from attendees.models.change_request import ChangeRequest
from attendees.models.consent import Consent
from attendees.models.delegate import Delegate
from attendees.models.delegate_event import DelegateEvent
from attendees.models.delegation import Delegation, DelegationEvent
from attendees.models.document import Document, Mention
from attendees.models.export import ExportRecord
from attendees.models.focal_point import FocalPoint
from attendees.models.import_batch import ImportBatch, ImportMapping, OrganisationSpelling
from attendees.models.issued_paper import IssuedPaper
from attendees.models.likeness import Likeness, Merge, NameKey
from attendees.models.list_revision import ListFile, ListRevision
from attendees.models.paper_job import PaperJob
from attendees.models.register import Register
from attendees.models.saved_view import SavedView
from attendees.models.signup import Signup
from attendees.models.upload import Upload

__all__ = [
    "Attendance",
    "Badge",
    "BadgeBatch",
    "BadgeDesign",
    "BadgeEvent",
    "ChangeRequest",
    "Consent",
    "Delegate",
    "DelegateEvent",
    "Delegation",
    "DelegationEvent",
    "Document",
    "ExportRecord",
    "FocalPoint",
    "ImportBatch",
    "ImportMapping",
    "IssuedPaper",
    "Likeness",
    "ListFile",
    "ListRevision",
    "Mention",
    "Merge",
    "NameKey",
    "OrganisationSpelling",
    "PaperJob",
    "Register",
    "SavedView",
    "Signup",
    "Upload",
]
