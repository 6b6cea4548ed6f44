"""Changes after approval (R-19, R-21, R-22, R-23, AC-11)."""

import itertools

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase

from attendees.domain import change_requests, corrections, uploads
from attendees.domain.refusals import ChangeRefused, CorrectionRefused
from attendees.enums import ChangeStatus
from attendees.models import ChangeRequest, Delegate
from core.errors import DomainError
from mailing.models import Letter
from tests.attendees.domain.test_uploads import InAFolder
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)

S = ChangeStatus


def refusal(verb, *given, **how) -> str:
    with pytest.raises(DomainError) as refused:
        verb(*given, **{"now": NOON, **how})
    return refused.value.code


def stored(delegate) -> Delegate:
    return Delegate.objects.get(pk=delegate.pk)


def kinds(delegate) -> list[str]:
    return list(delegate.events.values_list("kind", flat=True))


class ChangeCase(TestCase):
    def setUp(self):
        self.officer = make_user(username="aigul")
        self.delegate = make_delegate(status="APPROVED", position="Head", email="a@example.org")

    def ask(self, changes, **how):
        return change_requests.ask(self.delegate, changes, **{"by": None, "now": NOON, **how})

    def request(self, **changes) -> ChangeRequest:
        return self.ask(changes or {"position": "Deputy"}).request


class TestAsk(ChangeCase):
    def test_what_was_approved_stays_until_somebody_decides(self):
        """R-21, AC-11."""
        state, category = make_country("KZ"), make_category(self.delegate.conference)
        wanted = {"family_name": "Other", "nationality": state, "category": category, "photo": "uploads/new.jpg"}
        self.delegate.photo = "uploads/old.jpg"
        self.delegate.save()

        asked = self.ask(wanted, note="My passport is new.")

        before = stored(self.delegate)
        assert (before.family_name, before.nationality, before.photo.name) == (
            self.delegate.family_name, None, "uploads/old.jpg",
        )  # fmt: skip
        assert before.category == self.delegate.category
        assert asked.request.fields == ["category", "family_name", "nationality", "photo"]
        assert change_requests.answers(asked.request) == wanted
        assert kinds(self.delegate) == ["CHANGE_ASKED"]

    def test_food_and_telephone_are_changed_at_once(self):
        """R-23."""
        asked = self.ask({"diet": "halal", "phone": "+996555012345", "position": "Deputy"})

        assert (stored(self.delegate).diet, stored(self.delegate).position) == ("halal", "Head")
        assert (asked.changed, asked.request.fields) == (("diet", "phone"), ["position"])
        assert stored(self.delegate).badge_changed_at is None

    def test_a_first_photo_is_taken_at_once(self):
        assert self.ask({"photo": "uploads/a.jpg"}) == change_requests.Asked(self.delegate, ("photo",), None)

    def test_what_is_as_it_was_is_not_asked_for(self):
        assert self.ask({"position": "Head", "diet": ""}).request is None
        assert kinds(self.delegate) == []

    def test_old_and_new_are_kept_sealed(self):
        request = self.request(date_of_birth="1980-03-27")

        assert change_requests.values(request) == {"date_of_birth": change_requests.Change("", "1980-03-27")}
        raw = ChangeRequest.objects.raw("SELECT id, changes AS sealed FROM attendees_changerequest")[0].sealed
        assert "1980" not in raw

    def test_a_focal_point_asks_for_somebody_of_the_delegation(self):
        point = make_focal_point()
        member = make_member(point.delegation, status="APPROVED")

        request = change_requests.ask(member, {"position": "Deputy"}, by=point, now=NOON).request

        assert (request.focal_point, member.events.get().actor) == (point, "FOCAL_POINT")

    def test_only_those_who_are_approved_ask(self):
        for status in ("PENDING", "RETURNED", "WITHDRAWN", "REPLACED"):
            person = make_delegate(status=status)

            assert refusal(change_requests.ask, person, {"position": "X"}, by=None) == "not_approved"

    def test_nobody_but_officers_after_the_deadline(self):
        """R-19."""
        late = make_delegate(conference=make_conference(modification_deadline_at=NOON), status="APPROVED")

        assert refusal(change_requests.ask, late, {"diet": "halal"}, by=None) == "closed"
        assert corrections.correct(late, {"diet": "halal"}, by=self.officer, now=NOON).diet == "halal"

    def test_what_is_the_offices_is_not_asked_for(self):
        for field in ("remarks", "sponsored", "identity_protection", "protocol_rank", "excellency", "status"):
            assert refusal(self.ask, {field: "X"}) == "locked_field"

    def test_a_form_opened_before_another_change_is_refused(self):
        corrections.correct(self.delegate, {"organisation": "X"}, by=self.officer, now=NOON)

        assert refusal(self.ask, {"position": "Deputy"}, revision=0) == "changed_meanwhile"

    def test_food_is_not_changed_when_the_rest_is_refused(self):
        assert refusal(self.ask, {"diet": "halal", "remarks": "X"}) == "locked_field"
        assert stored(self.delegate).diet == ""


