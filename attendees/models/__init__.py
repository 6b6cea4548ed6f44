"""Who comes: delegates, their history, consents and places in sessions."""

from attendees.models.consent import Consent
from attendees.models.delegate import Delegate
from attendees.models.delegate_event import DelegateEvent
from attendees.models.export import ExportRecord
from attendees.models.register import Register
from attendees.models.saved_view import SavedView
from attendees.models.signup import Signup
from attendees.models.upload import Upload

__all__ = ["Consent", "Delegate", "DelegateEvent", "ExportRecord", "Register", "SavedView", "Signup", "Upload"]
