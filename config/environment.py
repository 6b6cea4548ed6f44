"""Reading the environment: what django-environ does not do for us."""

import base64
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ

#: Sent with every connection: a waiting form is worth more than a waiting thread (RC-20), and compiling
#: a statement anew each time takes longer than to run any of ours.
POSTGRESQL_OPTIONS = (
    "-c lock_timeout=3000 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c jit=off"
)
SQLITE_OPTIONS = {
    # select_for_update() does nothing on SQLite: taking the write lock at BEGIN is the lock there.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database(url: str, *, test_suffix: str = "", test_folder: Path | None = None) -> dict[str, Any]:
    """The ``DATABASES`` entry for a database URL. Options given in the URL win over ours."""
    config: dict[str, Any] = environ.Env.db_url_config(url)
    suffix = f"_{test_suffix}" if test_suffix else ""
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
        folder = test_folder or Path(config["NAME"]).parent
        for place in (folder, Path(config["NAME"]).parent):
            place.mkdir(parents=True, exist_ok=True)
        Path(config["NAME"]).touch(mode=0o600)  # SQLite itself would let everybody read it (CF-05)
        # A file, not memory: the tests of races need one database for many threads.
        config["TEST"] = {"NAME": str(folder / f"test{suffix}.sqlite3")}
        return config
    config["OPTIONS"] = {"options": POSTGRESQL_OPTIONS, **config.get("OPTIONS", {})}
    config["TEST"] = {"NAME": f"test_{config['NAME']}{suffix}"}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def mail(url: str) -> dict[str, Any]:
    """The ``EMAIL_*`` settings for a mail URL. ``file:///folder`` writes letters as files."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "mailing.files.LetterFiles", "EMAIL_FILE_PATH": unquote(parts.path)}
    config: dict[str, Any] = environ.Env.email_url_config(url)
    config["EMAIL_HOST"] = config.get("EMAIL_HOST") or "localhost"
    config["EMAIL_PORT"] = config.get("EMAIL_PORT") or 25
    return {name: value for name, value in config.items() if value is not None}


def kept_secret(folder: Path, name: str, *, field_key: bool = False) -> str:
    """A random value made once and kept in a file only we can read. For development alone."""
    path = folder / f"development-{name}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        value = base64.b64encode(secrets.token_bytes(32)).decode()
        path.touch(mode=0o600)
        path.write_text(f"development:{value}" if field_key else value + secrets.token_urlsafe(32))
    return path.read_text().strip()
