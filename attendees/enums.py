"""The fixed words of a registration, and the legal moves of a delegate's status."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DelegateStatus(TextChoices):
    """Where a delegate's registration stands. "Pending" and "waiting list" are never confused."""

    DRAFT = "DRAFT", _("Draft")
    PENDING = "PENDING", _("Waiting for a decision")
    APPROVED = "APPROVED", _("Approved")
    WAITLISTED = "WAITLISTED", _("On the waiting list")
    RETURNED = "RETURNED", _("Sent back")
    REJECTED = "REJECTED", _("Not approved")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    REPLACED = "REPLACED", _("Replaced")
    REVOKED = "REVOKED", _("Revoked")


S = DelegateStatus
#: Every move a delegate's status can make. Only attendees/domain/moves.py writes it.
MOVES: dict[str, set[str]] = {
    S.DRAFT: {S.PENDING},
    S.PENDING: {S.APPROVED, S.WAITLISTED, S.REJECTED, S.RETURNED, S.WITHDRAWN},
    S.RETURNED: {S.PENDING, S.WITHDRAWN},
    S.WAITLISTED: {S.APPROVED, S.PENDING, S.WITHDRAWN},
    S.APPROVED: {S.WITHDRAWN, S.REPLACED, S.REVOKED},
    S.REJECTED: set(),
    S.WITHDRAWN: set(),
    S.REPLACED: set(),
    S.REVOKED: set(),
}
#: Steps back, each only by its own verb: a quiet undo within minutes (R-28), a merge taken apart again (R-34).
UNDOABLE: dict[str, set[str]] = {
    S.APPROVED: {S.PENDING, S.WAITLISTED},
    S.WITHDRAWN: {S.DRAFT, S.PENDING, S.APPROVED, S.WAITLISTED, S.RETURNED},
}
SEATED = {S.APPROVED}  #: takes a seat out of a capacity or quota (R-02)
LIVE = {S.DRAFT, S.PENDING, S.APPROVED, S.WAITLISTED, S.RETURNED}  #: one per person and conference (R-11)
HOLDS_SESSION_PLACES = {S.PENDING, S.APPROVED, S.RETURNED}
EDITABLE = {S.DRAFT, S.PENDING, S.WAITLISTED, S.RETURNED}  #: the delegate may correct the data (R-21)
GONE = {S.REJECTED, S.WITHDRAWN, S.REPLACED, S.REVOKED}  #: never slips into a list unasked (EX-04)

#: How a status looks: tone and shape of GUIDE.md, "Chip".
CHIPS: dict[str, str] = {
    S.DRAFT: "ring",
    S.PENDING: "is-wait half",
    S.APPROVED: "is-good tick",
    S.WAITLISTED: "is-queue bars",
    S.RETURNED: "is-wait warn",
    S.REJECTED: "is-bad cross",
    S.WITHDRAWN: "dash",
    S.REPLACED: "swap",
    S.REVOKED: "is-bad cross",
}


class Sex(TextChoices):
    """Asked for statistics and the form of address; never inferred (R-65)."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    OTHER = "X", _("Other")
    NOT_STATED = "NOT_STATED", _("I prefer not to say")


class CourtesyTitle(TextChoices):
    """The courtesy titles one may choose from."""

    MR = "MR", _("Mr.")
    MS = "MS", _("Ms.")
    MX = "MX", _("Mx.")
    DR = "DR", _("Dr.")
    PROF = "PROF", _("Prof.")
    HE = "HE", _("H.E.")


class Excellency(TextChoices):
    """ "H.E." is a request until protocol confirms it (R-36)."""

    NO = "NO", _("No")
    REQUESTED = "REQUESTED", _("Requested")
    CONFIRMED = "CONFIRMED", _("Confirmed")


class Modality(TextChoices):
    """How a delegate takes part; only those in person take a seat (R-02)."""

    IN_PERSON = "IN_PERSON", _("In person")
    ONLINE = "ONLINE", _("Online")


class IdentityProtection(TextChoices):
    """How a delegate's name may be shown (R-56, R-57)."""

    STANDARD = "STANDARD", pgettext_lazy("identity protection", "Standard")
    NO_PUBLICATION = "NO_PUBLICATION", _("In no list given out")
    ALIAS = "ALIAS", _("Under an alias")


