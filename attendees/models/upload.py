"""Photos on their way from the form to the registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models import Conference


class Upload(models.Model):
    """A checked photo of a form not sent yet; removed within 24 hours (UP-10)."""

    token_hash = models.CharField(max_length=64, unique=True)
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="+")
    file = models.FileField(upload_to="uploads/")
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name
