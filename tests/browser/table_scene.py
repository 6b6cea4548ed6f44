"""Tables on their way at the conference of Bishkek: an officer's, a focal point's, one that was taken over."""

from django.utils import timezone

from attendees.domain import delegations, focal_points, imports, spellings
from attendees.domain.spelled import Known
from attendees.imports import readers
from attendees.imports.batches import Reading
from attendees.models import ImportBatch
from conference.models import Country
from tests.browser.scene import Scene
from tests.factories import make_delegate

HEAD = "№\tФ.И.О.\tДолжность\tОрганизация\tДата рождения\tE-mail\tПаспорт"
#: Every kind of line: refused in two ways, known already, changed, new, a total; and an organisation nobody knows.
OFFICERS = f"""Список участников
{HEAD}
1\tОсмoнов Нурбек Бакытович\tполковник юстиции, начальник отдела\tГСИН\t3/4/75\t\tN1
2\tГүлзат\tСудья\tВерховный суд\t\t\t
3\tЖапаров Аскар\tСудья\tВерховный суд\t\tdifferent@example.org\t
4\tЦой Вера Петровна\tПсихолог\tГСИН\t12.03.1979\ttsoi@example.org\t
5\tНурлан уулу Бекжан\tЭксперт\tОчень длинное название организации, которого никто ещё не знает\t\t\t
\tИтого: 5\t\t\t\t\t
"""
FOCALS = """№\tФ.И.О.\tДолжность\tРоль в делегации
1\tАбенов Ерлан Серікұлы\tЗаместитель министра\tглава делегации
2\tОсмoнов Нурбек\tНачальник отдела\tсоветник
3\tГүлзат\tСудья\t
"""


def with_tables(scene: Scene) -> Scene:
    """The tables into `scene.things`, the focal point of Kazakhstan into `scene.points`."""
    now, officer = timezone.now(), scene.staff["officer"]
    category = scene.conference.categories.get(code="MEMBER_STATE")
    known = {"cyrillic_family_name": "Цой", "cyrillic_given_name": "Вера", "email": "tsoi@example.org"}
    make_delegate(category=category, family_name="Tsoy", given_name="Vera", position="Инспектор", **known)
    spellings.note(Known(scene.conference), scene.conference, ["Ministry of Justise", "ГСИН"], now=now)
    open_table = _table(scene, OFFICERS, by=officer)
    done = _table(scene, f"{HEAD}\n1\tКим Елена\tЭксперт\tГСИН\t\t\t", by=officer)
    imports.apply(done, Reading(done, now).table, by=officer, now=now)
    delegation = delegations.enter(
        scene.conference, category, country=Country.objects.get(iso2="KZ"), language="ru", by=officer, now=now
    )
    point = focal_points.name(
        delegation, name="Gulzat Omarova", email="gulzat@example.org", language="ru", by=officer, now=now
    )
    point.delegation = delegation
    scene.points["sender"] = point
    pasted = imports.receive(scene.conference, _read(FOCALS), delegation=delegation, by=point, now=now)
    scene.things |= {"table": open_table.pk, "done": done.pk, "pasted": pasted.pk}
    return scene


def _table(scene: Scene, text: str, *, by) -> ImportBatch:
    batch = imports.receive(scene.conference, _read(text), by=by, now=timezone.now())
    return imports.choose(batch, {"category": "MEMBER_STATE"})


def _read(text: str) -> dict:
    return readers.read_text(text).as_json()