class Source(TextChoices):
    """Who brought the registration."""

    SELF = "SELF", _("The delegate")
    FOCAL_POINT = "FOCAL_POINT", _("Focal point")
    OFFICER = "OFFICER", _("Officer")
    IMPORT = "IMPORT", _("Import")
    ON_SITE = "ON_SITE", _("At the desk")


class ConsentKind(TextChoices):
    """What a person may agree to; none is pre-ticked."""

    NOTICE = "NOTICE", _("Privacy notice")
    PHOTO = "PHOTO", _("Publish photographs with me")
    CONTACTS = "CONTACTS", _("Share my e-mail with other delegates")
    FUTURE = "FUTURE", _("Invite me to later conferences")


class Capacity(TextChoices):
    """A person's part in the delegation, in the order of protocol."""

    HEAD = "HEAD", _("Head of delegation")
    DEPUTY = "DEPUTY", _("Deputy head of delegation")
    REPRESENTATIVE = "REPRESENTATIVE", _("Representative")
    ALTERNATE = "ALTERNATE", _("Alternate")
    ADVISER = "ADVISER", _("Adviser")
    EXPERT = "EXPERT", _("Expert")
    SUPPORT = "SUPPORT", _("Support staff")


class EventKind(TextChoices):
    """What can happen to a registration."""

    SUBMITTED = "SUBMITTED", _("Registration sent")
    RESUBMITTED = "RESUBMITTED", _("Sent again")
    APPROVED = "APPROVED", _("Approved")
    WAITLISTED = "WAITLISTED", pgettext_lazy("history", "Put on the waiting list")
    PROMOTED = "PROMOTED", _("A place became free")
    RETURNED = "RETURNED", _("Sent back")
    REJECTED = "REJECTED", _("Not approved")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    REVOKED = "REVOKED", _("Approval revoked")
    CORRECTED = "CORRECTED", _("Data corrected")
    SIGNED_UP = "SIGNED_UP", _("Place in a session taken")
    SIGNED_OFF = "SIGNED_OFF", _("Place in a session given up")
    LINK_SENT = "LINK_SENT", _("Personal link sent again")
    OVERRIDDEN = "OVERRIDDEN", _("Approved over a quota")
    NOMINATED = "NOMINATED", _("Nominated")
    ENDORSED = "ENDORSED", _("Confirmed by the focal point")
    DISOWNED = "DISOWNED", _("Not confirmed by the focal point")
    UNDONE = "UNDONE", _("Approval undone")
    REPLACED = "REPLACED", pgettext_lazy("history", "Replaced by another person")
    TOOK_PLACE = "TOOK_PLACE", _("Took the place of another person")
    NO_DOCUMENT = "NO_DOCUMENT", _("Approved while the paper is pending")
    CHANGE_ASKED = "CHANGE_ASKED", _("Change asked for")
    CHANGE_MADE = "CHANGE_MADE", _("Change accepted")
    CHANGE_DENIED = "CHANGE_DENIED", _("Change refused")
    CONSENTED = "CONSENTED", _("Consents given")
    MERGED = "MERGED", _("Merged with another registration")
    UNMERGED = "UNMERGED", _("Merge undone")
    IMPORTED = "IMPORTED", _("Taken from a table")
    MOVED = "MOVED", _("Moved to another delegation")


