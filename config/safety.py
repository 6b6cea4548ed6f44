"""What must be true before the program serves real people: one line per fault (CF-02)."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

SHORTEST_SECRET = 50
FEWEST_LETTERS = 10
UNSENT = ("console", "dummy", "locmem")


def faults(settings: Mapping[str, Any]) -> list[str]:
    """Every reason why these settings must not face the public, in words for the operator."""
    checks = (_secret, _hosts, _field_keys, _address, _post, _proxies)
    return [line for check in checks for line in check(settings)]


def _secret(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, value in [
        ("SECRET_KEY", settings["SECRET_KEY"]),
        *(("SECRET_KEY_FALLBACKS", old) for old in settings["SECRET_KEY_FALLBACKS"]),
    ]:
        if not value:
            yield f"{name} is empty: give it at least {SHORTEST_SECRET} random characters."
        elif len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_LETTERS:
            yield f"{name} is too short or too plain: it needs {SHORTEST_SECRET} random characters."
        elif value.startswith(("django-insecure-", "development")):
            yield f"{name} is a default from an example: make your own."


def _hosts(settings: Mapping[str, Any]) -> Iterator[str]:
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts:
        yield "ALLOWED_HOSTS is empty: name the hosts this program answers for."
    for host in hosts:
        if "*" in host or host.startswith("."):
            yield f"ALLOWED_HOSTS contains {host!r}: name every host in full."


def _field_keys(settings: Mapping[str, Any]) -> Iterator[str]:
    keys = settings["FIELD_KEYS"]
    if not keys:
        yield "FIELD_KEYS is empty: personal data is encrypted with it (id:base64 of 32 bytes)."
    names = [key.partition(":")[0] for key in keys]
    for name, key in zip(names, keys, strict=True):
        if not name or _bytes_in(key.partition(":")[2]) != 32:
            yield f"FIELD_KEYS: the key {name!r} is not id:base64 of 32 bytes."
    if len(names) != len(set(names)):
        yield "FIELD_KEYS: two keys have the same id."


def _bytes_in(encoded: str) -> int:
    plain = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return len(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True))
    except binascii.Error:
        return 0


def _address(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SITE_URL"].startswith("https://"):
        yield "SITE_URL must begin with https:// : it is written into every letter."


def _post(settings: Mapping[str, Any]) -> Iterator[str]:
    if any(word in settings["EMAIL_BACKEND"] for word in UNSENT):
        yield "EMAIL_URL names a mailbox that sends nothing: use smtp+tls://, smtp+ssl:// or file:///."
    if not settings["DEFAULT_FROM_EMAIL"] or "localhost" in settings["DEFAULT_FROM_EMAIL"]:
        yield "DEFAULT_FROM_EMAIL must be the real address that letters come from."


def _proxies(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["TRUSTED_PROXY_COUNT"] < 0:
        yield "TRUSTED_PROXY_COUNT must be the number of proxies in front, 0 or more."
