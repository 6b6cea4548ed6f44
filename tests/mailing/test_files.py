import tempfile
from email import message_from_bytes, policy
from pathlib import Path

from django.test import TestCase, override_settings

from mailing.domain import outbox
from mailing.domain.worker import Worker
from tests.mailing.makers import letter_in, queue_letter, seconds, statuses


class TestLetterFiles(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name, "letters")
        settings = override_settings(EMAIL_BACKEND="mailing.files.LetterFiles", EMAIL_FILE_PATH=str(self.folder))
        settings.enable()
        self.addCleanup(settings.disable)

    def test_each_letter_is_a_file_that_a_mail_program_opens(self):
        letters = [queue_letter(subject="Тема"), queue_letter(subject="Тема")]

        Worker("one").drain()

        files = sorted(self.folder.iterdir())
        messages = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        assert statuses(*letters) == ["SENT", "SENT"]
        assert {file.suffix for file in files} == {".eml"}
        assert {message["To"] for message in messages} == {letter.to_email for letter in letters}
        assert {message["Subject"] for message in messages} == {"Тема"}

    def test_a_second_copy_replaces_the_first(self):
        letter = letter_in("FAILED")
        for _ in range(2):
            type(letter).objects.filter(pk=letter.pk).update(status="FAILED", sent_at=None, last_error="?")
            outbox.retry(letter, by=None, now=letter.created_at)
            Worker("one").drain()

        assert len(list(self.folder.iterdir())) == 1

    def test_a_folder_that_cannot_be_written_is_like_a_server_that_is_down(self):
        self.folder.write_text("in the way")
        letter = queue_letter()

        Worker("one").drain()

        letter.refresh_from_db()
        assert (letter.status, letter.last_error) == ("QUEUED", "FileExistsError")
        assert letter.next_try_at > letter.created_at + seconds(5)
