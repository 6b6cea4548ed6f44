"""``load_conference`` in the hands of an operator."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.models import Conference
from tests.conference.domain.test_loading import SMALL
from tests.factories import make_country

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    make_country()
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL))
    return path


def run(path, *options) -> list[str]:
    out = StringIO()
    call_command("load_conference", path, *options, stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_it_did_and_the_second_time_that_there_was_nothing_to_do(path):
    first, second = run(path), run(path)

    assert first[-1].startswith("small: ")
    assert "changes made" in first[-1]
    assert second[-1] == "small: nothing to change, everything is as the file says."


def test_the_plan_writes_nothing(path):
    lines = run(path, "--plan")

    assert lines[-1].endswith("changes planned, nothing written.")
    assert Conference.objects.count() == 0


def test_registration_can_be_opened_at_once_and_the_days_moved(path):
    lines = run(path, "--shift-to", "2999-11-25", "--open")

    made = Conference.objects.get()
    assert lines[-1] == "small: registration is open."
    assert (made.starts_on.year, made.status) == (2999, "REGISTRATION_OPEN")


def test_opening_a_second_time_is_no_fault(path):
    run(path, "--shift-to", "2999-11-25", "--open")

    assert run(path, "--shift-to", "2999-11-25", "--open")[-1].endswith("as the file says.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "is not JSON"),
        (b"\xff\xfe\xfa", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"{}", "conference: this must be an object"),
        (b" " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_refused_in_words(path, content, words):
    path.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        run(path)


def test_a_file_that_is_not_there_is_refused_in_words(path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(path.with_name("other.json"))
