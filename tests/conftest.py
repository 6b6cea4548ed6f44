"""What every test stands on."""

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """A page asked for in Russian leaves Russian behind: no test depends on the one before it."""
    translation.deactivate()
