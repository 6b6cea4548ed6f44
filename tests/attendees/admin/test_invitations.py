"""Inviting from the admin: one, a pasted list, a regional group; what many would become is shown first."""

from attendees.enums import DelegationStatus
from attendees.models import Delegation, FocalPoint
from conference.models import Organisation
from mailing.models import Letter
from tests.attendees.admin.test_delegations import LIST, ListCase
from tests.cast import client_of
from tests.factories import make_organisation

D = DelegationStatus
TEXT = "Казахстан; 5; Aigerim S.; a@mfa.example.org; ru\nPenal Reform Society; 2\nFrance; bad@address"


class InviteCase(ListCase):
    def send(self, way, client=None, **sent):
        terms = {"category": "MEMBER_STATE", "language": "en", "_conference": self.cast.a.pk}
        return (client or self.client).post(f"{LIST}{way}/", terms | sent)

    def states(self):
        return sorted(Delegation.objects.filter(country__isnull=False).values_list("country_id", flat=True))


class TestOne(InviteCase):
    def test_a_state_is_entered_and_its_focal_point_written_to(self):
        """R-38: typed under another name."""
        answer = self.send("add", country="Киргизия", quota_in_person="5", person="A", email="a@mfa.kg", send="on")

        delegation = Delegation.objects.get()
        assert answer.url == f"{LIST}{delegation.pk}/change/"
        assert (delegation.country_id, delegation.quota_in_person, delegation.status) == ("KG", 5, D.INVITED)
        assert Letter.objects.get().to_email == "a@mfa.kg"
        assert b"The invitation is on its way." in self.client.get(answer.url).content

    def test_without_the_tick_nobody_is_written_to(self):
        self.send("add", country="KZ", email="a@mfa.kz")

        assert (Delegation.objects.get().status, FocalPoint.objects.count()) == (D.DRAFT, 1)
        assert not Letter.objects.exists()

    def test_an_organisation_there_is_or_a_new_one(self):
        known = make_organisation(self.cast.a, "Known")

        self.send("add", organisation=known.pk)
        self.send("add", new_organisation="Penal Reform Society")

        assert sorted(map(str, Delegation.objects.all())) == ["Known", "Penal Reform Society"]

    def test_both_or_neither_is_refused_and_what_was_typed_is_kept(self):
        for sent in ({}, {"country": "KZ", "new_organisation": "Society"}):
            answer = self.send("add", person="Aigerim", **sent)

            assert answer.status_code == 422
            assert b"Aigerim" in answer.content
        assert not Delegation.objects.exists()
        assert not Organisation.objects.exists()

    def test_a_delegation_that_is_there_leaves_nothing_behind(self):
        """Half a deed is none: a refused line makes no organisation."""
        self.delegation("KZ")

        answer = self.send("add", country="KZ", email="a@mfa.kz", send="on")

        assert answer.status_code == 422
        assert b"This delegation is there already." in answer.content
        assert not FocalPoint.objects.exists()

    def test_an_organisation_of_another_conference_is_no_choice(self):
        """AD-02."""
        foreign = make_organisation(self.cast.b, "Of Bravo")

        assert b"Of Bravo" not in self.client.get(f"{LIST}add/").content
        assert self.send("add", organisation=foreign.pk).status_code == 422


class TestPaste(InviteCase):
    def test_the_plan_says_what_each_line_becomes_and_writes_nothing(self):
        page = self.send("paste", text=TEXT, send="on").content.decode()

        assert "1 new, 1 organisation nobody knows, 1 line not understood. 1 invitation leaves at once." in page
        for words in ("Kazakhstan", "line 1", "5 places", "Aigerim S.", "line 3 · bad@address"):
            assert words in page.replace("<bdi>", "").replace("</bdi>", ""), words
        assert page.count(" checked>") == 1
        assert not Delegation.objects.exists()

    def test_the_lines_ticked_are_entered_and_no_others(self):
        """R-40."""
        answer = self.send("paste", text=TEXT, send="on", apply="1", take=["1", "3", "x", "99"])

        assert self.states() == ["KZ"]
        assert not Organisation.objects.exists()
        page = self.client.get(answer.url).content.decode()
        assert "1 delegation was entered. 1 invitation is on its way." in page

    def test_one_goes_back_to_the_list_with_everything_typed(self):
        page = self.send("paste", text=TEXT, quota_in_person="4", send="on", back="1")

        assert page.status_code == 200
        assert "Penal Reform Society; 2" in page.content.decode()
        assert 'value="4"' in page.content.decode()

    def test_sent_again_it_enters_nobody_twice(self):
        for _ in range(2):
            answer = self.send("paste", text="Kazakhstan", apply="1", take=["1"])

        assert self.states() == ["KZ"]
        assert b"Nothing was entered." in self.client.get(answer.url).content

    def test_an_empty_list_is_refused_beside_the_field(self):
        assert self.send("paste", text="").status_code == 422

    def test_markup_is_text(self):
        """AD-18."""
        page = self.send("paste", text="<img src=x onerror=alert(1)>; 5").content

        assert b"<img src=x" not in page


class TestGroup(InviteCase):
    def test_those_that_are_there_are_left_out(self):
        self.delegation("BG")
        plan = self.send("group", group="EASTERN_EUROPEAN", quota_in_person="3")
        assert "22 new, 1 there already. Nobody is written to yet." in plan.content.decode()

        take = [str(number) for number in range(1, 24)]
        self.send("group", group="EASTERN_EUROPEAN", quota_in_person="3", apply="1", take=take)

        assert len(self.states()) == 23
        assert Delegation.objects.get(country_id="RO").quota_in_person == 3

    def test_a_group_that_is_none_is_refused(self):
        assert self.send("group", group="NONE").status_code == 422


class TestRights(InviteCase):
    def test_whoever_may_not_invite_sees_no_form(self):
        """AD-16."""
        for user in (self.cast.programme_a, self.cast.donor_a):
            client = client_of(user, self.cast.a)

            for way in ("add", "paste", "group"):
                assert client.get(f"{LIST}{way}/").status_code == 403
                assert self.send(way, client, country="KZ", text="KZ", group="WEOG", apply="1").status_code == 403
        assert not Delegation.objects.exists()
