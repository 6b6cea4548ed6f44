from django.contrib.admin.apps import AdminConfig


class OrganisersAdminConfig(AdminConfig):
    """Django's admin, with our one site as ``admin.site``."""

    default_site = "conference.admin.site.OrganiserSite"
