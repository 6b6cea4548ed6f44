"""The addresses of the public pages."""

from django.urls import URLPattern

app_name = "conference"
urlpatterns: list[URLPattern] = []