class Reason(TextChoices):
    """Reason codes; the person is told the public text of attendees/domain/reasons.py (R-26)."""

    DATA_MISSING = "DATA_MISSING", _("Data missing")
    NAME_UNCLEAR = "NAME_UNCLEAR", _("Name unclear")
    PHOTO_UNUSABLE = "PHOTO_UNUSABLE", _("Photo cannot be used")
    NOT_NOMINATED = "NOT_NOMINATED", _("Not nominated")
    OUT_OF_SCOPE = "OUT_OF_SCOPE", _("Outside the scope of the conference")
    QUOTA_FULL = "QUOTA_FULL", _("No places left")
    DUPLICATE = "DUPLICATE", _("Registered twice")
    OTHER = "OTHER", _("Other")


RETURN_REASONS = [Reason.DATA_MISSING, Reason.NAME_UNCLEAR, Reason.PHOTO_UNUSABLE, Reason.OTHER]
REJECT_REASONS = [Reason.NOT_NOMINATED, Reason.OUT_OF_SCOPE, Reason.QUOTA_FULL, Reason.DUPLICATE, Reason.OTHER]


# Delegations ------------------------------------------------------------------------------------------


class DelegationStatus(TextChoices):
    """Where a delegation stands between invitation and confirmed list of names."""

    DRAFT = "DRAFT", pgettext_lazy("delegation", "Not invited yet")
    INVITED = "INVITED", pgettext_lazy("delegation", "Invited")
    COMPOSING = "COMPOSING", pgettext_lazy("delegation", "Names are being entered")
    SUBMITTED = "SUBMITTED", pgettext_lazy("delegation", "Submitted")
    CONFIRMED = "CONFIRMED", pgettext_lazy("delegation", "Confirmed")
    DECLINED = "DECLINED", pgettext_lazy("delegation", "Will not come")


_D = DelegationStatus
#: Every move a delegation's status can make. Only attendees/domain/delegations.py writes it.
DELEGATION_MOVES: dict[str, set[str]] = {
    _D.DRAFT: {_D.INVITED, _D.COMPOSING, _D.DECLINED},
    _D.INVITED: {_D.COMPOSING, _D.SUBMITTED, _D.DECLINED},
    _D.COMPOSING: {_D.SUBMITTED, _D.DECLINED},
    _D.SUBMITTED: {_D.COMPOSING, _D.CONFIRMED, _D.DECLINED},
    _D.CONFIRMED: {_D.COMPOSING, _D.DECLINED},
    _D.DECLINED: {_D.COMPOSING},
}
#: The focal point may enter and change names.
OPEN_TO_NAMES = {_D.DRAFT, _D.INVITED, _D.COMPOSING}

#: How a delegation's status looks: tone and shape of GUIDE.md, "Chip".
DELEGATION_CHIPS: dict[str, str] = {
    _D.DRAFT: "ring",
    _D.INVITED: "is-queue bars",
    _D.COMPOSING: "is-wait half",
    _D.SUBMITTED: "is-wait half",
    _D.CONFIRMED: "is-good tick",
    _D.DECLINED: "dash",
}


class DelegationEventKind(TextChoices):
    """What can happen to a delegation."""

    CREATED = "CREATED", _("Entered")
    INVITED = "INVITED", pgettext_lazy("history", "Invited")
    REMINDED = "REMINDED", pgettext_lazy("history", "Reminded")
    OPENED = "OPENED", _("The focal point came in for the first time")
    COMPOSING = "COMPOSING", _("Names are being entered")
    SUBMITTED = "SUBMITTED", _("List of names submitted")
    REOPENED = "REOPENED", _("Opened for changes")
    CONFIRMED = "CONFIRMED", pgettext_lazy("history", "Confirmed")
    DECLINED = "DECLINED", pgettext_lazy("history", "Will not come")
    QUOTA_CHANGED = "QUOTA_CHANGED", _("Quota changed")
    EDITED = "EDITED", _("Changed")
    ORDERED = "ORDERED", _("Order of names changed")
    FOCAL_ADDED = "FOCAL_ADDED", _("Focal point named")
    FOCAL_REVOKED = "FOCAL_REVOKED", _("Focal point revoked")
    LINK_SENT = "LINK_SENT", _("Link sent again")
    DOCUMENT_RECEIVED = "DOCUMENT_RECEIVED", _("Paper received")
    DOCUMENT_VERIFIED = "DOCUMENT_VERIFIED", _("Paper verified")
    DOCUMENT_REFUSED = "DOCUMENT_REFUSED", _("Paper is not sufficient")
    DOCUMENT_REPLACED = "DOCUMENT_REPLACED", _("Paper superseded")
    DOCUMENT_DISCARDED = "DOCUMENT_DISCARDED", _("Paper removed")
    IMPORTED = "IMPORTED", _("Names taken from a table")
    LIST_CHECKED = "LIST_CHECKED", _("Own part of the list of participants checked")


