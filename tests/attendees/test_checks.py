"""What `manage.py check` says about fonts."""

from pathlib import Path
from unittest import mock

from django.core.checks import run_checks

from attendees import checks


def own(messages):
    return [message.id for message in messages if (message.id or "").startswith("attendees.")]


def test_with_fonts_there_is_nothing_to_say():
    assert own(run_checks()) == []


def test_missing_fonts_are_a_warning_and_no_error():
    with mock.patch("attendees.papers.fonts.PACKAGES", Path("/nowhere")):
        messages = checks.fonts_are_there(None)

    assert own(messages) == ["attendees.W001"] * 2
    assert not any(message.is_serious() for message in messages)
