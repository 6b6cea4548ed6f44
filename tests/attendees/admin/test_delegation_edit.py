"""Changing a delegation: what an officer may, what a manager alone, and two of them at once (RC-23)."""

from attendees.enums import DelegateStatus
from attendees.models import Delegate
from tests.attendees.admin.test_delegation_page import PageCase
from tests.cast import client_of
from tests.factories import make_category

S = DelegateStatus


class TestEdit(PageCase):
    """The manager, who alone sets quotas."""

    def setUp(self):
        super().setUp()
        self.officer, self.client = self.client, client_of(self.cast.manager_a, self.cast.a)

    def form(self, client=None, **changed):
        page = (client or self.client).get(f"{self.url}edit/")
        form = page.context["form"]
        sent = {}
        for name, field in form.fields.items():
            value = field.widget.format_value(field.prepare_value(form.initial[name]))
            text = value[0] if isinstance(value, list) and value else value or ""
            sent |= {name: text, f"initial-{name}": text}
        return sent | changed

    def test_a_raised_quota_seats_the_reserve_and_is_history(self):
        """R-01; quotas are changed without a reason, and both numbers are kept."""
        for _ in range(2):
            self.member(status="APPROVED")
        waiting = self.member(status="WAITLISTED")

        self.post("edit/", **self.form(quota_in_person="3"))

        assert self.status(waiting) == S.PENDING
        assert self.delegation.events.get(kind="QUOTA_CHANGED").data == {"quota_in_person": [2, 3]}
        assert "places in person: 2 → 3" in self.page().content.decode()

    def test_an_officer_changes_all_but_the_quotas(self):
        """R-01: whoever could raise a quota would need no reason to exceed it."""
        sent = self.form(self.officer, language="ru")
        assert not {"quota_in_person", "quota_online"} & sent.keys()

        self.post("edit/", self.officer, **sent, quota_in_person="9", **{"initial-quota_in_person": "2"})

        self.delegation.refresh_from_db()
        assert (self.delegation.language, self.delegation.quota_in_person) == ("ru", 2)

    def test_a_quota_below_use_drops_nobody(self):
        """RC-12."""
        for _ in range(2):
            self.member(status="APPROVED")

        self.post("edit/", **self.form(quota_in_person="1"))

        assert Delegate.objects.filter(status=S.APPROVED).count() == 2
        assert "1 over" in self.page().content.decode()

    def test_the_deadline_is_typed_on_the_conferences_clocks(self):
        """R-20."""
        self.post("edit/", **self.form(deadline_at="2026-11-01T18:00", name_ru="Казахстан (РК)"))

        self.delegation.refresh_from_db()
        assert self.delegation.deadline_at.isoformat() == "2026-11-01T12:00:00+00:00"
        assert self.delegation.name == {"ru": "Казахстан (РК)"}

    def test_the_second_of_two_officers_sees_both_versions(self):
        """RC-23."""
        second = client_of(self.cast.manager_a, self.cast.a)
        stale = self.form(second, quota_in_person="7")
        self.post("edit/", **self.form(quota_in_person="4", remarks="<b>Minister</b>"))

        answer = self.post("edit/", second, **stale)

        assert answer.status_code == 409
        page = answer.content.decode()
        assert "<td><bdi>4</bdi></td><td><bdi>7</bdi></td>" in page
        assert "&lt;b&gt;Minister&lt;/b&gt;" in page
        self.delegation.refresh_from_db()
        assert self.delegation.quota_in_person == 4

    def test_sent_again_only_what_this_officer_changed_is_written(self):
        """RC-23."""
        stale = self.form(quota_in_person="7")
        self.post("edit/", **self.form(remarks="Minister"))
        merged = self.post("edit/", **stale).context["form"]

        self.post("edit/", **merged.data.dict())

        self.delegation.refresh_from_db()
        assert (self.delegation.quota_in_person, self.delegation.remarks) == (7, "Minister")

    def test_the_category_of_a_delegation_with_people_stays(self):
        """Its people are registered in it: they would be counted and listed elsewhere than their delegation."""
        other = make_category(self.cast.a, code="OBSERVER_STATE")
        self.member()

        refused = self.post("edit/", **self.form(category=str(other.pk)))
        Delegate.objects.all().delete()
        self.post("edit/", **self.form(category=str(other.pk)))

        assert b"the category of a delegation with people stays" in refused.content
        self.delegation.refresh_from_db()
        assert self.delegation.category == other

    def test_nonsense_is_refused_beside_the_field(self):
        answer = self.post("edit/", **self.form(quota_in_person="-1"))

        assert answer.status_code == 422

    def test_without_the_right_nothing_is_shown(self):
        """AD-16."""
        client = client_of(self.cast.programme_a, self.cast.a)

        assert client.get(f"{self.url}edit/").status_code == 403
        assert self.post("edit/", client).status_code == 403