class TestAskAgain(ChangeCase):
    def test_the_second_request_takes_the_place_of_the_first(self):
        first = self.request(position="Deputy")

        second = self.request(position="Minister")

        first.refresh_from_db()
        assert (first.status, second.status) == (S.CANCELLED, S.OPEN)
        assert change_requests.answers(second) == {"position": "Minister"}

    def test_what_the_first_asked_for_and_the_second_does_not_mention_is_kept(self):
        self.request(position="Deputy")

        second = self.request(organisation="Ministry")

        assert change_requests.answers(second) == {"organisation": "Ministry", "position": "Deputy"}

    def test_the_same_form_twice_is_one_request(self):
        assert self.request() == self.request()
        assert kinds(self.delegate) == ["CHANGE_ASKED"]

    def test_asking_for_what_there_is_takes_it_back(self):
        request = self.request()

        assert self.ask({"position": "Head"}).request is None
        request.refresh_from_db()
        assert request.status == S.CANCELLED

    def test_changing_food_leaves_it_as_it_is(self):
        request = self.request()

        assert self.ask({"diet": "halal"}).request == request


class TestAccept(ChangeCase):
    def accept(self, request, **how):
        return change_requests.accept(request, **{"by": self.officer, "now": NOON + minutes(5), **how})

    def test_all_of_it_is_written_and_the_badge_needs_a_reprint(self):
        """R-22."""
        request = self.request(position="Deputy", nationality=make_country("KZ"))

        self.accept(request)

        after = stored(self.delegate)
        assert (after.position, after.nationality_id, after.badge_changed_at) == ("Deputy", "KZ", NOON + minutes(5))
        assert kinds(self.delegate) == ["CHANGE_ASKED", "CORRECTED", "CHANGE_MADE"]
        assert ChangeRequest.objects.get().status == S.ACCEPTED

    def test_some_of_it(self):
        request = self.request(position="Deputy", organisation="Ministry")

        self.accept(request, fields=["position"], text="The ministry is not on the note.")

        after = stored(self.delegate)
        assert (after.position, after.organisation) == ("Deputy", "")
        decided = change_requests.values(ChangeRequest.objects.get())
        assert {name: each.is_accepted for name, each in decided.items()} == {"organisation": False, "position": True}
        letter = Letter.objects.get(kind="delegate_change_made").text
        assert "accepted: Position." in letter
        assert "not accepted: Organisation." in letter
        assert "The ministry is not on the note." in letter

    def test_nothing_of_it_is_no_acceptance(self):
        assert refusal(self.accept, self.request(), fields=[]) == "nothing_chosen"
        assert refusal(self.accept, self.request(), fields=["email"]) == "nothing_chosen"

    def test_the_second_of_two_officers_is_told_who_was_first(self):
        """RC-23."""
        request = self.request()
        self.accept(request)

        with pytest.raises(ChangeRefused, match="aigul"):
            change_requests.refuse(request, "No.", by=make_user(), now=NOON)
        assert stored(self.delegate).position == "Deputy"

    def test_an_officer_who_looked_before_another_change_looks_again(self):
        """RC-23."""
        request, revision = self.request(), self.delegate.revision
        corrections.correct(self.delegate, {"position": "Adviser"}, by=make_user(), now=NOON)

        assert refusal(self.accept, request, revision=revision) == "changed_meanwhile"
        assert (stored(self.delegate).position, ChangeRequest.objects.get().status) == ("Adviser", S.OPEN)

    def test_a_name_somebody_else_has_is_refused_and_the_request_stays(self):
        """R-11."""
        make_delegate(
            conference=self.delegate.conference, family_name="Same", given_name="Given", email="a@example.org"
        )

        assert refusal(self.accept, self.request(family_name="Same")) == "same_person"
        assert ChangeRequest.objects.get().status == S.OPEN

    def test_a_category_without_places_takes_nobody_and_nobody_is_dropped(self):
        """RC-12, RC-19."""
        full = make_category(self.delegate.conference, quota=0)

        assert refusal(self.accept, self.request(category=full)) == "quota_full"
        assert stored(self.delegate).status == "APPROVED"

    def test_whoever_does_not_come_any_more_is_changed_no_more(self):
        request = self.request()
        Delegate.objects.update(status="WITHDRAWN")

        assert refusal(self.accept, request) == "not_approved"
        assert not ChangeRequest.objects.to_decide().exists()

    def test_a_letter_without_an_address_goes_to_the_focal_point(self):
        """R-17."""
        point = make_focal_point(make_delegation())
        member = make_member(point.delegation, status="APPROVED", email="")
        request = change_requests.ask(member, {"position": "X"}, by=point, now=NOON).request

        self.accept(request)

        assert Letter.objects.get(kind="delegate_change_made").to_email == point.email

    def test_letters_go_to_the_new_address_only_then(self):
        request = self.request(email="new@example.org")
        assert stored(self.delegate).email == "a@example.org"

        self.accept(request)

        letters = {letter.kind: letter.to_email for letter in Letter.objects.all()}
        assert letters == {
            "delegate_address_changed": "a@example.org", "delegate_change_made": "new@example.org",
        }  # fmt: skip


