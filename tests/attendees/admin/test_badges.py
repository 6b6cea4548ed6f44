"""Badges in the admin: the plan, the batch and its file, one badge, the log; and who may do what."""

import re

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendees.admin import badge_printing
from attendees.domain import badges
from attendees.enums import BadgeStatus, DelegateStatus
from attendees.models import Badge, BadgeBatch, BadgeEvent, Delegate, PaperJob
from conference.domain import countries
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_badge, make_category, make_delegate, make_delegation, minutes

S = BadgeStatus
LIST, PRINT, BLANK = (reverse(f"admin:attendees_badge_{name}") for name in ("changelist", "print", "blank"))
USUAL = {"language": "en", "design": "", "sheet": "a4", "sides": "both", "order": "sheets", "reason": "", "text": ""}


class BadgesTest(TestCase):
    """Conference A with a category, and its officer's browser."""

    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.cast = make_cast()
        cls.category = make_category(cls.cast.a, letter="D")

    def setUp(self):
        self.officer = client_of(self.cast.officer_a, self.cast.a)

    def person(self, **fields):
        return make_delegate(category=self.category, status=DelegateStatus.APPROVED, **fields)

    def ask(self, *people, client=None, **more):
        chosen = ",".join(str(each.pk) for each in people)
        return (client or self.officer).post(PRINT, {**USUAL, "chosen": chosen, "reason_shown": "", **more})


class TestPlan(BadgesTest):
    def test_it_says_what_would_happen_and_writes_nothing(self):
        new, has = self.person(family_name="Newcomer"), self.person(family_name="Holder")
        make_badge(has)

        page = self.officer.get(PRINT, {"who": "all"})

        text = page.content.decode()
        assert page.status_code == 200
        assert "Print 1 badge" in text
        assert text.index(new.formal_name) < text.index(has.formal_name)
        assert Badge.objects.count() == 1

    def test_everybody_a_category_a_delegation_and_one_person_can_be_chosen(self):
        delegation = make_delegation(category=self.category)
        member, other = self.person(delegation=delegation), self.person()

        counts = {
            who: len(self.officer.get(PRINT, {"who": who}).context["plan"].lines)
            for who in ("missing", "outdated", "all", f"category={self.category.code}", f"delegation={delegation.pk}",
                        f"delegate={other.pk}")
        }  # fmt: skip

        assert list(counts.values()) == [2, 0, 2, 2, 1, 1]
        assert member.pk != other.pk

    def test_what_is_of_another_conference_or_unknown_is_not_found(self):
        """AC-09."""
        stranger = make_delegate(conference=self.cast.b, status=DelegateStatus.APPROVED)

        for who in (
            "nobody",
            f"delegate={stranger.pk}",
            f"category={stranger.category.code}",
            "delegate=x",
            "delegation=9",
        ):
            assert self.officer.get(PRINT, {"who": who}).status_code == 404, who

    def test_the_selection_of_the_list_leads_to_the_plan(self):
        people = [self.person(), self.person()]
        action = {"action": "badges", "_selected_action": [each.pk for each in people], "index": "0"}

        page = self.officer.post(reverse("admin:attendees_delegate_changelist"), action)

        assert {line.delegate for line in page.context["plan"].lines} == set(people)

    def test_as_many_statements_for_thirty_as_for_one(self):
        self.officer.get(PRINT)
        counts = []
        for number in (1, 29):
            for _person in range(number):
                self.person()
            with CaptureQueriesContext(connection) as asked:
                self.officer.get(PRINT, {"who": "all"})
            counts.append(len(asked))

        assert counts[0] == counts[1]

    def test_the_page_of_papers_leads_to_the_plan(self):
        answer = self.officer.get(reverse("admin:attendees_paperjob_make", args=["badges"]))

        assert answer.url == PRINT


