"""The addresses of registration and of a delegate's own page."""

from django.urls import path

from attendees.views import delegate, delegation, public, verify

app_name = "attendees"
urlpatterns = [
    # The fixed words come first: a personal link may be any text.
    path("my/", delegate.my, name="my"),
    path("my/link/", delegate.my_link, name="my_link"),
    path("my/leave/", delegate.my_leave, name="my_leave"),
    path("my/correct/", delegate.my_correct, name="my_correct"),
    path("my/sessions/", delegate.my_sessions, name="my_sessions"),
    path("my/withdraw/", delegate.my_withdraw, name="my_withdraw"),
    path("my/pass.svg", delegate.my_pass, name="my_pass"),
    path("my/photo.jpg", delegate.my_photo, name="my_photo"),
    path("my/calendar.ics", delegate.my_calendar, name="my_calendar"),
    path("my/<str:token>/", delegate.my_open, name="my_open"),
    path("delegation/", delegation.delegation, name="delegation"),
    path("delegation/leave/", delegation.delegation_leave, name="delegation_leave"),
    path("delegation/<str:token>/", delegation.delegation_open, name="delegation_open"),
    path("verify/", verify.verify_ask, name="verify_ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("<slug:slug>/register/", public.register, name="register"),
    path("<slug:slug>/register/<slug:category>/", public.register_form, name="register_form"),
]
