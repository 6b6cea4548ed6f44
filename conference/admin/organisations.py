"""Organisations as one conference knows them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin, ScopedForm
from conference.admin.forms import LinesField
from conference.models import Organisation


class OrganisationForm(ScopedForm):
    aliases = LinesField(label=_("Other spellings"), required=False, max_length=2000, help_text=_("One a line."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "parent" in self.fields and self.instance.pk:
            self.fields["parent"].queryset = self.fields["parent"].queryset.exclude(pk=self.instance.pk)


@admin.register(Organisation)
class OrganisationAdmin(ScopedAdmin):
    """Ministries, services, agencies, societies."""

    form = OrganisationForm
    menu_order = 60
    view_right = ("conference.change", "delegate.view")
    add_right = change_right = delete_right = "conference.change"
    list_display = ["__str__", "short_name_words", "country"]
    list_select_related = ["country"]
    search_fields = ["name", "short_name", "aliases"]

    @admin.display(description=_("short name"))
    def short_name_words(self, obj):
        return self.words(obj.short_name)