class TestPrint(BadgesTest):
    def test_a_small_batch_is_printed_at_once_and_its_file_is_there(self):
        person = self.person()

        answer = self.ask(person, selection="selected", sheet="single")

        batch, job = BadgeBatch.objects.get(), PaperJob.objects.get()
        assert answer.url == reverse("admin:attendees_badgebatch_change", args=[batch.pk])
        assert (batch.by, batch.selection, batch.options) == (self.cast.officer_a, "selected", {"sheet": "single"})
        assert (job.status, job.people) == ("DONE", 1)
        assert person.badges.get().status == S.PRINTED
        page = self.officer.get(answer.url).content.decode()
        assert reverse("admin:attendees_paperjob_file", args=[job.pk]) in page

    def test_a_large_one_waits_for_the_worker(self):
        people = [self.person() for _ in range(3)]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(badge_printing, "AT_ONCE", 2)
            answer = self.ask(*people)

        assert PaperJob.objects.get().status == "QUEUED"
        assert "data-look-again" in self.officer.get(answer.url).content.decode()

    def test_who_could_not_be_printed_is_named_on_the_page_of_the_batch(self):
        """R-42, FT-15."""
        good, bad = self.person(), self.person(family_name="Smiling", badge_name="Smile 😀")

        page = self.officer.get(self.ask(good, bad).url).content.decode()

        assert "GRINNING FACE" in page
        assert "Smiling" in page
        assert [badge.status for badge in (good.badges.get(), bad.badges.get())] == [S.PRINTED, S.QUEUED]

    def test_a_reason_is_another_plan_and_is_shown_before_anything_is_done(self):
        person = self.person()
        old = make_badge(person)

        shown = self.ask(person, reason="LOST", text="In the bus")

        assert (shown.status_code, shown.context["plan"].doable) == (200, 1)
        assert person.badges.count() == 1
        self.ask(person, reason="LOST", reason_shown="LOST", text="In the bus")
        old.refresh_from_db()
        assert (old.status, person.badges.valid().get().version) == (S.LOST, 2)
        assert BadgeEvent.objects.filter(badge=old, kind="LOST").get().text == "In the bus"

    def test_another_reason_needs_words(self):
        page = self.ask(self.person(), reason="OTHER", reason_shown="OTHER")

        assert page.status_code == 422
        assert not Badge.objects.exists()

    def test_nothing_to_print_is_said(self):
        person = self.person()
        make_badge(person)

        page = self.officer.get(self.ask(person).url)

        assert "None of these people needs a badge." in page.content.decode()

    def test_people_of_another_conference_get_none_whatever_is_sent(self):
        """AD-05."""
        stranger = make_delegate(conference=self.cast.b, status=DelegateStatus.APPROVED)

        self.ask(stranger)

        assert not Badge.objects.exists()

    def test_what_is_no_list_of_ids_chooses_nobody(self):
        for chosen in ("", "x", "1;2", "٣", "9" * 40):
            self.officer.post(PRINT, {**USUAL, "chosen": chosen, "reason_shown": ""})

        assert not Badge.objects.exists()

    def test_the_file_is_made_again_with_the_same_badges(self):
        """EX-15."""
        person = self.person()
        url = self.ask(person).url
        token = person.badges.get().token

        self.officer.post(url)

        assert PaperJob.objects.count() == 2
        assert person.badges.get().token == token
        assert person.badges.get().events.first().kind == "COPIED"


class TestBlank(BadgesTest):
    def test_blank_badges_are_printed(self):
        answer = self.officer.post(BLANK, {**USUAL, "category": self.category.pk, "count": "3"})

        assert answer.url.startswith("/admin/attendees/badgebatch/")
        assert set(Badge.objects.values_list("delegate", "status")) == {(None, S.PRINTED)}

    def test_a_category_of_another_conference_is_refused(self):
        """AD-02."""
        other = make_category(self.cast.b)

        page = self.officer.post(BLANK, {**USUAL, "category": other.pk, "count": "3"})

        assert page.status_code == 422
        assert other.code not in page.content.decode()

    def test_too_many_are_refused_at_the_field(self):
        page = self.officer.post(BLANK, {**USUAL, "category": self.category.pk, "count": "501"})

        assert "count" in page.context["form"].errors


