"""Papers that went out at the conference of Bishkek: a list with two revisions, a letter, a certificate's half-day."""

from datetime import timedelta

from django.utils import timezone

from attendees.domain import attendances, codes, corrections, participant_lists
from attendees.models import IssuedPaper
from attendees.papers import issuing, letters
from attendees.papers.registry import Options
from tests.browser.scene import Scene


def with_revisions(scene: Scene) -> None:
    """Issue the list, change somebody, issue it again; write the confirmations; note who was there."""
    person, by, now = scene.people["approved"], scene.staff["manager"], timezone.now()
    first = _issue(scene, now - timedelta(days=1))
    corrections.correct(person, {"position": "Head of the Prison Service"}, by=by, now=now)
    second = _issue(scene, now)
    letters.confirmations(scene.conference, Options(now, by=by))
    half = attendances.halves(scene.conference)[0]
    attendances.write_down(scene.conference, half, [person.number], by=by, now=now)
    codes_of = {"replaced": codes.parted(first.code), "in_force": codes.parted(second.code)}
    paper = IssuedPaper.objects.latest("pk")
    scene.things |= {"revision": second.pk, "issued": paper.pk, "half": half.code, **codes_of}


def _issue(scene: Scene, now):
    plan = participant_lists.plan(scene.conference, status="PROVISIONAL", languages=["en", "ru"], now=now)
    return participant_lists.issue(plan, issuing.made(plan), by=scene.staff["manager"])
