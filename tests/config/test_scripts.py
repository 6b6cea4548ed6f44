"""What the make targets stand on."""

from scripts import prepare
from scripts.test import Outcome, answers


class TestOutcome:
    def test_the_lanes_are_added_up_in_pytests_own_words(self):
        outcome = Outcome()

        outcome.add("one", 0, "==== 2 passed, 1 skipped in 1.50s ====")
        outcome.add("two", 1, "==== 1 failed, 3 passed in 2.00s (0:00:02) ====")

        assert outcome.closing_line().strip("= ") == "1 failed, 5 passed, 1 skipped in 3.50s"
        assert outcome.code == 1
        assert outcome.words[0] == "Run: one: 2 passed, 1 skipped in 1.50s."

    def test_a_lane_that_ran_nothing_is_not_green(self):
        outcome = Outcome()

        outcome.add("one", 0, "")

        assert outcome.code == 1
        assert "1 error" in outcome.closing_line()

    def test_nothing_listens_on_port_one(self):
        assert not answers("postgres://me@127.0.0.1:1/x")


class TestStamps:
    def test_a_step_is_fresh_until_its_source_or_what_it_made_changes(self, tmp_path, monkeypatch):
        monkeypatch.setattr(prepare, "ROOT", tmp_path)
        monkeypatch.setattr(prepare, "STAMPS", tmp_path / "stamps")
        source, made = tmp_path / "a.txt", tmp_path / "made"
        source.write_text("1")
        made.mkdir()

        assert not prepare.is_fresh("x", [source], made)
        prepare.stamp("x", [source], made)
        assert prepare.is_fresh("x", [source], made)
        assert not prepare.is_fresh("x", [source], made, "another database")
        source.write_text("2")
        assert not prepare.is_fresh("x", [source], made)
