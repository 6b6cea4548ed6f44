"""Forms that are sent twice: the same key is the same person (RC-05, RC-06)."""

from django.utils.translation import gettext as _

from attendees.domain.refusals import NominationRefused
from attendees.domain.registrations import Submission
from attendees.models import Delegate


def known(conference_id: int, submission: Submission | None) -> Delegate | None:
    """Whom this very form has made already; call it under the lock.

    Raises ``NominationRefused`` (``key_reused``) when the form was sent with other answers then.
    """
    if submission is None:
        return None
    found = Delegate.objects.select_related("conference", "category", "delegation")
    delegate = found.filter(conference_id=conference_id, submission_key=submission.key).first()
    if delegate is not None and delegate.submission_digest != submission.digest:
        text = _("This form was already sent with other answers. Open the form again to name another person.")
        raise NominationRefused(text, "key_reused")
    return delegate
