"""A badge design as plain fields: who it is for, and a row for every element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from attendees.badges import designs, presets
from attendees.badges.designs import ALIGNMENTS, ANCHORS, COLOURS, LIMITS, LONGEST_TEXT, MOST_ELEMENTS, USUAL, Element
from attendees.badges.variables import DRAWN, VARIABLES
from attendees.models import BadgeDesign
from conference.models import Conference
from core.fields import CleanCharField

#: Drawn without letters of a size of their own.
PLAIN = {"band", "qr", "photo", "scotch", "line"}
#: Empty rows below those that are there.
SPARE = 3
WORDS = {
    "start": pgettext_lazy("badge, alignment", "where reading begins"),
    "center": pgettext_lazy("badge, alignment", "in the middle"),
    "end": pgettext_lazy("badge, alignment", "at the other side"),
    "top": pgettext_lazy("badge, anchor", "at the top"),
    "middle": pgettext_lazy("badge, anchor", "halfway"),
    "bottom": pgettext_lazy("badge, anchor", "at the foot"),
    "ink": pgettext_lazy("badge, colour", "dark"),
    "quiet": pgettext_lazy("badge, colour", "grey"),
    "accent": pgettext_lazy("badge, colour", "of the conference"),
    "white": pgettext_lazy("badge, colour", "white"),
    "category": pgettext_lazy("badge, colour", "of the category"),
}


class NewDesignForm(forms.Form):
    """A design begins as one of the house, or as a copy of one there is."""

    name = CleanCharField(label=gettext_lazy("Name of the design"), max_length=80)
    begins_as = forms.ChoiceField(label=gettext_lazy("Begins as"))

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in conference.badge_designs.all()}
        house = [(code, label) for code, (label, _make) in presets.PRESETS.items()]
        own = [(code, _("A copy of %(name)s") % {"name": row.name}) for code, row in self.rows.items()]
        self.fields["begins_as"].choices = [*house, *own]

    def values(self) -> dict[str, Any]:
        """What the new design is made from."""
        code, name = self.cleaned_data["begins_as"], self.cleaned_data["name"]
        if code in self.rows:
            row = self.rows[code]
            return {"name": name, **{each: getattr(row, each) for each in ("size", "orientation", "front", "back")}}
        made = presets.preset(code)
        sides = {"front": designs.stored(made.front), "back": designs.stored(made.back)}
        return {"name": name, "size": made.size, "orientation": made.orientation, **sides}


class DesignForm(forms.ModelForm):
    """Name, size, and for whom."""

    class Meta:
        model = BadgeDesign
        fields = ("name", "size", "orientation", "is_default", "categories")
        widgets = {"categories": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["categories"].queryset = self.instance.conference.categories.all()
        self.fields["name"] = CleanCharField(label=_("Name of the design"), max_length=80)

    def validate_unique(self) -> None:
        """The domain says it, in words that fit."""


def _number(name: str, label: Any, unit: Any, *, whole: bool = False) -> forms.Field:
    low, high = LIMITS[name]
    kind: Any = forms.IntegerField if whole else forms.FloatField
    field: forms.Field = kind(label=label, min_value=low, max_value=high, required=False)
    field.widget = forms.NumberInput(attrs={"step": 1 if whole else 0.1, "inputmode": "decimal", "title": unit})
    field.unit = unit  # type: ignore[attr-defined]
    return field


def _one_of(label: Any, codes: Iterable[str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(code, WORDS[code]) for code in codes], required=False)


MM, PT = gettext_lazy("mm"), gettext_lazy("pt")


class ElementForm(forms.Form):
    """One element: what, where, how. Empty fields are as usual; without `what` it is no element."""

    what = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    x = _number("x", gettext_lazy("From the side"), MM)
    y = _number("y", gettext_lazy("From the top"), MM)
    width = _number("width", gettext_lazy("Width"), MM)
    height = _number("height", gettext_lazy("Height"), MM)
    size = _number("size", pgettext_lazy("size", "Letters"), PT)
    smallest = _number("smallest", gettext_lazy("At least"), PT)
    lines = _number("lines", gettext_lazy("Lines"), "", whole=True)
    gap = _number("gap", gettext_lazy("Gap above"), MM)
    weight = forms.BooleanField(label=gettext_lazy("Bold"), required=False)
    capitals = forms.BooleanField(label=gettext_lazy("Capitals"), required=False)
    align = _one_of(gettext_lazy("Lines begin"), ALIGNMENTS)
    anchor = _one_of(gettext_lazy("Stands"), ANCHORS)
    colour = _one_of(gettext_lazy("Colour"), COLOURS)
    before = CleanCharField(label=gettext_lazy("Words before"), max_length=LONGEST_TEXT, required=False)
    optional = forms.BooleanField(label=gettext_lazy("May be left out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices()

    def element(self) -> dict[str, Any]:
        """The row as an element is stored; nothing for an empty one."""
        data = self.cleaned_data
        if not data.get("what"):
            return {}
        found = {name: value for name, value in data.items() if value not in (None, "")}
        found["weight"] = "bold" if data["weight"] else "regular"
        return {name: value for name, value in found.items() if value != USUAL.get(name)}


def choices() -> list[tuple[Any, Any]]:
    """What can stand on a badge, in groups."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for code, each in VARIABLES.items():
        groups.setdefault(str(each.group), []).append((code, each.label))
    return [("", _("– nothing –")), *groups.items(), (_("Drawn"), list(DRAWN.items()))]


Elements = forms.formset_factory(
    ElementForm, extra=SPARE, max_num=MOST_ELEMENTS, absolute_max=MOST_ELEMENTS, validate_max=True
)


def rows_of(stored: Iterable[Any]) -> list[dict[str, Any]]:
    """The elements of a side as the rows of the form."""
    return [_row(element) for element in designs.elements(list(stored))]


def _row(element: Element) -> dict[str, Any]:
    row = asdict(element)
    row["weight"] = row["weight"] == "bold"
    if element.is_text and element.y is None:
        row |= dict.fromkeys(("x", "width", "height", "anchor"))
    if not element.is_text:
        row |= dict.fromkeys(("smallest", "lines", "gap"))
    if element.what in PLAIN:
        row["size"] = None
    return row


def elements_of(formset: Any) -> list[dict[str, Any]]:
    """What was filled in, without empty rows; in the order of the rows."""
    return [found for form in formset.forms if (found := form.element())]
