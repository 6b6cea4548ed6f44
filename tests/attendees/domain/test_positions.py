"""Positions in the languages of the lists: what is asked for, and one text for everybody who holds one."""

import pytest
from django.test import TestCase

from attendees.domain import badge_designs, corrections, positions
from attendees.domain.positions import key_of
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import DelegateStatus, EventKind, IdentityProtection
from attendees.models import Delegate
from conference.enums import InList
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user

APPROVED = DelegateStatus.APPROVED
ALL = ["en", "ru", "ky"]


class PositionCase(TestCase):
    def setUp(self):
        self.by = make_user()
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def person(self, position, positions=None, **fields):
        fields = {"category": self.category, "status": APPROVED, **fields}
        return make_delegate(position=position, positions=positions or {}, **fields)

    def texts(self):
        """Number → translations."""
        return list(self.conference.delegates.order_by("number").values_list("positions", flat=True))

    def translate(self, position, **texts):
        wanted = {key_of(position): texts}
        return positions.translate(self.conference, wanted, by=self.by, now=NOON)


class TestHeld(PositionCase):
    def held(self):
        return positions.held(self.conference, ALL)

    def test_each_stands_there_once_with_its_people_and_the_most_held_first(self):
        for position in ("Director", "Inspector", "Inspector"):
            self.person(position)
        self.person("")

        assert [(each.text, each.people) for each in self.held()] == [("Inspector", 2), ("Director", 1)]

    def test_a_position_is_not_asked_for_in_its_own_language(self):
        for position in ("Director", "Начальник отдела", "Бөлүм башчысы"):
            self.person(position)

        assert {each.text: each.lacking for each in self.held()} == {
            "Director": ["ru", "ky"],
            "Начальник отдела": ["en", "ky"],
            "Бөлүм башчысы": ["en", "ru"],
        }

    def test_it_lacks_a_language_while_one_of_its_holders_does(self):
        self.person("Director", {"ru": "Директор", "ky": "Директор"})
        self.person("Director", {"ru": "Директор"})

        (found,) = self.held()

        assert (found.texts, found.lacking) == ({"ru": "Директор", "ky": "Директор"}, ["ky"])

    def test_what_most_of_them_have_is_shown(self):
        for text in ("Начальница", "Начальник", "Начальник"):
            self.person("Head", {"ru": text})

        assert self.held()[0].texts["ru"] == "Начальник"

    def test_nobody_who_is_in_no_list_is_asked_about(self):
        self.person("Driver", category=make_category(self.conference, in_list=InList.NO))
        self.person("Gone", status=DelegateStatus.WITHDRAWN)
        self.person("Elsewhere", category=make_category())

        assert self.held() == []

    def test_lacking_leaves_out_what_is_complete(self):
        self.person("Director", {"ru": "Директор", "ky": "Директор"})
        self.person("Head")

        assert [each.text for each in positions.lacking(self.conference, ALL)] == ["Head"]


class TestTranslate(PositionCase):
    def test_everybody_who_holds_it_gets_the_text_with_a_line_in_the_history(self):
        for position in ("Director", "Director", "Head"):
            self.person(position)

        changed = self.translate("Director", ru=("", "Директор"), ky=("", ""))

        assert self.texts() == [{"ru": "Директор"}, {"ru": "Директор"}, {}]
        assert [each.position for each in changed] == ["Director", "Director"]
        event = changed[0].events.get()
        assert (event.kind, event.by, event.fields) == (EventKind.CORRECTED, self.by, ["positions"])

    def test_the_text_of_the_page_is_replaced_and_a_text_of_ones_own_stays(self):
        for text in ("Начальник", "Начальница", ""):
            self.person("Head", {"ru": text} if text else {})

        self.translate("Head", ru=("Начальник", "Руководитель"))

        assert [each["ru"] for each in self.texts()] == ["Руководитель", "Начальница", "Руководитель"]

    def test_a_page_opened_before_undoes_nobodys_text(self):
        person = self.person("Head", {"ru": "Начальник"})
        corrections.correct(person, {"positions": {"ru": "Глава"}}, by=self.by, now=NOON)

        assert self.translate("Head", ru=("Начальник", ""), ky=("", "")) == []
        assert self.texts() == [{"ru": "Глава"}]

    def test_a_text_can_be_taken_away(self):
        self.person("Head", {"ru": "Начальник", "ky": "Башчы"})

        self.translate("Head", ru=("Начальник", ""))

        assert self.texts() == [{"ky": "Башчы"}]

    def test_a_position_nobody_holds_is_refused_and_nothing_is_written(self):
        self.person("Head")

        wanted = {key_of("Head"): {"ru": ("", "Глава")}, key_of("Gone"): {}}

        with pytest.raises(CorrectionRefused) as refusal:
            positions.translate(self.conference, wanted, by=self.by, now=NOON)

        assert refusal.value.code == "not_listed"
        assert self.texts() == [{}]

    def test_somebody_under_an_alias_is_translated_and_not_told_about(self):
        """R-57: what hides the name hides the position, wherever a paper is made."""
        person = self.person("Inspector", identity_protection=IdentityProtection.ALIAS)

        self.translate("Inspector", ru=("", "Инспектор"))

        person.refresh_from_db()
        assert person.position_in("ru") == "Инспектор"


class TestBadges(PositionCase):
    """R-22."""

    def reprinted(self):
        self.person("Head")
        self.translate("Head", ru=("", "Начальник"))
        return Delegate.objects.get().badge_changed_at == NOON

    def design(self, *elements):
        values = {"name": "Own", "size": "A6", "orientation": "PORTRAIT", "front": list(elements), "back": []}
        return badge_designs.create(self.conference, values, by=None, now=NOON)

    def test_badges_of_the_house_say_no_position_and_need_no_reprint(self):
        assert not self.reprinted()

    def test_a_design_without_it_needs_none_either(self):
        self.design({"what": "given", "y": 10})

        assert not self.reprinted()

    def test_where_a_design_prints_it_the_badge_is_printed_again(self):
        self.design({"what": "given", "y": 10}, {"what": "position", "y": 30})

        assert self.reprinted()


class TestAnotherPosition(PositionCase):
    def correct(self, **changes):
        person = self.person("Head", {"ru": "Начальник", "ky": "Башчы"})
        return corrections.correct(person, changes, by=self.by, now=NOON)

    def test_what_said_the_old_one_is_dropped_and_the_history_says_so(self):
        changed = self.correct(position="Deputy Head")

        assert (changed.position, changed.positions) == ("Deputy Head", {})
        assert changed.events.get().fields == ["position", "positions"]

    def test_the_person_drops_them_too(self):
        person = self.person("Head", {"ru": "Начальник"}, status=DelegateStatus.PENDING)

        changed = corrections.correct(person, {"position": "Deputy"}, by=None, now=NOON)

        assert (changed.position_in("ru"), changed.events.get().actor) == ("Deputy", "SELF")

    def test_what_is_said_anew_stays(self):
        changed = self.correct(position="Deputy Head", positions={"ru": "Заместитель начальника"})

        assert changed.positions == {"ru": "Заместитель начальника"}

    def test_another_field_touches_none_of_them(self):
        changed = self.correct(position="Head", organisation="Prison Service")

        assert changed.positions == {"ru": "Начальник", "ky": "Башчы"}
        assert changed.events.get().fields == ["organisation"]
