"""Papers by their code, made with a line in the book of exports."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from attendees.domain.refusals import PaperRefused
from attendees.models import ExportRecord, PaperJob
from attendees.papers import registry
from attendees.papers.registry import Made, Options, Paper
from tests.factories import NOON, make_conference


def make(conference, options):
    return Made(b"paper", 3, ("One logo is broken.",))


def add(**fields):
    fields.setdefault("make", make)
    return registry.add(Paper("trial", "Trial", **fields))


@pytest.fixture(autouse=True)
def _own_papers(monkeypatch):
    monkeypatch.setattr(registry, "_papers", dict(registry.all_papers()))


class TestMake(TestCase):
    def test_who_took_what_is_written_down(self):
        """EX-12."""
        conference = make_conference()

        made = registry.make(add(), conference, Options(NOON, chosen={"day": "1"}))

        record = ExportRecord.objects.get()
        assert (record.filter, record.format, record.rows) == ("paper=trial&day=1", "pdf", 3)
        assert record.digest == hashlib.sha256(made.file).hexdigest()

    def test_a_paper_that_failed_has_no_digest(self):
        def fail(conference, options):
            raise PaperRefused("No.", "layout_broken")

        with pytest.raises(PaperRefused):
            registry.make(add(make=fail), make_conference(), Options(NOON))

        assert ExportRecord.objects.get().digest == ""

    def test_a_language_or_format_it_has_not_is_refused(self):
        paper, conference = add(languages=("en",)), make_conference()

        for options, code in [
            (Options(NOON, language="ru"), "no_such_language"),
            (Options(NOON, format="docx"), "no_such_format"),
        ]:
            with pytest.raises(PaperRefused) as refusal:
                registry.make(paper, conference, options)
            assert refusal.value.code == code

        assert not ExportRecord.objects.exists()

    def test_a_paper_with_words_exists_in_the_languages_of_our_words_alone(self):
        languages = {code: set(paper.languages) for code, paper in registry.all_papers().items()}

        assert languages["certificates"] == languages["sign-in-sheets"] == {"en", "ru", "ky"}
        assert languages["list-of-participants"] == {"en", "fr", "ru", "ky"}
        assert languages["nameplates"] == languages["badges"] == {"en", "fr", "es", "ru", "ar", "zh", "ky"}

    def test_the_name_of_the_file_tells_nothing_personal(self):
        conference = make_conference(slug="bishkek")

        name = registry.file_name(add(), conference, Options(NOON, language="ru"))

        assert name == "bishkek-trial-ru-20261005-1200.pdf"

    def test_one_right_of_several_is_enough(self):
        paper = add(right=("programme.change", "delegate.export"))

        assert [paper.is_open_to(rights) for rights in ({"delegate.export"}, {"figures.view"}, set())] == [
            True,
            False,
            False,
        ]

    def test_an_unknown_paper_is_refused(self):
        with pytest.raises(PaperRefused) as refusal:
            registry.get("newspaper")

        assert refusal.value.code == "unknown_paper"


class TestActs:
    """What goes through the queue and is no paper."""

    def test_issuing_a_list_is_found_by_its_job_and_nowhere_among_the_papers(self):
        job = PaperJob(paper="list-issue")

        assert registry.asked_for(job).page == "admin:attendees_listrevision_changelist"
        assert "list-issue" not in registry.all_papers()

    def test_who_drafts_may_not_have_it_done(self):
        act = registry.asked_for(PaperJob(paper="list-issue"))

        assert [act.is_open_to(rights) for rights in ({"list.issue"}, {"list.draft"})] == [True, False]

    def test_any_other_job_is_a_paper(self):
        paper = add()

        assert registry.asked_for(PaperJob(paper="trial")) == paper

    def test_a_job_of_an_unknown_paper_is_refused(self):
        with pytest.raises(PaperRefused) as refusal:
            registry.asked_for(PaperJob(paper="newspaper"))

        assert refusal.value.code == "unknown_paper"


@pytest.mark.django_db
class TestCommand:
    def test_it_writes_the_file_and_says_what_was_wrong(self, tmp_path, capsys):
        add()
        conference = make_conference()

        call_command("make_paper", conference.slug, "trial", output=str(tmp_path / "trial.pdf"))

        assert Path(tmp_path / "trial.pdf").read_bytes() == b"paper"
        assert capsys.readouterr().err == "One logo is broken.\n3 people, 5 bytes\n"

    def test_no_conference_of_that_name(self, tmp_path):
        add()

        with pytest.raises(CommandError, match="no conference"):
            call_command("make_paper", "nowhere", "trial", output=str(tmp_path / "x"))

    def test_a_refusal_is_told_in_words(self, tmp_path):
        add()

        with pytest.raises(CommandError, match="does not exist in that format"):
            call_command("make_paper", make_conference().slug, "trial", format="xlsx", output=str(tmp_path / "x"))
