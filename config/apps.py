from django.contrib.admin.apps import AdminConfig


class OrganisersAdminConfig(AdminConfig):
    """Django's admin, with our one site as ``admin.site``."""

    default_site = "conference.admin.site.OrganiserSite"

    def ready(self) -> None:
        """Our own admins first: the site they register with must be made by them, and only once."""
        import conference.admin  # noqa: F401  models have to be loaded

        super().ready()
