"""A focal point who has come in, and a filled form about a person."""

from typing import Any

from django.test import Client

from attendees.models import FocalPoint


def came_in(point: FocalPoint) -> Client:
    """A browser in which the delegation's page is open."""
    client = Client()
    client.post(f"/delegation/{point.link_token}/")
    return client


def nominee(**changed: Any) -> dict[str, Any]:
    """What a focal point sends about one person; `name=None` leaves an answer out."""
    filled = {
        "submission_key": "a-key-of-the-form",
        "capacity": "",
        "organisation": "Ministry of Internal Affairs",
        "position": "Deputy Head of Department",
        "title": "MR",
        "academic_title": "Candidate of Law",
        "rank": "Colonel",
        "family_name": "Abilov",
        "given_name": "Kairat",
        "cyrillic_family_name": "Әбілов",
        "cyrillic_given_name": "Қайрат",
        "patronymic": "Серікұлы",
        "sex": "M",
        "email": "k.abilov@mvd.example",
        "phone": "",
        "language": "ru",
    }
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}