class TestOneBadge(BadgesTest):
    def do(self, badge, code, **data):
        return self.officer.post(reverse("admin:attendees_badge_do", args=[badge.pk, code]), data)

    def page(self, badge):
        return self.officer.get(reverse("admin:attendees_badge_change", args=[badge.pk]))

    def test_what_can_be_done_follows_the_table_of_moves(self):
        badge = make_badge(self.person())
        offered = [[offer["code"] for offer in self.page(badge).context["offers"]]]
        badges.lose(badge, by=None, now=NOON)
        offered.append([offer["code"] for offer in self.page(badge).context["offers"]])

        assert offered == [["reprint", "issue", "lose", "damage", "revoke"], []]

    def test_each_is_done_and_written_in_the_log(self):
        for code, status in (("issue", S.ISSUED), ("lose", S.LOST), ("damage", S.DAMAGED), ("revoke", S.REVOKED)):
            badge = make_badge(self.person())

            self.do(badge, code, text="Said at the desk")

            badge.refresh_from_db()
            assert badge.status == status
            assert badge.events.first().by == self.cast.officer_a

    def test_given_back_after_it_was_handed_out(self):
        badge = make_badge(self.person())
        self.do(badge, "issue")

        self.do(badge, "take-back")

        badge.refresh_from_db()
        assert badge.status == S.RETURNED

    def test_a_reprint_with_a_reason_leads_to_the_new_file(self):
        """R-44."""
        badge = make_badge(self.person())

        answer = self.do(badge, "reprint", reason="DAMAGED", text="Coffee")

        badge.refresh_from_db()
        new = badge.delegate.badges.valid().get()
        assert (badge.status, new.status, new.version) == (S.DAMAGED, S.PRINTED, 2)
        assert answer.url == reverse("admin:attendees_badgebatch_change", args=[new.batch_id])
        assert new.number in self.page(badge).content.decode()

    def test_without_a_reason_nothing_is_printed_again(self):
        badge = make_badge(self.person())

        page = self.do(badge, "reprint", reason="")

        assert page.status_code == 422
        assert badge.delegate.badges.get() == badge

    def test_a_refusal_of_the_domain_is_words_on_the_page(self):
        badge = make_badge(self.person())
        badges.lose(badge, by=None, now=NOON)

        answer = self.do(badge, "issue")

        assert 'data-code="illegal_move"' in self.officer.get(answer.url).content.decode()

    def test_a_blank_one_is_given_to_somebody_by_number(self):
        blank = badges.queue_blanks(self.category, 1, language="en", by=None, now=NOON).badges.get()
        person = self.person()

        self.do(blank, "assign", number=str(person.number))

        blank.refresh_from_db()
        assert blank.delegate == person
        assert self.do(blank, "assign", number="999999").status_code == 422

    def test_a_badge_out_of_date_says_so(self):
        """R-22."""
        badge = make_badge(self.person())
        Delegate.objects.filter(pk=badge.delegate_id).update(badge_changed_at=NOON + minutes(1))

        assert "it needs a reprint" in self.page(badge).content.decode()

    def test_unknown_verbs_and_other_methods_get_nowhere(self):
        badge = make_badge(self.person())

        assert self.do(badge, "steal").status_code == 404
        assert self.officer.get(reverse("admin:attendees_badge_do", args=[badge.pk, "lose"])).status_code == 405


