"""A filled registration form, as a browser sends it."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conference.models import Category
from tests.factories import make_country


def answers(**changed: Any) -> dict[str, Any]:
    """Every question of CONTRACT.md answered; `name=None` leaves one out."""
    make_country("KG")
    filled = {
        "submission_key": "a-key-of-the-form",
        "country": "KG",
        "organisation": "Ministry of Justice",
        "position": "Head of Department",
        "title": "MR",
        "family_name": "Osmonov",
        "given_name": "Askar",
        "cyrillic_family_name": "Осмонов",
        "cyrillic_given_name": "Аскар",
        "patronymic": "Бакытович",
        "sex": "M",
        "date_of_birth": "27.03.1980",
        "nationality": "KG",
        "email": "a.osmonov@minjust.example",
        "phone": "+996 555 012 345",
        "language": "en",
        "diet": "halal",
        "accessibility": "",
        "consent_notice": "on",
        "consent_contacts": "on",
    }
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}


def form_path(category: Category) -> str:
    """Where the form of a category is."""
    return f"/{category.conference.slug}/register/{category.path}/"


def portrait(name: str = "portrait.jpg", kind: str = "JPEG", **how: Any) -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    content = io.BytesIO()
    Image.new("RGB", (60, 80), how.pop("colour", "navy")).save(content, kind, **how)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")
