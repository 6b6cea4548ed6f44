"""What a column of a table can be: the only things that can be chosen, so nothing else can be written (IM-09)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Target:
    """A meaning of a column: its label in the list, and whether two columns may have it."""

    code: str
    label: Promise
    for_officers: bool = False
    is_name: bool = False


_TARGETS = (
    Target("full_name", _("Full name"), is_name=True),
    Target("full_name_latin", _("Full name in Latin letters"), is_name=True),
    Target("name_and_position", _("Full name and position in one"), is_name=True),
    Target("family_name", _("Family name"), is_name=True),
    Target("given_name", _("Given name"), is_name=True),
    Target("patronymic", _("Patronymic"), is_name=True),
    Target("family_name_latin", _("Family name in Latin letters"), is_name=True),
    Target("given_name_latin", _("Given name in Latin letters"), is_name=True),
    Target("title", _("Courtesy title")),
    Target("academic_title", _("Academic title")),
    Target("rank", _("Rank")),
    Target("position", _("Position")),
    Target("position_en", _("Position in English")),
    Target("position_ru", _("Position in Russian")),
    Target("position_ky", _("Position in Kyrgyz")),
    Target("organisation", _("Ministry, service or organisation")),
    Target("country", _("State represented")),
    Target("nationality", _("Nationality")),
    Target("sex", _("Sex")),
    Target("date_of_birth", _("Date of birth")),
    Target("email", _("E-mail")),
    Target("phone", _("Mobile phone")),
    Target("contacts", _("Telephone and e-mail in one")),
    Target("language", _("Letters in")),
    Target("capacity", _("Part in the delegation")),
    Target("category", pgettext_lazy("column of a table", "Category"), for_officers=True),
)
TARGETS = {target.code: target for target in _TARGETS}
#: Columns that say the position once more: the language of each.
POSITIONS = {"position_en": "en", "position_ru": "ru", "position_ky": "ky"}
#: Columns we know and do not take: why not, said beside the column.
LEFT_OUT = {
    "number": _("The running number of the table is not taken over."),
    "passport": _("Passport and personal numbers are not taken over: the conference does not keep them."),
    "place_of_birth": _("Place and year of birth alone are not asked and not taken over."),
    "ethnicity": _("Ethnic origin is not asked and not taken over."),
}


def offered(*, to_officers: bool) -> list[Target]:
    """What somebody may choose for a column: nobody a status, a number or a conference."""
    return [target for target in TARGETS.values() if to_officers or not target.for_officers]
