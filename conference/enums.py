"""The fixed words of a conference, and the legal moves of its state."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: The languages of a conference, as they stand inside a list: "English, Russian, Kyrgyz".
LANGUAGE_WORDS = {
    "en": pgettext_lazy("language", "English"),
    "fr": pgettext_lazy("language", "French"),
    "es": pgettext_lazy("language", "Spanish"),
    "ru": pgettext_lazy("language", "Russian"),
    "ar": pgettext_lazy("language", "Arabic"),
    "zh": pgettext_lazy("language", "Chinese"),
    "ky": pgettext_lazy("language", "Kyrgyz"),
}


class Membership(TextChoices):
    """A State's standing in the United Nations."""

    MEMBER_STATE = "MEMBER_STATE", _("Member State")
    OBSERVER_STATE = "OBSERVER_STATE", _("Observer State")
    OTHER = "OTHER", _("Other territory")


class RegionalGroup(TextChoices):
    """The United Nations regional groups."""

    AFRICAN = "AFRICAN", _("African States")
    ASIA_PACIFIC = "ASIA_PACIFIC", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "EASTERN_EUROPEAN", _("Eastern European States")
    GRULAC = "GRULAC", _("Latin American and Caribbean States")
    WEOG = "WEOG", _("Western European and other States")
    NONE = "NONE", _("No regional group")


class Confidentiality(TextChoices):
    """Who may learn that a conference exists, and who comes (R-57)."""

    OPEN = "OPEN", _("Open")
    RESTRICTED = "RESTRICTED", _("Restricted")
    CLOSED = "CLOSED", _("Closed")


class ConferenceStatus(TextChoices):
    """Where a conference stands."""

    DRAFT = "DRAFT", _("Draft")
    REGISTRATION_OPEN = "REGISTRATION_OPEN", _("Registration open")
    REGISTRATION_CLOSED = "REGISTRATION_CLOSED", _("Registration closed")
    RUNNING = "RUNNING", _("Running")
    ENDED = "ENDED", _("Ended")
    ARCHIVED = "ARCHIVED", _("Archived")
    CANCELLED = "CANCELLED", _("Cancelled")


_S = ConferenceStatus
#: Every move a conference's status can make. Only conference/domain/conferences.py writes it.
CONFERENCE_MOVES: dict[str, set[str]] = {
    _S.DRAFT: {_S.REGISTRATION_OPEN, _S.CANCELLED},
    _S.REGISTRATION_OPEN: {_S.REGISTRATION_CLOSED, _S.CANCELLED},
    _S.REGISTRATION_CLOSED: {_S.REGISTRATION_OPEN, _S.RUNNING, _S.CANCELLED},
    _S.RUNNING: {_S.ENDED, _S.CANCELLED},
    _S.ENDED: {_S.ARCHIVED},
    _S.ARCHIVED: set(),
    _S.CANCELLED: set(),
}
#: States in which the public may see an OPEN or RESTRICTED conference.
PUBLIC_STATUSES = {_S.REGISTRATION_OPEN, _S.REGISTRATION_CLOSED, _S.RUNNING, _S.ENDED, _S.CANCELLED}
#: States in which the form is open or can be opened, again or for the first time.
BEFORE_IT_STARTS = {_S.DRAFT, _S.REGISTRATION_OPEN, _S.REGISTRATION_CLOSED}
#: States in which nobody is expected any more.
OVER = {_S.ENDED, _S.ARCHIVED, _S.CANCELLED}


class ConferenceEventKind(TextChoices):
    """What can happen to a conference; the kinds of its history."""

    LOADED = "LOADED", _("Loaded from a file")
    CHANGED = "CHANGED", _("Changed from a file")
    CLONED = "CLONED", _("Made from another conference")
    NOTICE_PUBLISHED = "NOTICE_PUBLISHED", _("Privacy notice published")
    CAPACITY_CHANGED = "CAPACITY_CHANGED", _("Capacity changed")
    QUOTA_CHANGED = "QUOTA_CHANGED", _("Quota of a category changed")
    REGISTRATION_OPENED = "REGISTRATION_OPENED", _("Registration opened")
    REGISTRATION_CLOSED = "REGISTRATION_CLOSED", _("Registration closed")
    REGISTRATION_REOPENED = "REGISTRATION_REOPENED", _("Registration opened again")
    STARTED = "STARTED", _("Conference started")
    ENDED = "ENDED", _("Conference ended")
    ARCHIVED = "ARCHIVED", _("Archived")
    CANCELLED = "CANCELLED", _("Cancelled")
    ADDED = "ADDED", _("Added")
    EDITED = "EDITED", _("Changed")
    REMOVED = "REMOVED", _("Removed")
    STAFF_ADDED = "STAFF_ADDED", _("Member of staff added")
    STAFF_CHANGED = "STAFF_CHANGED", _("Role of a member of staff changed")
    STAFF_REMOVED = "STAFF_REMOVED", _("Member of staff removed")