class DocumentKind(TextChoices):
    """The kinds of official paper."""

    NOTE_VERBALE = "NOTE_VERBALE", _("Note verbale")
    LETTER = "LETTER", _("Official letter")
    OTHER = "OTHER", pgettext_lazy("official paper", "Other paper")


class DocumentStatus(TextChoices):
    """What a paper is worth. Only attendees/domain/documents.py writes it."""

    RECEIVED = "RECEIVED", pgettext_lazy("official paper", "To be checked")
    VERIFIED = "VERIFIED", pgettext_lazy("official paper", "Verified")
    INSUFFICIENT = "INSUFFICIENT", pgettext_lazy("official paper", "Not sufficient")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("official paper", "Superseded")


_P = DocumentStatus
#: Every move a paper's status can make.
DOCUMENT_MOVES: dict[str, set[str]] = {
    _P.RECEIVED: {_P.VERIFIED, _P.INSUFFICIENT, _P.SUPERSEDED},
    _P.VERIFIED: {_P.INSUFFICIENT, _P.SUPERSEDED},
    _P.INSUFFICIENT: {_P.VERIFIED, _P.SUPERSEDED},
    _P.SUPERSEDED: set(),
}
#: Steps back: what a newer paper took the place of counts again when the newer one does not.
DOCUMENT_UNDOABLE: dict[str, set[str]] = {
    _P.SUPERSEDED: {_P.RECEIVED, _P.VERIFIED, _P.INSUFFICIENT},
}
#: Papers that count: what they name is named (R-08).
IN_FORCE = {_P.RECEIVED, _P.VERIFIED}

#: How a paper's status looks: tone and shape of GUIDE.md, "Chip".
DOCUMENT_CHIPS: dict[str, str] = {
    _P.RECEIVED: "is-wait half",
    _P.VERIFIED: "is-good tick",
    _P.INSUFFICIENT: "is-bad cross",
    _P.SUPERSEDED: "swap",
}


class ChangeStatus(TextChoices):
    """Where a change request stands. Only attendees/domain/change_requests.py writes it."""

    OPEN = "OPEN", pgettext_lazy("change request", "To decide")
    ACCEPTED = "ACCEPTED", pgettext_lazy("change request", "Accepted")
    REFUSED = "REFUSED", pgettext_lazy("change request", "Refused")
    CANCELLED = "CANCELLED", pgettext_lazy("change request", "Taken back")


#: How a change request's status looks: tone and shape of GUIDE.md, "Chip". It leaves OPEN once and for all.
CHANGE_CHIPS: dict[str, str] = {
    ChangeStatus.OPEN: "is-wait half",
    ChangeStatus.ACCEPTED: "is-good tick",
    ChangeStatus.REFUSED: "is-bad cross",
    ChangeStatus.CANCELLED: "dash",
}


class Strength(TextChoices):
    """How alike two names are."""

    WEAK = "WEAK", _("Somewhat alike")
    STRONG = "STRONG", _("Very much alike")


