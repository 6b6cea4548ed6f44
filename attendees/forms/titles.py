"""Title, "H.E.", rank and name on lists of one person, a row of the protocol officer's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from attendees.enums import CourtesyTitle, Excellency
from attendees.models import Delegate
from core.fields import CleanCharField


class TitlesForm(forms.Form):
    """One row. Fields are named by the person's number, so that a page of them is one form."""

    title = forms.ChoiceField(
        label=gettext_lazy("Courtesy title"), choices=[("", "–"), *CourtesyTitle.choices], required=False
    )
    excellency = forms.ChoiceField(label=gettext_lazy("H.E."), choices=Excellency.choices)
    protocol_rank = forms.IntegerField(
        label=gettext_lazy("Protocol rank"),
        min_value=1,
        max_value=9999,
        required=False,
        widget=forms.NumberInput(attrs={"size": 4}),
    )
    list_name = CleanCharField(label=gettext_lazy("Name on lists"), max_length=200, required=False)

    def __init__(self, *args: Any, delegate: Delegate, **kwargs: Any) -> None:
        initial = {name: getattr(delegate, name) for name in self.base_fields}
        super().__init__(*args, prefix=f"p{delegate.number}", initial=initial, **kwargs)
        self.delegate = delegate
        for field in self.fields.values():
            # The heads of the columns are for the eye; each field says whose it is.
            field.widget.attrs["aria-label"] = f"{field.label}: {delegate.formal_name}"
            # Compared with what stood on the page: nobody else's change is undone by saving a page opened before it.
            field.show_hidden_initial = True

    def wanted(self) -> dict[str, Any]:
        """What was changed in this row."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
