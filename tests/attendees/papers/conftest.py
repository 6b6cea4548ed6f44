"""A press with layouts of the tests' own."""

import pytest

from attendees.papers import engine


@pytest.fixture
def press(tmp_path, monkeypatch):
    """Write layouts into ``press.place``; the press is closed afterwards."""
    place = tmp_path / "layouts"
    place.mkdir()
    (place / "parts.typ").write_text((engine.LAYOUTS / "parts.typ").read_text())
    mine = engine.Press()
    monkeypatch.setattr(engine, "LAYOUTS", place)
    monkeypatch.setattr(engine, "_press", mine)
    mine.place = place
    yield mine
    mine.close()
