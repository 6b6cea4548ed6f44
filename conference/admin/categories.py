"""Categories of participant: what each is asked, who decides, how many may come."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin, ScopedForm
from conference.admin.forms import CodesField
from conference.domain import categories
from conference.enums import AskedField
from conference.models import Category

COLOURS = [
    ("red", _("red")),
    ("green", _("green")),
    ("yellow", _("yellow")),
    ("blue", _("blue")),
    ("blue-grey", _("blue-grey")),
    ("grey", _("grey")),
]


class CategoryForm(ScopedForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        validators=[RegexValidator(r"\A[A-Z][A-Z0-9_]*\Z", _("Use capital Latin letters, digits and underscores."))],
    )
    colour = forms.ChoiceField(label=_("Badge colour"), choices=COLOURS)
    fields_asked = CodesField(label=_("Questions asked"), choices=AskedField.choices, required=False)


@admin.register(Category)
class CategoryAdmin(ScopedAdmin):
    """One category; its quota is changed by the domain, which fills the seats that become free."""

    form = CategoryForm
    menu_order = 30
    view_right = ("category.change", "delegate.view")
    add_right = change_right = delete_right = "category.change"
    list_display = ["__str__", "code", "letter", "approval", "quota", "photo", "is_open", "in_list", "order"]
    list_filter = ["approval", "is_open"]
    search_fields = ["name", "code"]
    fieldsets = [
        (None, {"fields": ["code", "name", "order", "is_open", "approval", "quota"]}),
        (_("On the form"), {"fields": ["choice", "hint", "fields_asked", "photo"]}),
        (_("In lists and on the badge"), {"fields": ["counts_as_delegate", "in_list", "letter", "head_letter",
                                                     "colour", "badge_word"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """The code stands in addresses and files: it is given once."""
        return ["code"] if obj else []

    def save_model(self, request, obj, form, change):
        wanted = obj.quota
        if change and "quota" in form.changed_data:
            obj.quota = form.initial["quota"]
        super().save_model(request, obj, form, change)
        if obj.quota != wanted:
            categories.change_quota(obj, wanted, by=request.user, now=timezone.now())
            obj.quota = wanted
