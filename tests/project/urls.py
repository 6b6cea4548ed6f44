"""Every address of the program as the resolver knows it, with an example of each that leads somewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """One address: the pattern as it is written, and its name."""

    pattern: str
    name: str

    @property
    def parameters(self) -> list[str]:
        return [simple or regular for simple, regular in PARAMETER.findall(self.pattern)]


def routes() -> list[Route]:
    """All of them, in the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern)
        else:
            assert isinstance(entry, URLPattern)
            yield Route(pattern, entry.name or "")


class Examples:
    """Fills the parameters of a route with things of conference A, so that a refusal is about rights."""

    def __init__(self, conference: Any, named: dict[str, Any]) -> None:
        self.conference = conference
        #: By "route name.parameter", or by the parameter alone.
        self.named = named

    def path(self, route: Route) -> str:
        """An address of this route. Raises ``LookupError`` when the scene has nothing to show for it."""

        def value(match: re.Match[str]) -> str:
            return str(self.value(route, match[1] or match[2]))

        return "/" + PARAMETER.sub(value, route.pattern)

    def value(self, route: Route, parameter: str) -> Any:
        for key in (f"{route.name}.{parameter}", parameter):
            if key in self.named:
                return self.named[key]
        thing = self._thing_of(_model_of(route)) if parameter in ("object_id", "pk") else None
        if thing is None:
            raise LookupError(f"{route.pattern}: the scene has no {parameter}")
        return thing.pk

    def _thing_of(self, model: Any) -> Any:
        """One row of the table, of the conference where the table has one."""
        if model is None or model is type(self.conference):
            return self.conference if model else None
        rows = model._default_manager.order_by("pk")
        if any(field.name == "conference" for field in model._meta.fields):
            rows = rows.filter(conference=self.conference)
        return rows.last()


def _model_of(route: Route) -> Any:
    """The model an admin address is about: its second and third part are the app and the model."""
    parts = route.pattern.split("/")
    if len(parts) < 4 or parts[0] != "admin":
        return None
    try:
        return apps.get_model(parts[1], parts[2])
    except LookupError:
        return None
