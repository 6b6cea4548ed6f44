"""The organisers' pages about the people who come."""

from django.contrib import admin

from attendees.admin import (
    attendances,
    badge_designs,
    badges,
    change_requests,
    delegates,
    delegations,
    documents,
    downloads,
    duplicates,
    imports,
    issued_papers,
    lists,
    papers,
    spellings,
)
from attendees.views import dashboard

__all__ = [
    "attendances",
    "badge_designs",
    "badges",
    "change_requests",
    "delegates",
    "delegations",
    "documents",
    "downloads",
    "duplicates",
    "imports",
    "issued_papers",
    "lists",
    "papers",
    "spellings",
]

admin.site.first_page = dashboard.first_page
admin.site.add_page("letters/<uuid:pk>/send-again/", dashboard.send_again, "letter_send_again")