class Standing(TextChoices):
    """What the public may expect of a conference at one instant."""

    OPEN = "OPEN", _("Registration open")
    NOT_YET = "NOT_YET", _("Not open yet")
    CLOSED = "CLOSED", _("Registration closed")
    RUNNING = "RUNNING", _("Under way")
    ENDED = "ENDED", _("Ended")
    CANCELLED = "CANCELLED", _("Cancelled")


class Access(TextChoices):
    """How one gets in, in words for the public."""

    AT_ONCE = "AT_ONCE", pgettext_lazy("access", "Open")
    BY_APPROVAL = "BY_APPROVAL", _("By approval")
    BY_INVITATION = "BY_INVITATION", _("By invitation")


class CountryOrder(TextChoices):
    """How States are ordered on lists."""

    ALPHABETICAL = "ALPHABETICAL", _("Alphabetical in the language")
    BY_LOT = "BY_LOT", _("Alphabetical from a State drawn by lot")


class Accent(TextChoices):
    """The accent colours of the house; each is checked for contrast in light and dark."""

    PETROL = "petrol", _("Petrol")
    LAPIS = "lapis", _("Lapis")
    PINE = "pine", _("Pine")
    MADDER = "madder", _("Madder")
    PLUM = "plum", _("Plum")
    UMBER = "umber", _("Umber")


class ApprovalMode(TextChoices):
    """Who says yes to a delegate of a category."""

    AUTOMATIC = "AUTOMATIC", _("Automatic")
    SECRETARIAT = "SECRETARIAT", _("Secretariat")
    FOCAL_POINT_THEN_SECRETARIAT = "FOCAL_POINT_THEN_SECRETARIAT", _("Focal point, then secretariat")


class InList(TextChoices):
    """Whether a category stands in the list of participants."""

    YES = "YES", _("Yes")
    SEPARATE = "SEPARATE", _("In a section of its own")
    NO = "NO", _("No")


class PhotoRule(TextChoices):
    """Whether a category sends a photo."""

    REQUIRED = "REQUIRED", _("Required")
    OPTIONAL = "OPTIONAL", _("Optional")
    FORBIDDEN = "FORBIDDEN", _("Not asked")


class AskedField(TextChoices):
    """The questions a category may ask; what every category asks is not listed (R-65: sex is asked)."""

    COUNTRY = "country", _("State represented")
    ORGANISATION = "organisation", _("Organisation")
    CYRILLIC_NAME = "cyrillic_name", _("Name in Cyrillic letters")
    TITLE = "title", _("Courtesy title")
    POSITION = "position", _("Position")
    NATIONALITY = "nationality", _("Nationality")
    DATE_OF_BIRTH = "date_of_birth", _("Date of birth")
    PHONE = "phone", _("Mobile phone")
    INTERPRETATION = "interpretation", _("Interpretation")
    DIET = "diet", _("Food")
    ACCESSIBILITY = "accessibility", _("What one needs to take part")
    SESSIONS = "sessions", _("Sessions")


class PartnerRole(TextChoices):
    """An organisation's part in a conference, in protocol order."""

    HOST = "HOST", _("Host")
    ORGANISER = "ORGANISER", _("Organisers")
    CO_ORGANISER = "CO_ORGANISER", _("Co-organisers")
    SUPPORT = "SUPPORT", _("With the support of")
    DONOR = "DONOR", _("Donors")


class SessionType(TextChoices):
    """What kind of item of the programme a session is."""

    PLENARY = "PLENARY", _("Plenary")
    PANEL = "PANEL", _("Panel")
    WORKING_GROUP = "WORKING_GROUP", _("Working group")
    CEREMONY = "CEREMONY", _("Ceremony")
    SIDE_EVENT = "SIDE_EVENT", _("Side event")
    BREAK = "BREAK", _("Break")
    SERVICE = "SERVICE", _("Service")
    SOCIAL = "SOCIAL", _("Social")


#: Items nobody attends as work: drawn as pauses across the programme.
PAUSES = {SessionType.BREAK, SessionType.SERVICE}


class SignupRule(TextChoices):
    """Whether a delegate signs up for a session."""

    NONE = "NONE", _("No sign-up")
    OPEN = "OPEN", _("Open to sign-up")
    REQUIRED = "REQUIRED", _("Sign-up required")


class SessionRoleKind(TextChoices):
    """What somebody does in a session."""

    CHAIR = "CHAIR", _("Chair")
    MODERATOR = "MODERATOR", _("Moderator")
    SPEAKER = "SPEAKER", _("Speaker")
    PANELLIST = "PANELLIST", _("Panellist")
    RAPPORTEUR = "RAPPORTEUR", _("Rapporteur")
