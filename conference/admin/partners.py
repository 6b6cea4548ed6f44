"""Who holds the conference and who pays for it."""

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin, ScopedForm
from conference.models import Partner
from core.errors import invalid
from core.images import ImageRefused, clean_logo


class LogoInput(forms.ClearableFileInput):
    """Shows the logo by the view that asks who may see it: no file is served by its path."""

    template_name = "conference/logo_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["address"] = value.instance.logo_address()
        return context


class PartnerForm(ScopedForm):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. It is shown on white."),
        widget=LogoInput,
    )

    def clean_logo(self):
        """The logo is drawn anew: nothing a file may carry comes with it (UP-05)."""
        logo = self.cleaned_data["logo"]
        if not isinstance(logo, UploadedFile):
            return logo
        try:
            return clean_logo(logo)
        except ImageRefused as refusal:
            raise invalid(refusal) from refusal


@admin.register(Partner)
class PartnerAdmin(ScopedAdmin):
    """An organisation's part in the conference."""

    form = PartnerForm
    menu_order = 55
    view_right = add_right = change_right = delete_right = "conference.change"
    list_display = ["organisation", "role", "order", "has_logo"]
    list_display_links = ["organisation"]
    list_select_related = ["organisation"]
    list_filter = ["role"]
    search_fields = ["organisation__name"]
    fields = ["organisation", "role", "order", "logo", "funding_sentence"]

    @admin.display(description=_("logo"), boolean=True)
    def has_logo(self, obj):
        return bool(obj.logo)
