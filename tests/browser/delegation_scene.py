"""Kazakhstan at the conference of Bishkek: a delegation with somebody at every status, and its focal points."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from attendees.domain import delegations, focal_points, nominations, registrations, substitutions
from attendees.domain.registrations import Form
from attendees.enums import Capacity, Reason, Source
from attendees.models import Delegate, Delegation, FocalPoint
from conference.enums import ApprovalMode
from conference.models import Country
from tests.browser.scene import Scene

#: Who → family name, given name, Cyrillic family and given name, part, position.
NAMES = {
    "head": ("Abenov", "Yerlan", "Абенов", "Ерлан", Capacity.HEAD, "Deputy Minister of Internal Affairs"),
    "deputy": ("Abilov", "Kairat", "Әбілов", "Қайрат", Capacity.DEPUTY, "Head of the Prison Committee"),
    "sent_back": ("Zhumagaliyeva-Abdrakhmanova", "Gulnara", "Жумагалиева-Абдрахманова", "Гульнара", "", ""),
    "reserve": ("Kim", "Elena", "Ким", "Елена", Capacity.EXPERT, "Psychologist"),
    "second_reserve": ("Seitkali", "Aruzhan", "Сейтқали", "Аружан", Capacity.ADVISER, "Legal adviser"),
    "leaver": ("Nurpeisov", "Daniyar", "Нұрпейісов", "Данияр", Capacity.ADVISER, "Adviser"),
    "refused": ("Ospanov", "Timur", "Оспанов", "Тимур", "", "Analyst"),
}
DRAFTS = {
    "draft": ("Serikuly", "Askhat", "Серікұлы", "Асхат", Capacity.SUPPORT, "Interpreter"),
    "unreachable": ("Bekova", "Aliya", "", "", "", "Chief specialist"),
}


def with_delegation(scene: Scene, *, quota: int = 3) -> Delegation:
    """The delegation, its people into `scene.people`, its focal points into `scene.points`."""
    now = timezone.now()
    category = scene.conference.categories.get(code="MEMBER_STATE")
    category.approval = ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
    category.save()
    delegation = delegations.enter(
        scene.conference,
        category,
        country=Country.objects.get(iso2="KZ"),
        quota_in_person=quota,
        quota_online=1,
        language="ru",
        by=scene.staff["manager"],
        now=now - timedelta(days=9),
    )
    scene.points = {
        "focal": _point(delegation, "Gulzat Omarova", now),
        "colleague": _point(delegation, "Serik Akhmetov", now),
    }
    delegations.invite(delegation, by=scene.staff["manager"], now=now - timedelta(days=8))
    return delegation


def _point(delegation: Delegation, name: str, now: datetime) -> FocalPoint:
    address = f"{name.split()[0].lower()}@mvd.example"
    return focal_points.name(
        delegation,
        name=name,
        email=address,
        language="ru",
        position="International Cooperation Department",
        by=None,
        now=now - timedelta(days=9),
    )


def filled(family: str, given: str, cyrillic_family: str, cyrillic_given: str, position: str, **more: Any) -> Form:
    """A person as the form hands it over."""
    fields = {
        "family_name": family,
        "given_name": given,
        "cyrillic_family_name": cyrillic_family,
        "cyrillic_given_name": cyrillic_given,
        "position": position,
        "organisation": "Ministry of Internal Affairs",
        "email": f"{family.split('-')[0].lower()}@mvd.example",
        "sex": "F" if family.endswith("a") else "M",
        "language": "ru",
    }
    return Form({**fields, **more})


def with_members(scene: Scene, **more: Any) -> Delegation:
    """The delegation with somebody at every status."""
    delegation, now = with_delegation(scene, **more), timezone.now()
    point = scene.points["focal"]
    _name(scene, delegation, NAMES, now - timedelta(days=5))
    delegations.submit(delegation, by=point, now=now - timedelta(days=4))
    _decide(scene, now - timedelta(days=2))
    delegations.reopen(delegation, by=point, now=now - timedelta(days=1))
    _name(scene, delegation, DRAFTS, now - timedelta(hours=5))
    alone = filled("Tulegenov", "Marat", "Төлегенов", "Марат", "Senior lecturer", country_id="KZ")
    answer = registrations.submit(delegation.category, alone, submission=None, source=Source.SELF, by=None, now=now)
    scene.people["alone"] = answer.delegate
    delegation.refresh_from_db()
    return delegation


def _name(scene: Scene, delegation: Delegation, names: dict[str, tuple[str, ...]], now: datetime) -> None:
    for who, (*name, capacity, position) in names.items():
        address = {"email": ""} if who == "unreachable" else {}
        form = filled(*name, position, **address)
        scene.people[who] = nominations.nominate(delegation, form, capacity=capacity, by=scene.points["focal"], now=now)


def _decide(scene: Scene, now: datetime) -> None:
    by, point = scene.staff["officer"], scene.points["focal"]
    for who in ("head", "deputy", "leaver"):
        registrations.approve(scene.people[who], by=by, now=now)
    for who in ("reserve", "second_reserve"):
        registrations.waitlist(scene.people[who], by=by, now=now)
    registrations.send_back(
        scene.people["sent_back"], reason=Reason.DATA_MISSING, text="Please add the position.", by=by, now=now
    )
    registrations.reject(scene.people["refused"], reason=Reason.OUT_OF_SCOPE, by=by, now=now)
    newcomer = filled("Issayeva", "Madina", "Исаева", "Мадина", "Adviser")
    scene.people["newcomer"] = substitutions.replace(scene.people["leaver"], newcomer, by=point, now=now)


def reread(delegate: Delegate) -> Delegate:
    """The person as the database holds it now."""
    return Delegate.objects.get(pk=delegate.pk)