class LikenessStatus(TextChoices):
    """What an officer made of a pair. Only attendees/domain/duplicates.py writes it."""

    OPEN = "OPEN", pgettext_lazy("possible duplicate", "To look at")
    DISMISSED = "DISMISSED", pgettext_lazy("possible duplicate", "Two people")
    MERGED = "MERGED", pgettext_lazy("possible duplicate", "Merged")


class SpellingStatus(TextChoices):
    """What an officer made of a spelling. Only attendees/domain/spellings.py writes it."""

    OPEN = "OPEN", pgettext_lazy("spelling", "To judge")
    KNOWN = "KNOWN", pgettext_lazy("spelling", "Known organisation")
    LEFT = "LEFT", pgettext_lazy("spelling", "Left as written")


# Badges -----------------------------------------------------------------------------------------------


class BadgeStatus(TextChoices):
    """Where a badge stands. Only attendees/domain/badges.py writes it."""

    QUEUED = "QUEUED", pgettext_lazy("badge", "To be printed")
    PRINTED = "PRINTED", pgettext_lazy("badge", "Printed")
    ISSUED = "ISSUED", pgettext_lazy("badge", "Handed out")
    RETURNED = "RETURNED", pgettext_lazy("badge", "Given back")
    LOST = "LOST", pgettext_lazy("badge", "Lost")
    DAMAGED = "DAMAGED", pgettext_lazy("badge", "Damaged")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("badge", "Superseded")
    REVOKED = "REVOKED", pgettext_lazy("badge", "Revoked")


_B = BadgeStatus
_DEAD = {_B.LOST, _B.DAMAGED, _B.SUPERSEDED, _B.REVOKED}
#: Every move a badge can make. One that is lost stays lost: found again, it opens nothing (R-44).
BADGE_MOVES: dict[str, set[str]] = {
    _B.QUEUED: {_B.PRINTED, _B.SUPERSEDED, _B.REVOKED},
    _B.PRINTED: {_B.ISSUED, *_DEAD},
    _B.ISSUED: {_B.RETURNED, *_DEAD},
    **{status: set() for status in (_B.RETURNED, *_DEAD)},
}
#: A person has one of these at the most.
VALID = {_B.QUEUED, _B.PRINTED, _B.ISSUED}
#: Somebody may hold it in the hand.
OUT = {_B.PRINTED, _B.ISSUED}

#: How a badge's status looks: tone and shape of GUIDE.md, "Chip".
BADGE_CHIPS: dict[str, str] = {
    _B.QUEUED: "is-wait half",
    _B.PRINTED: "is-good tick",
    _B.ISSUED: "is-good tick",
    _B.RETURNED: "dash",
    _B.LOST: "is-bad cross",
    _B.DAMAGED: "is-bad cross",
    _B.SUPERSEDED: "swap",
    _B.REVOKED: "is-bad cross",
}


class BadgeReason(TextChoices):
    """Why a badge is printed again, or is no good any more."""

    CHANGED = "CHANGED", pgettext_lazy("badge", "What stands on it has changed")
    LOST = "LOST", pgettext_lazy("badge", "It was lost")
    DAMAGED = "DAMAGED", pgettext_lazy("badge", "It was damaged")
    MISPRINT = "MISPRINT", pgettext_lazy("badge", "The printing went wrong")
    LEFT = "LEFT", pgettext_lazy("badge", "The person does not come any more")
    OTHER = "OTHER", pgettext_lazy("badge", "Another reason")


#: What a new badge may be asked for with; the last reason is the system's own.
REPRINT_REASONS = [each for each in BadgeReason if each != BadgeReason.LEFT]


