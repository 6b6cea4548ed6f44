"""States and territories, under the names the United Nations uses."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.enums import Membership, RegionalGroup
from core.text import fold
from core.translations import translated


class Country(models.Model):
    """A State or territory. The names are the UN's, never the platform's (R-38).

    The rows are a copy of conference/data/countries.json, brought up to date by ``load_countries``.
    Pages read them through conference/domain/countries.py, which keeps them in memory.
    """

    iso2 = models.CharField(_("ISO alpha-2"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("ISO alpha-3"), max_length=3, unique=True)
    m49 = models.CharField(_("UN M49"), max_length=3)
    names = models.JSONField(_("short names"), default=dict)
    formal_names = models.JSONField(_("formal names"), default=dict, blank=True)
    #: Only where the order does not follow the short name: Arabic passes over the article.
    sort_names = models.JSONField(_("sorted as"), default=dict, blank=True)
    membership = models.CharField(_("membership"), max_length=15, choices=Membership, default=Membership.OTHER)
    regional_group = models.CharField(
        _("regional group"), max_length=16, choices=RegionalGroup, default=RegionalGroup.NONE
    )
    aliases = models.JSONField(_("other names, for input only"), default=list, blank=True)
    #: ``|kyrgyzstan|kirgizia|…|``: an exact name is found as ``|name|``, a part without the bars.
    folded = models.TextField(default="", blank=True, editable=False)

    class Meta:
        verbose_name = _("State or territory")
        verbose_name_plural = _("States and territories")
        ordering = ["iso2"]

    def __str__(self) -> str:
        return translated(self.names, get_language())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded names in step with the names."""
        self.folded = self.folded_names()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    def folded_names(self) -> str:
        """Every name and alias in its folded spelling, parted and closed by bars."""
        names = [*self.names.values(), *self.formal_names.values(), *self.aliases]
        folded = dict.fromkeys(fold(name) for name in names)
        return "|".join(["", *(name for name in folded if name), ""])
