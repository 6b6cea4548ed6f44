"""The program's settings as the tests run it: development defaults, a quick hasher, folders of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "true")
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["SITE_URL"] = "https://conference.example"
os.environ["TRUSTED_PROXY_COUNT"] = "0"
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(tempfile.gettempdir()) / "registration-tests" / "static"
MEDIA_ROOT = str(Path(tempfile.gettempdir()) / "registration-tests" / "media")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
