"""What is held: countries, conferences, categories, partners, rooms and sessions."""

from conference.models.category import Category
from conference.models.conference import Conference, ConferenceEvent, PrivacyNotice
from conference.models.country import Country
from conference.models.membership import Membership
from conference.models.organisation import Organisation
from conference.models.partner import Partner
from conference.models.session import Session, SessionRole
from conference.models.venue import Room, Venue

__all__ = [
    "Category",
    "Conference",
    "ConferenceEvent",
    "Country",
    "Membership",
    "Organisation",
    "Partner",
    "PrivacyNotice",
    "Room",
    "Session",
    "SessionRole",
    "Venue",
]
