"""The one admin site."""

from django.contrib.admin import AdminSite


class OrganiserSite(AdminSite):
    """Django's admin for the people of the secretariat."""
