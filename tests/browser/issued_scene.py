"""Papers that went out at the conference of Bishkek: a list with two revisions, a letter, a certificate's half-day."""

from datetime import timedelta

from django.utils import timezone

from attendees.domain import attendances, corrections, participant_lists
from attendees.models import IssuedPaper
from attendees.papers import issuing, letters
from attendees.papers.registry import Options
from tests.browser.scene import Scene


def with_revisions(scene: Scene) -> None:
    """Issue the list, change somebody, issue it again; write the confirmations; note who was there."""
    person, by, now = scene.people["approved"], scene.staff["manager"], timezone.now()
    _issue(scene, now - timedelta(days=1))
    corrections.correct(person, {"position": "Head of the Prison Service"}, by=by, now=now)
    second = _issue(scene, now)
    letters.confirmations(scene.conference, Options(now, by=by))
    half = attendances.halves(scene.conference)[0]
    attendances.write_down(scene.conference, half, [person.number], by=by, now=now)
    scene.things |= {"revision": second.pk, "issued": IssuedPaper.objects.latest("pk").pk, "half": half.code}


def _issue(scene: Scene, now):
    plan = participant_lists.plan(scene.conference, status="PROVISIONAL", languages=["en", "ru"], now=now)
    return participant_lists.issue(plan, issuing.made(plan), by=scene.staff["manager"])
