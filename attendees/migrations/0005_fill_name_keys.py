"""Write the keys of the names of everybody who registered before there were keys."""

from django.db import migrations

from core.likeness import Person, keys

NAMES = ("family_name", "given_name", "cyrillic_family_name", "cyrillic_given_name", "patronymic")


def fill(apps, schema_editor):
    delegate, name_key = apps.get_model("attendees", "Delegate"), apps.get_model("attendees", "NameKey")
    without = delegate.objects.filter(erased_at=None).exclude(pk__in=name_key.objects.values("delegate_id"))
    rows = without.order_by("pk").values_list("pk", "conference_id", *NAMES)
    name_key.objects.bulk_create(
        (
            name_key(delegate_id=pk, conference_id=conference_id, key=key)
            for pk, conference_id, *names in list(rows)
            for key in sorted(keys(Person(*names)))
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("attendees", "0004_a_paper_can_be_removed")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