class BadgeEventKind(TextChoices):
    """What can happen to a badge."""

    QUEUED = "QUEUED", pgettext_lazy("badge, history", "Asked for")
    PRINTED = "PRINTED", pgettext_lazy("badge, history", "Printed")
    COPIED = "COPIED", pgettext_lazy("badge, history", "Printed once more, unchanged")
    ASSIGNED = "ASSIGNED", pgettext_lazy("badge, history", "Given to a person")
    ISSUED = "ISSUED", pgettext_lazy("badge, history", "Handed out")
    RETURNED = "RETURNED", pgettext_lazy("badge, history", "Given back")
    LOST = "LOST", pgettext_lazy("badge, history", "Reported lost")
    DAMAGED = "DAMAGED", pgettext_lazy("badge, history", "Reported damaged")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("badge, history", "Superseded by a new one")
    REVOKED = "REVOKED", pgettext_lazy("badge, history", "Revoked")


class BadgeSize(TextChoices):
    """The formats badges come in."""

    A6 = "A6", _("A6, 105 × 148 mm")
    A7 = "A7", _("A7, 74 × 105 mm")
    CR80 = "CR80", _("Plastic card CR80, 85.6 × 54 mm")
    LABEL = "LABEL", _("Label, 100 × 62 mm")


class Orientation(TextChoices):
    """Which way up a badge is worn."""

    PORTRAIT = "PORTRAIT", pgettext_lazy("badge", "Upright")
    LANDSCAPE = "LANDSCAPE", pgettext_lazy("badge", "Lying")


# Attendance and issued papers ----------------------------------------------------------------------------


class HalfDay(TextChoices):
    """The halves of a day of the conference, each with its sign-in sheet."""

    MORNING = "AM", _("Morning")
    AFTERNOON = "PM", _("Afternoon")


class AttendanceSource(TextChoices):
    """Where the evidence of an attendance comes from."""

    SHEET = "SHEET", pgettext_lazy("attendance", "Signed sheet")
    TABLE = "TABLE", pgettext_lazy("attendance", "Table")


class IssuedKind(TextChoices):
    """The numbered papers that are given out."""

    CONFIRMATION = "CONFIRMATION", _("Confirmation")
    INVITATION = "INVITATION", pgettext_lazy("issued paper", "Invitation")
    VISA_LETTER = "VISA_LETTER", _("Visa support letter")
    CERTIFICATE = "CERTIFICATE", _("Certificate of participation")


# Papers ----------------------------------------------------------------------------------------------


class PaperStatus(TextChoices):
    """Where a paper that was asked for stands. Only attendees/domain/paper_jobs.py writes it."""

    QUEUED = "QUEUED", pgettext_lazy("paper", "Waits for its turn")
    RUNNING = "RUNNING", pgettext_lazy("paper", "Is being made")
    DONE = "DONE", pgettext_lazy("paper", "Ready")
    FAILED = "FAILED", pgettext_lazy("paper", "Could not be made")


#: How a paper's status looks: tone and shape of GUIDE.md, "Chip".
PAPER_CHIPS: dict[str, str] = {
    PaperStatus.QUEUED: "ring",
    PaperStatus.RUNNING: "is-wait half",
    PaperStatus.DONE: "is-good tick",
    PaperStatus.FAILED: "is-bad cross",
}


# The list of participants ----------------------------------------------------------------------------


class ListStatus(TextChoices):
    """What an issued list is. Only attendees/domain/participant_lists.py writes it, once."""

    PROVISIONAL = "PROVISIONAL", pgettext_lazy("issued list", "Provisional")
    FINAL = "FINAL", pgettext_lazy("issued list", "Final")
    CORRIGENDUM = "CORRIGENDUM", pgettext_lazy("issued list", "Corrigendum")


_L = ListStatus
#: What may be issued after what; "" is a conference without a list.
LIST_MOVES: dict[str, set[str]] = {
    "": {_L.PROVISIONAL},
    _L.PROVISIONAL: {_L.PROVISIONAL, _L.FINAL},
    _L.FINAL: {_L.CORRIGENDUM},
    _L.CORRIGENDUM: {_L.CORRIGENDUM},
}
