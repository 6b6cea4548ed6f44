"""Secrets at rest: encrypted columns, keyed hashes, tokens.

The keys come from ``settings.FIELD_KEYS``, an ordered list of ``"id:base64 of 32 bytes"``.
The first key writes, every key reads. To change keys, put a new one in front, save
every encrypted row again, and only then drop an old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact

NONCE_BYTES = 12
KEY_BYTES = 32


class DecryptionFailed(Exception):
    """A stored value was written with a key we do not have, moved, or tampered with."""


@lru_cache(maxsize=8)
def _parsed(entries: tuple[str, ...]) -> dict[str, bytes]:
    """The keys by id, newest first."""
    keys: dict[str, bytes] = {}
    for entry in entries:
        key_id, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(_padded(encoded), validate=True)
        except ValueError as problem:
            raise ImproperlyConfigured(f"FIELD_KEYS: key {key_id!r} is not base64.") from problem
        if not key_id or len(key) != KEY_BYTES or key_id in keys:
            raise ImproperlyConfigured(f"FIELD_KEYS: {key_id!r} must be a new name with a key of {KEY_BYTES} bytes.")
        keys[key_id] = key
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS holds no key.")
    return keys


def _padded(encoded: str) -> str:
    """Base64 of either alphabet, with or without its padding, as the strict decoder wants it."""
    plain = encoded.strip().rstrip("=").replace("-", "+").replace("_", "/")
    return plain + "=" * (-len(plain) % 4)


def _keys() -> dict[str, bytes]:
    return _parsed(tuple(settings.FIELD_KEYS))


def current_key_id() -> str:
    """The id of the key that writes."""
    return next(iter(_keys()))


def encrypt(text: str, context: str) -> str:
    """Encrypt text so that it opens only in the same context (``app.model.field``)."""
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_keys()[key_id]).encrypt(nonce, text.encode(), context.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, context: str) -> str:
    """Open what ``encrypt`` wrote; raises ``DecryptionFailed``, and never says why in detail."""
    key_id, _, encoded = stored.partition(":")
    key = _keys().get(key_id)
    if key is None:
        raise DecryptionFailed(f"{context}: no key named {key_id[:20]!r}.")
    try:
        raw = base64.urlsafe_b64decode(encoded)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError) as problem:
        raise DecryptionFailed(f"{context}: the stored value does not open.") from problem


def keyed_hash(purpose: str, value: str) -> str:
    """A hash for exact look-up that is worthless without our keys (HMAC-SHA256, hex).

    Made with the *oldest* key, so that adding a key leaves every stored hash valid:
    personal links must survive a change of keys.
    """
    oldest = list(_keys().values())[-1]
    own_key = hmac.digest(oldest, f"keyed-hash:{purpose}".encode(), hashlib.sha256)
    return hmac.new(own_key, value.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A secret for a link: 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that the database never sees in clear (AES-256-GCM).

    The value is bound to its column (``app.model.field``): copied into another column it
    does not open. The empty string is stored as it is. The column cannot be searched;
    keep a ``keyed_hash`` beside it where equality is needed.
    """

    @property
    def context(self) -> str:
        """What the value is bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value, self.context) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open the value as it comes from the database."""
        return decrypt(value, self.context) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is it empty" can be asked of an encrypted column."""
        return {"exact": IsEmptyText, "isnull": super().get_lookup("isnull")}.get(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        """Nothing can be computed from cipher text."""


class IsEmptyText(Exact):  # type: ignore[type-arg]
    """``field=""``: every other comparison would silently find nothing."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("An encrypted column can only be compared with the empty string.")
        return self.rhs