class TestRefuse(ChangeCase):
    def test_nothing_is_changed_and_the_person_reads_why(self):
        request = self.request()

        change_requests.refuse(request, "The note says: Head.", by=self.officer, now=NOON)

        assert stored(self.delegate).position == "Head"
        assert "The note says: Head." in Letter.objects.get(kind="delegate_change_denied").text
        assert kinds(self.delegate) == ["CHANGE_ASKED", "CHANGE_DENIED"]

    def test_it_needs_words(self):
        assert refusal(change_requests.refuse, self.request(), "  ", by=self.officer) == "text_needed"


class TestTakeBack(ChangeCase):
    def test_it_is_gone_from_the_queue(self):
        request = self.request()

        change_requests.take_back(request, by=None, now=NOON)

        assert change_requests.open_of(self.delegate) is None
        assert refusal(change_requests.take_back, request, by=None) == "decided_meanwhile"


class TestFiles(InAFolder):
    """UP-14: a photo nobody took over, and evidence of what was taken back, go."""

    def setUp(self):
        super().setUp()
        self.names = [default_storage.save(f"uploads/{n}.jpg", ContentFile(b"x")) for n in ("old", "new", "proof")]
        self.delegate = make_delegate(conference=self.conference, status="APPROVED", photo=self.names[0])
        evidence = uploads.Kept(self.names[2], "passport.jpg", "image/jpeg", 1, "a" * 64)
        changes = {"photo": self.names[1], "position": "Deputy"}
        asked = change_requests.ask(self.delegate, changes, evidence=evidence, by=None, now=NOON)
        self.request, self.officer = asked.request, make_user()

    def there(self) -> list[bool]:
        return [default_storage.exists(name) for name in self.names]

    def test_an_accepted_photo_replaces_the_old_one(self):
        with self.captureOnCommitCallbacks(execute=True):
            change_requests.accept(self.request, by=self.officer, now=NOON)

        assert stored(self.delegate).photo.name == self.names[1]
        assert self.there() == [False, True, True]

    def test_a_refused_one_goes_and_its_evidence_stays(self):
        with self.captureOnCommitCallbacks(execute=True):
            change_requests.refuse(self.request, "It is not you.", by=self.officer, now=NOON)

        assert self.there() == [True, False, True]

    def test_what_is_taken_back_leaves_nothing(self):
        with self.captureOnCommitCallbacks(execute=True):
            change_requests.take_back(self.request, by=None, now=NOON)

        assert self.there() == [True, False, False]

    def test_a_new_request_takes_both_along(self):
        with self.captureOnCommitCallbacks(execute=True):
            again = change_requests.ask(self.delegate, {"position": "Minister"}, by=None, now=NOON).request

        assert (again.photo.name, again.evidence.name) == (self.names[1], self.names[2])
        assert self.there() == [True, True, True]

    def test_the_daily_chores_leave_what_is_asked_for(self):
        uploads.remove_unused(self.names)

        assert self.there() == [True, True, True]