class TestList(BadgesTest):
    def test_it_says_what_waits_and_shows_every_badge(self):
        make_badge(self.person(family_name="Printed"))
        self.person()

        page = self.officer.get(LIST)

        text = page.content.decode()
        assert page.context["waits"] == {"missing": 1, "outdated": 0, "printed": 1}
        assert "Printed, Given" in text
        assert "approved person has no badge yet" in text

    def test_names_are_found_in_any_spelling_and_serials_by_number(self):
        make_badge(self.person(family_name="Japarov"))
        make_badge(self.person(family_name="Usonova"))

        found = [
            self.officer.get(LIST, {"q": words}).context["cl"].result_count for words in ("Жапаров", "2", "nobody")
        ]

        assert found == [1, 1, 0]

    def test_as_many_statements_for_thirty_as_for_one(self):
        make_badge(self.person())
        self.officer.get(LIST)
        counts = []
        for number in (0, 29):
            for _badge in range(number):
                make_badge(self.person())
            with CaptureQueriesContext(connection) as asked:
                self.officer.get(LIST)
            counts.append(len(asked))

        assert counts[0] == counts[1]

    def test_the_log_and_the_batches_are_read_and_never_written(self):
        badge = make_badge(self.person(family_name="Logged"))
        event = badge.events.first()

        log = self.officer.get(reverse("admin:attendees_badgeevent_changelist")).content.decode()
        assert "Logged, Given" in log
        assert self.officer.get(reverse("admin:attendees_badgebatch_changelist")).status_code == 200
        for name, pk in (("badgeevent", event.pk), ("badgebatch", badge.batch_id), ("badge", badge.pk)):
            for page in ("add", "delete"):
                url = reverse(f"admin:attendees_{name}_{page}", args=[pk] if page == "delete" else [])
                assert self.officer.post(url, {"post": "yes"}).status_code in (403, 404, 405)
        assert BadgeEvent.objects.filter(pk=event.pk).exists()

    def test_no_page_holds_a_token(self):
        """R-43."""
        badge = make_badge(self.person())
        urls = [LIST, PRINT, reverse("admin:attendees_badge_change", args=[badge.pk])]

        for url in urls:
            assert badge.token not in self.officer.get(url).content.decode()


class TestRights(BadgesTest):
    def test_others_of_the_staff_print_nothing_and_strangers_find_nothing(self):
        badge = make_badge(self.person())
        one = reverse("admin:attendees_badge_change", args=[badge.pk])
        answers = {
            name: [client_of(getattr(self.cast, name)).get(url).status_code for url in (LIST, PRINT, one)]
            for name in ("manager_a", "officer_a", "programme_a", "donor_a", "officer_b")
        }

        assert answers["manager_a"] == answers["officer_a"] == [200, 200, 200]
        assert answers["programme_a"] == answers["donor_a"] == [403, 403, 403]
        assert answers["officer_b"] == [200, 200, 404]

    def test_the_page_of_a_person_leads_to_the_badge_for_whoever_prints(self):
        badge = make_badge(self.person())
        url = reverse("admin:attendees_delegate_change", args=[badge.delegate_id])

        page = self.officer.get(url).content.decode()

        assert reverse("admin:attendees_badge_change", args=[badge.pk]) in page
        assert f"who=delegate%3D{badge.delegate_id}" in page

    def test_the_page_of_a_delegation_leads_to_its_badges(self):
        delegation = make_delegation(category=self.category)
        self.person(delegation=delegation)

        page = self.officer.get(reverse("admin:attendees_delegation_change", args=[delegation.pk])).content.decode()

        assert f"who=delegation%3D{delegation.pk}" in page

    def test_the_first_page_says_how_many_need_a_reprint(self):
        """R-22."""
        badge = make_badge(self.person())
        Delegate.objects.filter(pk=badge.delegate_id).update(badge_changed_at=NOON + minutes(1))

        page = self.officer.get(reverse("admin:index")).content.decode()

        assert re.search(r'figure">1</span><div><strong>badge needs a reprint', page)
        assert "reprint" not in client_of(self.cast.donor_a).get(reverse("admin:index")).content.decode()
