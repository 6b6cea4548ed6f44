"""Letters as files, for development and rehearsals: ``EMAIL_URL=file:///folder``."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import unquote
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class LetterFiles(BaseEmailBackend):
    """Write each letter into a file of its own that any mail program opens.

    The file is named after the Message-ID, so a second copy replaces the first.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # set from EMAIL_URL

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the files; one is there whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for email in email_messages:
            message = email.message()
            name = unquote(str(message["Message-ID"])).partition("@")[0]
            draft = self.folder / f".{name}"
            draft.write_bytes(message.as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        return len(email_messages)
