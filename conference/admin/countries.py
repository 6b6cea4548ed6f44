"""States and territories: everybody reads them, superusers correct them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conference.admin.base import SHARED, SUPERUSER, ScopedAdmin, ScopedForm
from conference.admin.forms import LinesField
from conference.models import Country
from core.translations import TranslatedFormField

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "ky"]


class CountryForm(ScopedForm):
    names = TranslatedFormField(label=_("Short names"), languages=LANGUAGES, required_languages=["en"], max_length=120)
    formal_names = TranslatedFormField(label=_("Formal names"), languages=LANGUAGES, required=False, max_length=200)
    sort_names = TranslatedFormField(label=_("Sorted as"), languages=LANGUAGES, required=False, max_length=120)
    aliases = LinesField(label=_("Other names, for input only"), required=False, max_length=4000)

    def save(self, commit=True):
        self.instance.folded = self.instance.folded_names()
        return super().save(commit)


@admin.register(Country)
class CountryAdmin(ScopedAdmin):
    """The table all conferences share; the names are the UN's (R-38)."""

    form = CountryForm
    conference_path = SHARED
    menu_order = 80
    view_right = ("conference.change", "delegate.view", "programme.change", SUPERUSER)
    change_right = SUPERUSER
    list_display = ["__str__", "iso2", "iso3", "membership", "regional_group"]
    list_filter = ["membership", "regional_group"]
    list_per_page = 100
    list_max_show_all = 300
    search_fields = ["iso2", "iso3", "names", "aliases"]
    readonly_fields = ["iso2", "iso3", "m49"]
    fields = [
        "iso2",
        "iso3",
        "m49",
        "names",
        "formal_names",
        "sort_names",
        "membership",
        "regional_group",
        "aliases",
    ]
