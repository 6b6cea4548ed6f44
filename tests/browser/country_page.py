"""One page with two lists of States, for the tests of the picker."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from conference.forms.country_picker import CountryField

PAGE = """{% load static crispy_forms_filters %}<!doctype html>
<html lang="en" dir="{{ dir }}"><head><meta charset="utf-8"><title>States</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{% static 'css/public.css' %}">
<link rel="icon" type="image/svg+xml" href="{% static 'img/icon.svg' %}">{{ form.media }}</head>
<body><main class="wrap"><h1>States</h1>
<form method="get" novalidate>{{ form|crispy }}<button class="btn btn-primary">Send</button></form>
<p><a href="#id_country">To the State</a></p>
<p id="sent">{{ form.cleaned_data.country }}</p></main></body></html>"""


class StateForm(forms.Form):
    country = CountryField(label="State you represent", help_text="The State, not your nationality.")
    nationality = CountryField(label="Nationality", required=False, autocomplete="")


def states(request: HttpRequest) -> HttpResponse:
    """The form, and what was understood of the answer."""
    form = StateForm(request.GET if "country" in request.GET else None)
    form.is_valid()
    direction = request.GET.get("dir", "ltr")
    return HttpResponse(Template(PAGE).render(Context({"form": form, "dir": direction})))


urlpatterns = [path("states/", states)]
