"""A production-like server on a database of its own, for `make bench` and scripts/rush.py.

The settings are those of production: no DEBUG, https behind one proxy, gunicorn with config/gunicorn.py.
"""

import base64
import contextlib
import html
import http.client
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
HOST = "stand.example"
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
PATIENCE = 60


class Stand:
    """Database, web server, and where the letters go; use it in a ``with``."""

    def __init__(self, database: str, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="stand-"))
        self.server_url = "" if database == "sqlite" else database
        self.database_url = self._new_database()
        self.letters = self.folder / "letters"
        self.port = free_port()
        self.environment = {**os.environ, **self._settings(), **settings}
        self.processes: list[subprocess.Popen[bytes]] = []

    def _settings(self) -> dict[str, str]:
        return {
            "DEBUG": "false",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": f"stand:{base64.b64encode(secrets.token_bytes(32)).decode()}",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "DEFAULT_FROM_EMAIL": f"Secretariat <secretariat@{HOST}>",
            "EMAIL_URL": f"file://{self.letters}",
            "MEDIA_ROOT": str(self.folder / "media"),
            "DATABASE_URL": self.database_url,
            "TRUSTED_PROXY_COUNT": "1",
            "LOG_LEVEL": "WARNING",
            "BIND": f"127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> "Stand":
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_countries")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        return self

    def __exit__(self, *_problem: object) -> None:
        for process in self.processes:
            stop(process)
        if self.server_url:
            self._sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    # The database ------------------------------------------------------------------------------

    def _new_database(self) -> str:
        if not self.server_url:
            return f"sqlite:///{self.folder / 'db.sqlite3'}"
        self.name = f"stand_{os.getpid()}_{secrets.token_hex(3)}"
        self._sql(f'CREATE DATABASE "{self.name}"')
        return urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.name}"))

    def _sql(self, statement: str) -> None:
        # Not there where only SQLite is used.
        import psycopg2

        with contextlib.closing(psycopg2.connect(self.server_url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    # Processes ---------------------------------------------------------------------------------

    def manage(self, *words: str) -> str:
        """Run a command of manage.py and return what it printed."""
        command = [str(BIN / "python"), "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(words)} failed:\n{done.stderr}")
        return done.stdout

    def start(self, *command: str, **settings: str) -> "subprocess.Popen[bytes]":
        """A process that ends with the stand."""
        process = subprocess.Popen(command, cwd=ROOT, env={**self.environment, **settings})
        self.processes.append(process)
        return process

    def serve(self, application: str = "config.wsgi:application", **settings: str) -> "subprocess.Popen[bytes]":
        """The web server, once it answers."""
        web = self.start(str(BIN / "gunicorn"), "--config", "config/gunicorn.py", application, **settings)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and web.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.client().get("/healthz").status == 200:
                    return web
            time.sleep(0.05)
        sys.exit("The web server did not start.")

    def client(self, number: int = 0) -> "Client":
        """A browser of its own, at an address of its own."""
        return Client(self.port, address=f"10.0.{number // 250}.{number % 250 + 1}")

    def django(self) -> None:
        """Let this process read the stand's database through the models. Once, and for one stand."""
        os.environ.update(self.environment)
        sys.path.insert(0, str(ROOT))
        # Only now are the settings known.
        import django

        django.setup()


@dataclass
class Answer:
    """What came back, and how long it took."""

    status: int
    text: str
    seconds: float


@dataclass
class Client:
    """As much of a browser as a registration needs: cookies, hidden fields, one connection."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._send("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if response.will_close:
            self.close()
        return Answer(response.status, text, time.perf_counter() - started)

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def hidden_fields(page: str) -> dict[str, str]:
    """What a form carries along: its CSRF token and submission key."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def registration(number: int) -> dict[str, str]:
    """The answers of an ordinary delegate of an organisation."""
    letters = "".join(chr(97 + int(digit)) for digit in f"{number:05d}")
    return {
        "family_name": f"Family{letters}",
        "given_name": f"Given{letters}",
        "sex": "F" if number % 2 else "M",
        "organisation": f"Institute {number % 40}",
        "position": "Adviser",
        "nationality": "KG",
        "email": f"client{number}@{HOST}",
        "phone": f"+99655{number:07d}",
        "language": "en",
        "diet": "vegetarian" if number % 5 == 0 else "",
        "consent_notice": "on",
    }


def conference_file(slug: str, capacity: int | None) -> dict[str, object]:
    """An OPEN conference where nobody has to decide (docs/conference-file.md)."""
    year = time.gmtime().tm_year
    return {
        "illustrative": True,
        "conference": {
            "slug": slug,
            "title": {"en": "A rush"},
            "confidentiality": "OPEN",
            "starts_on": f"{year + 1}-06-01",
            "ends_on": f"{year + 1}-06-01",
            "timezone": "Asia/Bishkek",
            "country": "KG",
            "languages": ["en"],
            "capacity": capacity,
            "registration_opens": f"{year - 1}-01-01T09:00",
            "registration_closes": f"{year + 1}-05-01T09:00",
        },
        "categories": [{"code": "UN_SYSTEM", "approval": "AUTOMATIC"}],
        "privacy_notice": {"en": "The people of this conference are invented."},
    }


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process, kindly first."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def databases(wanted: str) -> Iterator[str]:
    """`sqlite`, the address of a PostgreSQL server, or `all` that can be reached."""
    server = os.environ.get("TEST_DATABASE_URL", POSTGRESQL)
    if wanted != "all":
        yield server if wanted == "postgresql" else wanted
        return
    yield "sqlite"
    parts = urlsplit(server)
    with contextlib.suppress(OSError), socket.create_connection((parts.hostname or "", parts.port or 5432), timeout=2):
        yield server
