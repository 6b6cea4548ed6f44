"""One person of a delegation, as a focal point sees it and acts on it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.urls import URLPattern, get_resolver, reverse

from attendees.domain import focal_points
from attendees.domain.history import record
from attendees.enums import Capacity, DelegateStatus, EventKind, Source
from attendees.models import Delegate, Document, ImportBatch
from attendees.views.members import moved
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.focal import came_in
from tests.attendees.views.test_nominees import Named, code
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member

S = DelegateStatus


class TestPage(Named):
    def page(self, **fields):
        self.member = make_member(self.delegation, **fields)
        return self.client.get(self.path(self.member)).content.decode()

    def test_it_shows_the_data_and_masks_telephone_and_birth(self):
        page = self.page(position="Judge", rank="Colonel", phone="+77011234567", date_of_birth="1980-03-27")

        assert "Judge" in page
        assert "Colonel" in page
        assert "1234567" not in page
        assert "27.03.1980" not in page

    def test_of_another_it_does_not_say_you(self):
        page = self.page(accessibility="Wheelchair")

        assert "What the person needs to take part" in page
        assert "State you represent" not in page

    def test_it_offers_what_may_be_done(self):
        page = self.page(status=S.APPROVED)

        for step in ("replace/", "withdraw/", "link/", "part/"):
            assert self.path(self.member, step) in page
        for step in ("change/", "remove/", "endorse/"):
            assert self.path(self.member, step) not in page

    def test_of_somebody_who_left_nothing_can_be_done(self):
        page = self.page(status=S.WITHDRAWN)

        assert self.path(self.member) + "part/" not in page
        assert "btn-danger" not in page

    def test_what_happened_names_who_did_it(self):
        member = make_member(self.delegation)
        record(member, EventKind.NOMINATED, by=self.point, now=NOON)

        assert self.point.name in self.client.get(self.path(member)).content.decode()

    def test_a_photo_is_shown_to_the_own_delegation(self):
        """AC-04."""
        member = make_member(self.delegation)
        member.photo.save("a.jpg", ContentFile(b"a picture"))

        response = self.client.get(self.path(member, "photo.jpg"))

        assert b"".join(response.streaming_content) == b"a picture"
        assert "sandbox" in response["Content-Security-Policy"]

    def test_without_a_photo_there_is_none(self):
        member = make_member(self.delegation)

        assert self.client.get(self.path(member, "photo.jpg")).status_code == 404


class TestPart(Named):
    def appoint(self, member, part, **more):
        return self.client.post(self.path(member, "part/"), {"capacity": part, **more}, follow=True)

    def test_a_part_is_given(self):
        member = make_member(self.delegation)

        response = self.appoint(member, Capacity.ADVISER)

        member.refresh_from_db()
        assert (outcome(response), member.capacity) == ("changed", Capacity.ADVISER)

    def test_a_second_head_is_a_choice_between_two(self):
        """R-10."""
        head = make_member(self.delegation, capacity=Capacity.HEAD, given_name="Yerlan", family_name="Abenov")
        member = make_member(self.delegation, given_name="Kairat", family_name="Abilov")

        response = self.appoint(member, Capacity.HEAD)

        page = response.content.decode()
        assert (response.status_code, outcome(response), code(response)) == (409, "refused", "head_exists")
        assert "Yerlan Abenov" in page
        assert "Kairat Abilov" in page
        head.refresh_from_db()
        assert head.capacity == Capacity.HEAD

    def test_the_head_is_replaced_when_that_is_meant(self):
        """R-10."""
        head, member = make_member(self.delegation, capacity=Capacity.HEAD), make_member(self.delegation)

        response = self.appoint(member, Capacity.HEAD, replace_head="1")

        head.refresh_from_db()
        member.refresh_from_db()
        assert outcome(response) == "changed"
        assert (head.capacity, member.capacity) == (Capacity.REPRESENTATIVE, Capacity.HEAD)

    def test_a_part_that_is_none_is_a_mistake(self):
        """IN-19."""
        assert outcome(self.appoint(make_member(self.delegation), "KING")) == "invalid"

    def test_after_the_deadline_it_is_refused(self):
        """R-19."""
        member = make_member(self.delegation)
        with time_machine.travel(NOON + timedelta(days=46), tick=False):
            self.client = came_in(self.point)
            response = self.appoint(member, Capacity.ADVISER)

        assert (outcome(response), code(response)) == ("closed", "closed")


class TestLeaving(Named):
    def test_a_draft_is_taken_off_after_a_question(self):
        member = make_member(self.delegation, status=S.DRAFT)

        asked = self.client.get(self.path(member, "remove/"))
        kept = Delegate.objects.count()
        response = self.client.post(self.path(member, "remove/"), follow=True)

        assert "The draft is deleted" in asked.content.decode()
        assert (kept, Delegate.objects.count(), outcome(response)) == (1, 0, "withdrawn")

    def test_who_was_sent_is_withdrawn_after_a_question(self):
        member = make_member(self.delegation, status=S.APPROVED)

        asked = self.client.get(self.path(member, "withdraw/")).content.decode()
        response = self.client.post(self.path(member, "withdraw/"), follow=True)

        member.refresh_from_db()
        assert "replace the person: then the place stays yours" in asked
        assert (outcome(response), member.status) == ("withdrawn", S.WITHDRAWN)
        assert Letter.objects.get().kind == "delegate_withdrawn"

    def test_withdrawing_twice_is_harmless(self):
        """RC-15."""
        member = make_member(self.delegation)

        for _ in range(2):
            response = self.client.post(self.path(member, "withdraw/"), follow=True)

        assert (outcome(response), member.events.count()) == ("withdrawn", 1)

    def test_the_wrong_way_to_leave_is_refused(self):
        draft, pending = make_member(self.delegation, status=S.DRAFT), make_member(self.delegation)

        assert code(self.client.post(self.path(pending, "remove/"), follow=True)) == "not_a_draft"
        assert code(self.client.post(self.path(draft, "withdraw/"), follow=True)) == "illegal_move"
        assert code(self.client.get(self.path(draft, "withdraw/"))) == "illegal_move"

    def test_after_the_deadline_only_officers_withdraw(self):
        """R-19."""
        member = make_member(self.delegation)
        with time_machine.travel(NOON + timedelta(days=46), tick=False):
            response = came_in(self.point).post(self.path(member, "withdraw/"), follow=True)

        member.refresh_from_db()
        assert (code(response), member.status) == ("closed", S.PENDING)


class TestThoseWhoCameAlone(Named):
    """R-06."""

    def setUp(self):
        super().setUp()
        category = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        self.delegation = make_delegation(category=category)
        self.point = make_focal_point(self.delegation)
        self.client = came_in(self.point)
        self.member = make_member(self.delegation, source=Source.SELF)

    def test_one_is_confirmed_with_a_button(self):
        response = self.client.post(self.path(self.member, "endorse/"), follow=True)

        self.member.refresh_from_db()
        assert (outcome(response), self.member.endorsed_at) == ("changed", NOON)
        assert 'id="waiting"' not in response.content.decode()

    def test_one_is_disowned_with_a_word(self):
        """R-26."""
        asked = self.client.get(self.path(self.member, "disown/")).content.decode()
        response = self.client.post(self.path(self.member, "disown/"), {"text": "Ask your office."}, follow=True)

        self.member.refresh_from_db()
        assert "has not named you for this conference" in asked
        assert (outcome(response), self.member.status) == ("changed", S.REJECTED)
        assert "Ask your office." in Letter.objects.get(kind="delegate_rejected").text

    def test_somebody_the_delegation_named_cannot_be_disowned(self):
        named = make_member(self.delegation, source=Source.FOCAL_POINT, endorsed_at=NOON)

        assert code(self.client.get(self.path(named, "disown/"))) == "illegal_move"


class TestLink(Named):
    def test_it_is_sent_again_and_not_too_often(self):
        """RL-02."""
        member = make_member(self.delegation)

        answers = [self.client.post(self.path(member, "link/"), follow=True) for _ in range(4)]

        assert [outcome(answer) for answer in answers] == ["received", "received", "received", "refused"]
        assert code(answers[-1]) == "too_often"
        assert Letter.objects.count() == 3


class TestOrder(Named):
    def setUp(self):
        super().setUp()
        self.people = [make_member(self.delegation, family_name=name) for name in ("One", "Two", "Three")]

    def send(self, *places, **more):
        typed = {f"place-{each.number}": place for each, place in zip(self.people, places, strict=True)}
        return self.client.post("/delegation/order/", {**typed, **more}, follow=True)

    def order(self):
        return list(self.delegation.people.order_by("place").values_list("family_name", flat=True))

    def test_numbers_are_typed(self):
        response = self.send(3, 1, 2)

        assert (outcome(response), self.order()) == ("changed", ["Two", "Three", "One"])

    def test_one_goes_up_without_a_script(self):
        self.send(1, 2, 3, up=self.people[2].number)

        assert self.order() == ["One", "Three", "Two"]

    def test_one_goes_down(self):
        self.send(1, 2, 3, down=self.people[0].number)

        assert self.order() == ["Two", "One", "Three"]

    def test_the_head_is_always_the_first_and_not_asked(self):
        head = make_member(self.delegation, family_name="Head", capacity=Capacity.HEAD)

        page = self.client.get("/delegation/order/").content.decode()
        self.send(1, 2, 3)

        assert f"place-{head.number}" not in page
        assert self.order()[0] == "Head"

    def test_a_number_left_out_is_a_mistake(self):
        response = self.send("", 1, "many")

        assert outcome(response) == "invalid"
        assert self.order() == ["One", "Two", "Three"]

    def test_one_person_needs_no_order(self):
        Delegate.objects.exclude(pk=self.people[0].pk).delete()

        assert code(self.client.get("/delegation/order/")) == "illegal_move"


@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [("2", "", [2, 1, 3]), ("", "2", [1, 3, 2]), ("1", "", [1, 2, 3]), ("", "3", [1, 2, 3]), ("9", "x", [1, 2, 3])],
)
def test_nobody_is_moved_beyond_the_ends(up, down, expected):
    assert moved([1, 2, 3], up, down) == expected


def addresses(beginning: str) -> list[URLPattern]:
    """Every address that begins so, as the resolver knows it."""
    found = [each for entry in get_resolver().url_patterns for each in getattr(entry, "url_patterns", [entry])]
    return [each for each in found if str(each.pattern).startswith(beginning)]


@time_machine.travel(NOON, tick=False)
class TestOthers(TestCase):
    """R-05, AC-21: of another delegation nothing is seen and nothing changed."""

    def setUp(self):
        self.mine = make_focal_point()
        self.stranger = make_member(
            make_delegation(iso2="UZ", category=self.mine.delegation.category), family_name="Stranger", status=S.DRAFT
        )
        self.stranger.photo.save("a.jpg", ContentFile(b"a picture"))

    def answers(self, client, paths=None):
        about = [each.name for each in addresses("delegation/people/")]
        paths = paths or [reverse(f"attendees:{name}", args=[self.stranger.number]) for name in about]
        return {path: (client.get(path).status_code, client.post(path).status_code) for path in paths}

    def test_every_address_with_a_person_of_another_is_unknown(self):
        answers = self.answers(came_in(self.mine))

        assert len(answers) >= 10
        assert {path: codes for path, codes in answers.items() if not set(codes) <= {404, 405}} == {}
        assert not self.stranger.events.exists()

    def test_so_is_every_address_with_a_paper_or_a_table_of_another(self):
        """AC-21."""
        theirs = self.stranger.delegation
        paper = Document.objects.create(delegation=theirs, conference=theirs.conference, digest="d", received_at=NOON)
        table = ImportBatch.objects.create(delegation=theirs, conference=theirs.conference, digest="d", created_at=NOON)
        about = [(each, paper.pk) for each in addresses("delegation/papers/<")]
        about += [(each, table.pk) for each in addresses("delegation/import/<")]

        answers = self.answers(came_in(self.mine), [reverse(f"attendees:{each.name}", args=[pk]) for each, pk in about])

        assert len(answers) >= 5
        assert {path: codes for path, codes in answers.items() if not set(codes) <= {404, 405}} == {}

    def test_missing_and_forbidden_are_one_page(self):
        """AC-09."""
        client = came_in(self.mine)

        pages = [client.get(f"/delegation/people/{number}/") for number in (self.stranger.number, 99999, 10**30)]

        assert {page.status_code for page in pages} == {404}
        assert len({page.content.replace(page["X-Request-ID"].encode(), b"") for page in pages}) == 1

    def test_a_person_of_a_namesake_delegation_of_another_conference_is_unknown_too(self):
        """AC-08."""
        self.stranger = make_member(make_delegation(iso2="KZ"))

        assert came_in(self.mine).get(f"/delegation/people/{self.stranger.number}/").status_code == 404

    def test_a_revoked_focal_point_is_at_a_shut_door_everywhere(self):
        """R-15."""
        self.stranger = make_member(self.mine.delegation, status=S.DRAFT)
        client = came_in(self.mine)
        focal_points.revoke(self.mine, by=None, now=NOON)

        plain = [f"/{each.pattern}" for each in addresses("delegation/") if "<" not in str(each.pattern)]

        answers = self.answers(client) | self.answers(client, [path for path in plain if "/leave/" not in path])

        assert len(answers) >= 20
        assert set(answers.values()) <= {(302, 403), (302, 405), (405, 403)}
        assert Delegate.objects.get(pk=self.stranger.pk).status == S.DRAFT

    def test_a_delegates_own_link_opens_no_delegation(self):
        client = Client()
        client.post(f"/my/{make_member(self.mine.delegation).link_token}/")

        assert client.get("/delegation/").status_code == 302

    def test_somebody_moved_to_another_delegation_is_gone_from_this_one(self):
        member = make_member(self.mine.delegation)
        Delegate.objects.filter(pk=member.pk).update(delegation=self.stranger.delegation)

        assert came_in(self.mine).get(f"/delegation/people/{member.number}/").status_code == 404