class TestBadge(TestCase):
    """R-22, R-23: whichever way data are changed."""

    def test_each_field_does_or_does_not_ask_for_a_reprint(self):
        printed = {
            "family_name": "X", "given_name": "X", "cyrillic_family_name": "Х", "cyrillic_given_name": "Х",
            "patronymic": "Х", "badge_name": "X", "title": "DR", "position": "X", "organisation": "X",
            "photo": "uploads/x.jpg", "rank": "X", "academic_title": "X", "excellency": "CONFIRMED",
        }  # fmt: skip
        others = {"diet": "X", "phone": "+996555012345", "email": "x@example.org", "sex": "F", "remarks": "X"}
        officer = make_user()

        for name, value in (printed | others).items():
            delegate = corrections.correct(make_delegate(status="APPROVED"), {name: value}, by=officer, now=NOON)
            assert (name, delegate.badge_changed_at) == (name, NOON if name in printed else None)

    def test_the_state_and_the_category_stand_on_it_too(self):
        delegate, officer = make_delegate(status="APPROVED"), make_user()

        corrections.correct(delegate, {"country": make_country("KZ")}, by=officer, now=NOON)
        moved = corrections.correct(
            delegate, {"category": make_category(delegate.conference)}, by=officer, now=NOON + minutes(1)
        )

        assert moved.badge_changed_at == NOON + minutes(1)


class TestMoves(ChangeCase):
    def test_a_request_leaves_open_once_and_for_all(self):
        verbs = {
            S.ACCEPTED: lambda request: change_requests.accept(request, by=self.officer, now=NOON),
            S.REFUSED: lambda request: change_requests.refuse(request, "No.", by=self.officer, now=NOON),
            S.CANCELLED: lambda request: change_requests.take_back(request, by=None, now=NOON),
        }
        made = set()
        for start, (end, verb) in itertools.product(S.values, verbs.items()):
            request = ChangeRequest.objects.create(
                delegate=make_delegate(status="APPROVED"), fields=["position"], status=start, asked_at=NOON,
                changes='{"position": {"old": "", "new": "X"}}',
            )  # fmt: skip
            try:
                verb(request)
            except (ChangeRefused, CorrectionRefused):
                continue
            made.add((start, end.value))

        assert made == {("OPEN", "ACCEPTED"), ("OPEN", "REFUSED"), ("OPEN", "CANCELLED")}


class TestPositionInOtherLanguages(ChangeCase):
    def setUp(self):
        super().setUp()
        Delegate.objects.filter(pk=self.delegate.pk).update(positions={"ru": "Начальник"})

    def accept(self, request):
        change_requests.accept(request, by=self.officer, now=NOON)
        return stored(self.delegate)

    def test_an_accepted_position_drops_what_said_the_old_one(self):
        changed = self.accept(self.request(position="Deputy"))

        assert (changed.position, changed.positions) == ("Deputy", {})
        assert changed.events.get(kind="CORRECTED").fields == ["position", "positions"]

    def test_what_was_asked_with_it_comes_with_it_even_if_it_reads_as_before(self):
        request = self.request(position="Chief", positions={"ru": "Начальник"})

        assert self.accept(request).positions == {"ru": "Начальник"}

    def test_asking_for_another_position_asks_for_no_translation_any_more(self):
        self.request(position="Deputy", positions={"ru": "Заместитель"})

        assert self.request(position="Adviser").fields == ["position"]

    def test_asking_for_the_same_again_loses_none(self):
        self.request(position="Deputy", positions={"ru": "Заместитель"})

        assert self.request(position="Deputy").fields == ["position", "positions"]
