"""CF-01, CF-02: the program does not start unsafely, and says why in one line per fault."""

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import safety

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(b"k" * 31 + b"=").decode()
SAFE: dict[str, Any] = {
    "SECRET_KEY": "c8!w2p_0q-r7yt5ue3io9as1df4gh6jk$lzxcvbnm^QWERTYUIOP",
    "SECRET_KEY_FALLBACKS": [],
    "ALLOWED_HOSTS": ["conference.example"],
    "FIELD_KEYS": [f"2027a:{KEY}"],
    "SITE_URL": "https://conference.example",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "secretariat@conference.example",
    "TRUSTED_PROXY_COUNT": 1,
}
ENVIRONMENT = {
    "DEBUG": "false",
    "SECRET_KEY": SAFE["SECRET_KEY"].replace("$", "S"),
    "ALLOWED_HOSTS": "conference.example",
    "FIELD_KEYS": SAFE["FIELD_KEYS"][0],
    "SITE_URL": "https://conference.example",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    "DEFAULT_FROM_EMAIL": "secretariat@conference.example",
}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


class TestFaults:
    def test_safe_settings_have_none(self):
        assert safety.faults(SAFE) == []

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("SECRET_KEY", "", "SECRET_KEY is empty"),
            ("SECRET_KEY", "short", "SECRET_KEY is too short"),
            ("SECRET_KEY", "a" * 60, "SECRET_KEY is too short or too plain"),
            ("SECRET_KEY", "django-insecure-" + "abcdefghijk" * 6, "default from an example"),
            ("SECRET_KEY_FALLBACKS", ["short"], "SECRET_KEY_FALLBACKS is too short"),
            ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is empty"),
            ("ALLOWED_HOSTS", ["*"], "'*'"),
            ("ALLOWED_HOSTS", [".example"], "'.example'"),
            ("FIELD_KEYS", [], "FIELD_KEYS is empty"),
            ("FIELD_KEYS", ["a:c2hvcnQ="], "the key 'a' is not"),
            ("FIELD_KEYS", ["no key at all"], "is not id:base64"),
            ("FIELD_KEYS", [f"a:{KEY}", f"a:{KEY}"], "same id"),
            ("SITE_URL", "http://conference.example", "SITE_URL must begin with https"),
            ("SITE_URL", "", "SITE_URL must begin with https"),
            ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "EMAIL_URL names"),
            ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "EMAIL_URL names"),
            ("DEFAULT_FROM_EMAIL", "", "DEFAULT_FROM_EMAIL"),
            ("DEFAULT_FROM_EMAIL", "webmaster@localhost", "DEFAULT_FROM_EMAIL"),
            ("TRUSTED_PROXY_COUNT", -1, "TRUSTED_PROXY_COUNT"),
        ],
    )
    def test_each_unsafe_value_is_one_line(self, name, value, words):
        lines = safety.faults({**SAFE, name: value})

        assert len(lines) == 1
        assert words in lines[0]

    def test_the_url_alphabet_of_base64_is_taken_too(self):
        key = base64.urlsafe_b64encode(b"\xff" * 32).decode().rstrip("=")

        assert safety.faults({**SAFE, "FIELD_KEYS": [f"a:{key}"]}) == []


class TestStarting:
    def test_with_nothing_set_it_refuses_and_names_every_fault(self):
        started = manage("check", DEBUG="false")

        assert started.returncode != 0
        assert "Traceback" not in started.stderr
        for name in (
            "SECRET_KEY",
            "ALLOWED_HOSTS",
            "FIELD_KEYS",
            "SITE_URL",
            "EMAIL_URL",
            "DEFAULT_FROM_EMAIL",
        ):
            assert sum(line.startswith(f"- {name}") for line in started.stderr.splitlines()) == 1, name

    def test_production_passes_djangos_own_deployment_check(self, tmp_path):
        started = manage(
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            **ENVIRONMENT,
            DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}",
        )

        assert started.returncode == 0, started.stderr

    def test_development_makes_its_own_keys(self, tmp_path):
        started = manage("check", DEBUG="true", DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}")

        assert started.returncode == 0, started.stderr
