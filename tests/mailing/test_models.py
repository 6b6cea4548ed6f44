import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase, override_settings

from mailing.enums import LetterEventKind, LetterStatus
from mailing.models import Letter, LetterEvent
from mailing.models.letter import new_message_id

from .makers import NOON, letter_in, queue_letter, seconds


class TestConstraints(TestCase):
    def assert_refused(self, constraint, letter, **fields):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**fields)
        assert constraint in str(refusal.value)

    def test_only_a_letter_being_sent_is_leased(self):
        name = "only_a_letter_being_sent_is_leased"

        self.assert_refused(name, queue_letter(), leased_until=NOON)
        self.assert_refused(name, queue_letter(), leased_by="someone")
        self.assert_refused(name, queue_letter(), status=LetterStatus.SENDING)

    def test_a_sent_letter_and_no_other_has_a_time_of_sending(self):
        name = "a_sent_letter_and_no_other_has_a_time_of_sending"

        self.assert_refused(name, queue_letter(), status=LetterStatus.SENT)
        self.assert_refused(name, queue_letter(), sent_at=NOON)

    def test_a_failed_letter_says_why(self):
        self.assert_refused("a_failed_letter_says_why", queue_letter(), status=LetterStatus.FAILED)

    def test_a_letter_that_may_leave_has_an_address(self):
        self.assert_refused("a_letter_that_may_leave_has_an_address", queue_letter(), to_email="")

    def test_a_status_is_known(self):
        self.assert_refused("status_of_a_letter_is_known", queue_letter(), status="LOST")

    def test_a_message_id_belongs_to_one_letter(self):
        self.assert_refused("message_id", queue_letter(), message_id=queue_letter().message_id)


class TestLetter(TestCase):
    def test_the_database_never_sees_the_words(self):
        letter = queue_letter(text="the personal link")

        with connection.cursor() as cursor:
            cursor.execute("SELECT text, html FROM mailing_letter")
            stored = "".join(cursor.fetchone())

        assert "personal" not in stored
        assert "delegate" not in stored
        assert Letter.objects.get(pk=letter.pk).text == "the personal link"

    @override_settings(SITE_URL="https://conference.example.org:8443/here")
    def test_a_message_id_is_random_at_our_host(self):
        first, second = new_message_id(), new_message_id()

        assert first != second
        assert first.startswith("<")
        assert first.endswith("@conference.example.org>")


class TestLetterQuerySet(TestCase):
    def test_due_are_those_whose_time_has_come_and_that_nobody_holds(self):
        older = queue_letter(now=NOON - seconds(5))
        newer = queue_letter()
        queue_letter(due_at=NOON + seconds(1))
        letter_in(LetterStatus.SENDING)
        abandoned = letter_in(LetterStatus.SENDING, now=NOON + seconds(-9))
        Letter.objects.filter(pk=abandoned.pk).update(leased_until=NOON)
        for closed in (LetterStatus.SENT, LetterStatus.FAILED, LetterStatus.CANCELLED):
            letter_in(closed)

        assert list(Letter.objects.due(NOON)) == [abandoned, older, newer]

    def test_filters_are_named(self):
        mine = queue_letter(realm="conference:7", about="delegate:42")
        failed = letter_in(LetterStatus.FAILED, realm="conference:8")

        assert list(Letter.objects.for_realm("conference:7")) == [mine]
        assert list(Letter.objects.about("delegate:42")) == [mine]
        assert list(Letter.objects.failed()) == [failed]
        assert list(Letter.objects.waiting()) == [mine]


class TestLetterEvent(TestCase):
    def test_what_happened_stays_written(self):
        letter = queue_letter()
        event = LetterEvent.objects.create(letter=letter, kind=LetterEventKind.PUT_OFF, at=NOON, detail="451")

        with pytest.raises(TypeError):
            event.save()
        with pytest.raises(TypeError):
            LetterEvent.objects.update(detail="")
