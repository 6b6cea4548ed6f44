"""The form of corrections, and the answers in words."""

from django.test import TestCase

from attendees.domain import corrections
from attendees.domain.seating import Seats
from attendees.forms.answers import summary
from attendees.forms.correction import CorrectionForm
from attendees.forms.registration import RegistrationForm
from attendees.forms.sessions import label, places
from tests.attendees.filled import answers
from tests.factories import NOON, make_category, make_conference, make_delegate, make_room, make_session


def form_for(delegate, **how) -> CorrectionForm:
    return CorrectionForm(delegate, allowed=corrections.open_to(delegate, now=NOON), now=NOON, **how)


class TestCorrectionForm(TestCase):
    def test_before_the_decision_everything_is_open(self):
        assert set(form_for(make_delegate()).fields) == set(answers()) - {
            "submission_key",
            "consent_notice",
            "consent_contacts",
        } | {"single_name", "photo", "academic_title", "rank"}

    def test_after_approval_only_what_prints_nowhere(self):
        assert set(form_for(make_delegate(status="APPROVED")).fields) == {
            "diet",
            "accessibility",
            "phone",
            "language",
            "photo",
        }

    def test_a_photo_once_approved_is_not_asked_again(self):
        delegate = make_delegate(status="APPROVED", photo="uploads/a.jpg")

        assert "photo" not in form_for(delegate).fields

    def test_an_empty_file_field_changes_no_photo(self):
        form = form_for(make_delegate(photo="uploads/a.jpg"), data=answers())

        assert form.is_valid()
        assert "photo" not in form.changes()

    def test_it_opens_with_the_delegates_own_answers(self):
        delegate = make_delegate(
            given_name="Gulzat", family_name="", is_single_name=True, date_of_birth="1980-03-27", language="ky"
        )

        form = form_for(delegate)

        assert form["given_name"].value() == "Gulzat"
        assert form["single_name"].value() is True
        assert form["language"].value() == "ky"
        assert 'value="27.03.1980"' in str(form["date_of_birth"])

    def test_sent_unchanged_it_changes_nothing(self):
        delegate = make_delegate(
            **{name: answers()[name] for name in ("family_name", "given_name", "position", "organisation", "sex")},
            country_id="KG",
            nationality_id="KG",
            email=answers()["email"],
            title="MR",
            diet="halal",
            phone="+996555012345",
            date_of_birth="1980-03-27",
            cyrillic_family_name="Осмонов",
            cyrillic_given_name="Аскар",
            patronymic="Бакытович",
        )
        form = form_for(delegate, data=answers())

        assert form.is_valid()
        corrections.correct(delegate, form.changes(), by=None, now=NOON)

        assert delegate.events.count() == 0


class TestSummary(TestCase):
    def test_every_answer_is_shown_in_words_once(self):
        category = make_category(make_conference(interpretation=["ru"]))
        make_session(category.conference, code="A1", title={"en": "Interviewing"})
        form = RegistrationForm(category, now=NOON, data=answers(sessions=["A1"], interpretation="ru"))
        form.is_valid()

        shown = {line.name: line.answer for section in summary(form) for line in section.lines}

        assert shown["country"] == "Kyrgyzstan"
        assert shown["family_name"] == "Askar Osmonov"
        assert shown["cyrillic_family_name"] == "Осмонов Аскар Бакытович"
        assert shown["date_of_birth"] == "27.03.1980"
        assert shown["interpretation"] == "Russian"
        assert shown["sessions"] == "Interviewing (25 November, 10:00–11:00)"
        assert shown["consent_notice"] == "Agreed, version 1"
        assert (shown["consent_photo"], shown["consent_contacts"]) == ("No", "Yes")
        assert shown["accessibility"] == ""

    def test_a_change_leads_to_the_question(self):
        form = RegistrationForm(make_category(), now=NOON, data=answers())
        form.is_valid()

        anchors = {line.name: line.anchor for section in summary(form) for line in section.lines}

        assert anchors["position"] == "id_position"
        assert anchors["sex"] == "id_sex_0"

    def test_headings_without_questions_are_left_out(self):
        category = make_category(fields_asked=[], photo="FORBIDDEN")
        form = RegistrationForm(category, now=NOON, data=answers())
        form.is_valid()

        assert [section.code for section in summary(form)] == ["name", "reach", "agreement"]


class TestSessionWords(TestCase):
    def test_when_where_and_how_many_places(self):
        conference = make_conference()
        session = make_session(conference, title={"en": "Panel"}, room=make_room(conference, name={"en": "Hall"}))

        assert label(session, Seats(24, 18)) == "Panel · 25 November, 10:00–11:00 · Hall · 6 of 24 places left"

    def test_full_is_a_word_and_no_limit_is_none(self):
        assert places(Seats(24, 24)) == "full: all 24 places are taken"
        assert places(Seats(24, 30)) == "full: all 24 places are taken"
        assert places(Seats(None, 3)) == ""
