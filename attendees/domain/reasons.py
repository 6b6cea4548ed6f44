"""The public text of each reason code: what the person is told, never a remark (R-26)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attendees.enums import Reason

PUBLIC_TEXTS: dict[str, Promise] = {
    Reason.DATA_MISSING: _("Some of your data are missing or unclear."),
    Reason.NAME_UNCLEAR: _("Your name is not clear. Please write it as in your passport."),
    Reason.PHOTO_UNUSABLE: _("Your photo cannot be used. Please send a clear photo of your face."),
    Reason.NOT_NOMINATED: _("Your State or organisation has not named you for this conference."),
    Reason.OUT_OF_SCOPE: _("This conference is for another circle of experts."),
    Reason.QUOTA_FULL: _("All places of your category are taken."),
    Reason.DUPLICATE: _("You are registered already under another reference."),
    Reason.OTHER: _("Please read the note of the secretariat."),
}


def public_text(reason: str) -> str:
    """What the person is told for the code."""
    return str(PUBLIC_TEXTS[Reason(reason)])
