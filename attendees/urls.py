"""The addresses of registration and of a delegate's own page."""

from django.urls import path

from attendees.views import delegate, delegation, delegation_steps, members, nominees, public, verify

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
    path("delegation/add/", nominees.nominee_add, name="nominee_add"),
    path("delegation/submit/", delegation_steps.delegation_submit, name="delegation_submit"),
    path("delegation/sent/", delegation_steps.delegation_sent, name="delegation_sent"),
    path("delegation/reopen/", delegation_steps.delegation_reopen, name="delegation_reopen"),
    path("delegation/decline/", delegation_steps.delegation_decline, name="delegation_decline"),
    path("delegation/history/", delegation.delegation_history, name="delegation_history"),
    path("delegation/order/", members.delegation_order, name="delegation_order"),
    path("delegation/people/<int:number>/", members.member, name="member"),
    path("delegation/people/<int:number>/photo.jpg", members.member_photo, name="member_photo"),
    path("delegation/people/<int:number>/part/", members.member_part, name="member_part"),
    path("delegation/people/<int:number>/change/", nominees.nominee_change, name="nominee_change"),
    path("delegation/people/<int:number>/replace/", nominees.nominee_replace, name="nominee_replace"),
    path("delegation/people/<int:number>/remove/", members.member_remove, name="member_remove"),
    path("delegation/people/<int:number>/withdraw/", members.member_withdraw, name="member_withdraw"),
    path("delegation/people/<int:number>/endorse/", members.member_endorse, name="member_endorse"),
    path("delegation/people/<int:number>/disown/", members.member_disown, name="member_disown"),
    path("delegation/people/<int:number>/link/", members.member_link, name="member_link"),
    path("delegation/leave/", delegation.delegation_leave, name="delegation_leave"),
    path("delegation/<str:token>/", delegation.delegation_open, name="delegation_open"),
    path("verify/", verify.verify_ask, name="verify_ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("<slug:slug>/register/", public.register, name="register"),
    path("<slug:slug>/register/<slug:category>/", public.register_form, name="register_form"),
]
