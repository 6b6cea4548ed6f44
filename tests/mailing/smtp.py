"""A real SMTP server on loopback that can be told to behave badly."""

import asyncio
import datetime
import socket
import ssl
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings


class PostOffice:
    """Takes letters in; ``answers`` refuses recipients, ``on_data`` decides about the content."""

    def __init__(self, *, slow: float = 0, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.greeting = ""  # an answer to MAIL FROM
        self.on_data = ""  # an answer, or "hang", or "drop"
        self.on_arrival: Callable[[], object] = int
        self.sessions = 0
        self.begun = 0
        self.slow = slow
        self.port = free_port()
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, tls_context=tls, require_starttls=bool(tls)
        )

    def __enter__(self) -> "PostOffice":
        self._controller.start()
        self.sessions = 0  # the controller itself knocks once
        return self

    def __exit__(self, *args: object) -> None:
        self._controller.stop(no_assert=True)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        self.sessions += 1
        return answers

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.greeting or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if answer := self.answers.get(address, ""):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.begun += 1
        if self.on_data == "hang":
            await asyncio.sleep(1.5)
            return "451 too late"
        if self.on_data == "drop":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 nobody hears this"
        if self.on_data:
            return self.on_data
        await asyncio.sleep(self.slow)
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        self.on_arrival()
        return "250 OK"

    @property
    def copies(self) -> int:
        """How many letters arrived more than once, counted by Message-ID."""
        return len(self.received) - len(self.ids)

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(message["Message-ID"] for message in self.received)


def settings_for(port: int, **more: Any) -> override_settings:
    """Django's mail settings for a server on loopback, with a short patience."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        **{"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "EMAIL_TIMEOUT": 0.5, **more},
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(condition: Any, *, for_seconds: float = 20) -> None:
    """Wait for a condition, not for a time."""
    end = time.monotonic() + for_seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def self_signed() -> ssl.SSLContext:
    """A server's TLS with a certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "both.pem")
        path.write_bytes(pem)
        context.load_cert_chain(path)
    return context
