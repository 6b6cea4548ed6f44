"""The addresses of the public pages."""

from django.urls import path

from conference.views import logos, public

app_name = "conference"
urlpatterns = [
    path("", public.conference_list, name="conference_list"),
    path("<slug:slug>/", public.conference_detail, name="conference_detail"),
    path("<slug:slug>/programme/", public.conference_programme, name="programme"),
    path("<slug:slug>/programme.ics", public.programme_ics, name="programme_ics"),
    path("<slug:slug>/programme/<str:code>.ics", public.session_ics, name="session_ics"),
    path("<slug:slug>/logos/<slug:name>.png", logos.partner_logo, name="partner_logo"),
    path("<slug:slug>/privacy/", public.privacy_notice, name="privacy_notice"),
]
