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
#: Every move a delegate's status can make. Only attendees/domain/registrations.py writes it.
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
SEATED = {S.APPROVED}  #: takes a seat out of a capacity or quota (R-02)
LIVE = {S.DRAFT, S.PENDING, S.APPROVED, S.WAITLISTED, S.RETURNED}  #: one per person and conference (R-11)
HOLDS_SESSION_PLACES = {S.PENDING, S.APPROVED, S.RETURNED}
EDITABLE = {S.PENDING, S.WAITLISTED, S.RETURNED}  #: the delegate may correct the data (R-21)
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
