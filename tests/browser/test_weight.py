"""The first load of a public page: at most 100 kB compressed, nothing from elsewhere, no broken policy."""

from tests.browser.delegation_scene import with_members
from tests.browser.places import DELEGATION, PUBLIC, Place
from tests.browser.scene import Scene, with_neighbours, with_people
from tests.browser.windows import PHONE, compressed

MOST = 100_000
#: A page with its style sheets weighs more: less means that nothing was heard.
LEAST = 10_000


def test_every_public_page_is_light_and_all_ours(visit, scene):
    with_neighbours(with_people(scene))

    loads = {name: first_load(place, visit, scene) for name, place in PUBLIC.items()}

    assert {name: load for name, load in loads.items() if sum(load.values()) > MOST} == {}
    assert {host for load in loads.values() for host in load} == {"localhost"}


def test_every_page_of_a_delegation_is_as_light(visit, scene):
    with_members(scene)

    loads = {name: first_load(place, visit, scene) for name, place in DELEGATION.items() if place.then is None}

    assert {name: load for name, load in loads.items() if sum(load.values()) > MOST} == {}
    assert {host for load in loads.values() for host in load} == {"localhost"}


def first_load(place: Place, visit, scene: Scene) -> dict[str, int]:
    """How many bytes an empty browser fetches, by host."""
    window, load, answers = visit(size=PHONE), {}, []
    window.page.on("requestfinished", lambda request: answers.append(request.response()))
    assert place.reach(window, scene) == []
    window.page.wait_for_load_state("networkidle")  # what is still on its way weighs too
    for answer in answers:
        host = answer.url.split("/")[2].partition(":")[0]
        load[host] = load.get(host, 0) + compressed(answer.body())
    assert sum(load.values()) > LEAST, place.path
    return load
