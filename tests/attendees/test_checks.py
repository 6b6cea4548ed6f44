"""What `manage.py check` says about fonts."""

from pathlib import Path
from unittest import mock

from django.core.checks import run_checks

from attendees import checks


def own(messages):
    return [message.id for message in messages if (message.id or "").startswith("attendees.")]


def test_with_fonts_there_is_nothing_to_say():
    assert own(run_checks()) == []


def test_a_machine_without_chinese_letters_is_told_how_to_have_them():
    with mock.patch("attendees.papers.fonts.has_chinese", return_value=False):
        [message] = checks.fonts_are_there(None)

    assert message.id == "attendees.I001"
    assert "@expo-google-fonts/noto-sans-sc" in message.msg


def test_missing_fonts_are_a_warning_and_no_error():
    with mock.patch("attendees.papers.fonts.PACKAGES", Path("/nowhere")):
        messages = checks.fonts_are_there(None)

    assert own(messages) == ["attendees.W001", "attendees.W001", "attendees.I001"]
    assert not any(message.is_serious() for message in messages)
