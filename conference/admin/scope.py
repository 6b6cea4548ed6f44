"""What belongs to which conference: the one place that knows the way from a thing to its conference."""

from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import ImproperlyConfigured
from django.db import models

#: The path of things all conferences share, such as States.
SHARED = ""


def path_of(site, model: type[models.Model]) -> str:
    """The lookup that leads from a model to its conference: `conference`, `session__conference`, …"""
    try:
        return site.get_model_admin(model).conference_path
    except NotRegistered:
        if any(field.name == "conference" for field in model._meta.concrete_fields):
            return "conference"
    raise ImproperlyConfigured(f"{model.__name__} has no ScopedAdmin: nobody knows its conference.")


def within(queryset: models.QuerySet, path: str, request) -> models.QuerySet:
    """The rows of the chosen conference."""
    if path == SHARED:
        return queryset
    if request.conference is None:
        return queryset.none()
    return queryset.filter(**{path: request.conference.pk})


def choices(site, request, model: type[models.Model]) -> models.QuerySet:
    """The rows a form of this conference may offer (AD-02)."""
    try:
        return site.get_model_admin(model).get_queryset(request)
    except NotRegistered:
        return within(model._default_manager.all(), path_of(site, model), request)


def holds_only_own(site, request, model: type[models.Model], keys: set) -> bool:
    """Whether every key names a row of the chosen conference."""
    return choices(site, request, model).filter(pk__in=keys).count() == len(keys)
