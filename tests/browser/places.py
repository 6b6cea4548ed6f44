"""Every page somebody may see, and the way to it: the table the tests of accessibility and of weight walk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.scene import Scene
from tests.browser.steps import ANSWERS, CHECK, SEND, choose_state, fill
from tests.browser.windows import Window

FORM = "/{slug}/register/member-state/"


@dataclass(frozen=True)
class Place:
    """An address, who comes in, and what is done there before the page is looked at."""

    path: str
    who: str = ""
    then: Callable[[Any], None] | None = None
    status: int = 200

    def reach(self, window: Window, scene: Scene) -> list[str]:
        """Bring the window to the place; says so when somebody is shown another page than the one asked for."""
        window.context.clear_cookies(name="sid")
        if self.who:
            window.context.add_cookies(scene.cookies(self.who, window.address))
        address = window.address + self.path.format_map(scene.words())
        answer = window.page.goto(address)
        if (answer.status, answer.url) != (self.status, address):
            return [f"{address} led to {answer.url}, {answer.status}"]
        if self.then:
            self.then(window.page)
        return []


def send_empty(page: Any) -> None:
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.locator(".errors, .errornote").wait_for()


def check_nothing(page: Any) -> None:
    page.locator(CHECK).click()
    page.locator(".errors").wait_for()


def check_all(page: Any) -> None:
    fill(page)
    page.locator(CHECK).click()
    page.locator("dl.answers").first.wait_for()


def send_all(page: Any) -> None:
    fill(page, email=f"somebody{id(page)}@example.org")
    page.locator(CHECK).click()
    page.locator(SEND).click()
    page.locator("[data-reference]").wait_for()


def open_states(page: Any) -> None:
    choose_state(page, "country", "KG", "Kyrgyz")
    page.locator("#id_nationality-search").fill("guin")
    page.locator("#id_nationality-list [role=option]").first.wait_for()


def ask_for_link(page: Any) -> None:
    page.locator("[name=email]").fill(ANSWERS["email"])
    page.locator("main form button").click()
    page.locator("[data-outcome=received]").wait_for()


PUBLIC = {
    "home": Place("/"),
    "conference": Place("/{slug}/"),
    "conference closed": Place("/closed/"),
    "conference cancelled": Place("/cancelled/"),
    "programme": Place("/{slug}/programme/"),
    "programme without sessions": Place("/closed/programme/"),
    "privacy notice": Place("/{slug}/privacy/"),
    "categories": Place("/{slug}/register/"),
    "categories, one full": Place("/full/register/"),
    "registration closed": Place("/closed/register/"),
    "registration not yet open": Place("/not-yet/register/"),
    "by invitation": Place("/{slug}/register/special-guest/"),
    "form": Place(FORM),
    "lost link": Place("/my/link/"),
    "personal link": Place("/my/{approved}/"),
    "accessibility": Place("/accessibility/"),
    "not found": Place("/nothing-here/", status=404),
    "sign-in": Place("/accounts/login/"),
    "forgotten password": Place("/accounts/password/reset/"),
}
STEPS = {
    "form with a list of States": Place(FORM, then=open_states),
    "form with errors": Place(FORM, then=check_nothing),
    "check your answers": Place(FORM, then=check_all),
    "done": Place(FORM, then=send_all),
    "link sent": Place("/my/link/", then=ask_for_link),
    "sign-in with errors": Place("/accounts/login/", then=send_empty),
}


def come_too_late(page: Any) -> None:
    page.context.clear_cookies(name="sid")
    page.locator("main form .acts button").last.click()
    page.locator("[data-code=page_shut]").wait_for()


MINE = {
    **{f"my page, {status}": Place("/my/", who=status) for status in ("approved", "pending", "waitlisted", "returned")},
    **{f"my page, {status}": Place("/my/", who=status) for status in ("rejected", "withdrawn")},
    "correct my data": Place("/my/correct/", who="pending"),
    "correct and send again": Place("/my/correct/", who="returned"),
    "nothing to correct": Place("/my/correct/", who="rejected"),
    "my sessions": Place("/my/sessions/", who="approved"),
    "withdraw": Place("/my/withdraw/", who="approved"),
    "typed when the page had shut": Place("/my/correct/", who="pending", then=come_too_late),
}


def type_a_code(page: Any) -> None:
    page.locator("[name=code]").fill("K7QM-4TRB-2XYZ-9HGF")
    page.locator("main form button").click()
    page.locator("main .chip.is-bad").wait_for()


#: The scene of these has given out numbered papers.
VERIFYING = {
    "is it genuine": Place("/verify/"),
    "a genuine paper": Place("/verify/{genuine}/"),
    "a revoked paper": Place("/verify/{revoked}/"),
    "an unknown code": Place("/verify/", then=type_a_code),
}


def add_nobody(page: Any) -> None:
    page.locator("main form .acts button").click()
    page.locator(".errors").wait_for()


def add_a_namesake(page: Any) -> None:
    for name, answer in NAMESAKE.items():
        page.locator(f"[name={name}]").fill(answer)
    page.locator("[name=sex][value=M]").check()
    page.locator("main form .acts button").click()
    page.locator("[data-code=alike]").wait_for()


def make_head(page: Any) -> None:
    page.locator("[name=capacity]").select_option("HEAD")
    page.locator("form[action$='/part/'] button").click()
    page.locator("[data-code=head_exists]").wait_for()


def check_entry(page: Any) -> None:
    page.locator("main form button").click()
    page.locator("[data-outcome=changed]").wait_for()


#: Like the deputy head of the delegation, in another spelling.
NAMESAKE = {
    "family_name": "Abilov",
    "given_name": "Kayrat",
    "organisation": "Ministry of Internal Affairs",
    "position": "Adviser",
}
OF_KAZAKHSTAN = "/delegation/people/"
DELEGATION = {
    "delegation": Place("/delegation/", who="focal"),
    "delegation's door": Place("/delegation/{focal}/"),
    "what happened": Place("/delegation/history/", who="focal"),
    "add one": Place("/delegation/add/", who="focal"),
    "add one with errors": Place("/delegation/add/", who="focal", then=add_nobody),
    "add a namesake": Place("/delegation/add/", who="focal", then=add_a_namesake),
    "check the list": Place("/delegation/submit/", who="focal"),
    "list sent": Place("/delegation/sent/", who="focal"),
    "order": Place("/delegation/order/", who="focal"),
    "decline": Place("/delegation/decline/", who="focal"),
    "name a colleague": Place("/delegation/colleague/", who="focal"),
    "member approved": Place(OF_KAZAKHSTAN + "{head_number}/", who="focal"),
    "member sent back": Place(OF_KAZAKHSTAN + "{sent_back_number}/", who="focal"),
    "member who came alone": Place(OF_KAZAKHSTAN + "{alone_number}/", who="focal"),
    "member replaced": Place(OF_KAZAKHSTAN + "{leaver_number}/", who="focal"),
    "second head": Place(OF_KAZAKHSTAN + "{deputy_number}/", who="focal", then=make_head),
    "change a member": Place(OF_KAZAKHSTAN + "{sent_back_number}/change/", who="focal"),
    "replace a member": Place(OF_KAZAKHSTAN + "{head_number}/replace/", who="focal"),
    "remove a draft": Place(OF_KAZAKHSTAN + "{draft_number}/remove/", who="focal"),
    "withdraw a member": Place(OF_KAZAKHSTAN + "{head_number}/withdraw/", who="focal"),
    "disown somebody": Place(OF_KAZAKHSTAN + "{alone_number}/disown/", who="focal"),
    "nothing to change": Place(OF_KAZAKHSTAN + "{refused_number}/change/", who="focal"),
    "somebody else's member": Place(OF_KAZAKHSTAN + "999999/", who="focal", status=404),
    "ask for a change": Place(OF_KAZAKHSTAN + "{head_number}/ask/", who="focal"),
    "send a paper": Place("/delegation/papers/send/", who="focal"),
    "check your entry": Place("/delegation/list/", who="focal"),
    "entry checked": Place("/delegation/list/", who="focal", then=check_entry),
    "my page, nominated": Place("/my/", who="head"),
    "complete my registration": Place("/my/complete/", who="head"),
}

ADMIN = "/admin/conference"
PEOPLE = "/admin/attendees/delegate"
PAIRS = "/admin/attendees/likeness"


def choose_everybody(page: Any) -> None:
    for box in page.locator("[name=_selected_action]").all():
        box.check()
    page.locator("select[name=action]").select_option("approve")


def show_plan(page: Any) -> None:
    choose_everybody(page)
    page.locator(".actions button").click()
    page.locator(".plan").wait_for()


def show_merge(page: Any) -> None:
    page.locator("form.pair button.default").click()
    page.locator(".plan").wait_for()


def return_without_reason(page: Any) -> None:
    page.locator("form[action*='/decide/return/']").evaluate("form => form.closest('details').open = true")
    page.locator("form[action*='/decide/return/'] button").click()
    page.locator(".errors").first.wait_for()


def send_a_bad_address(page: Any) -> None:
    page.locator("[name=email]").fill("nobody")
    page.locator(".submit-row [type=submit]").first.click()
    page.locator(".errors").first.wait_for()


def send_nothing(page: Any) -> None:
    page.locator("#content-main form, form#session_form").first.evaluate("form => { form.noValidate = true; }")
    page.locator(".submit-row [type=submit]").first.click()
    page.locator(".errors, .errornote").first.wait_for()


def send_no_table(page: Any) -> None:
    page.evaluate("document.querySelectorAll('#content form').forEach(each => { each.noValidate = true; })")
    page.locator(".submit-row [type=submit]").first.click()
    page.locator(".errornote").first.wait_for()


def everything_open(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


DECIDING = {
    "first page": Place("/admin/", who="manager", then=everything_open),
    "figures alone": Place("/admin/", who="donor_viewer", then=everything_open),
    "choose a conference": Place("/admin/choose/", who="officer"),
    "delegates": Place(f"{PEOPLE}/", who="officer", then=everything_open),
    "delegates, some chosen": Place(f"{PEOPLE}/", who="officer", then=choose_everybody),
    "delegates, searched": Place(f"{PEOPLE}/?q=zhaparov&status=APPROVED", who="officer"),
    "delegates, nobody found": Place(f"{PEOPLE}/?q=nobody", who="officer"),
    "plan": Place(f"{PEOPLE}/", who="officer", then=show_plan),
    "delegate to decide": Place(PEOPLE + "/{pending_pk}/change/", who="manager", then=everything_open),
    "delegate approved": Place(PEOPLE + "/{approved_pk}/change/", who="manager", then=everything_open),
    "delegate rejected": Place(PEOPLE + "/{rejected_pk}/change/", who="officer"),
    "decision with errors": Place(PEOPLE + "/{pending_pk}/change/", who="officer", then=return_without_reason),
    "correct a delegate": Place(PEOPLE + "/{pending_pk}/correct/", who="officer"),
    "correct with errors": Place(PEOPLE + "/{pending_pk}/correct/", who="officer", then=send_a_bad_address),
    "add a delegate": Place(f"{PEOPLE}/add/", who="officer"),
    "add a member of a delegation": Place(f"{PEOPLE}/add/?category=MEMBER_STATE", who="officer"),
    "export": Place(f"{PEOPLE}/export/", who="officer"),
    "list of participants": Place("/admin/attendees/listrevision/", who="manager"),
    "titles and order": Place("/admin/attendees/listrevision/titles/?all=1", who="manager"),
    "positions in other languages": Place("/admin/attendees/listrevision/positions/?all=1", who="manager"),
    "issue a list": Place("/admin/attendees/listrevision/issue/provisional/", who="manager"),
    "papers": Place("/admin/attendees/paperjob/", who="officer"),
    "make a paper": Place("/admin/attendees/paperjob/make/list-of-participants/", who="officer"),
    "duplicates": Place(f"{PAIRS}/", who="officer"),
    "a pair": Place(PAIRS + "/{pair}/change/", who="officer"),
    "two people": Place(PAIRS + "/{two people}/change/", who="officer"),
    "merge, the plan": Place(PAIRS + "/{pair}/change/", who="officer", then=show_merge),
    "exports taken": Place("/admin/attendees/exportrecord/", who="manager"),
}
HOLDING = {
    "sessions": Place(f"{ADMIN}/session/", who="programme"),
    "session": Place(ADMIN + "/session/{sessions}/change/", who="programme"),
    "new session with errors": Place(f"{ADMIN}/session/add/", who="programme", then=send_nothing),
    "delete a session": Place(ADMIN + "/session/{sessions}/delete/", who="programme"),
    "categories": Place(f"{ADMIN}/category/", who="manager"),
    "category": Place(ADMIN + "/category/{categories}/change/", who="manager"),
    "new conference": Place(f"{ADMIN}/conference/add/", who="superuser"),
    "copy a conference": Place(ADMIN + "/conference/{conference}/copy/", who="superuser"),
    "accounts": Place("/admin/accounts/user/", who="superuser"),
    "new account": Place("/admin/accounts/user/add/", who="superuser"),
    "conference": Place(ADMIN + "/conference/{conference}/change/", who="manager"),
    "history": Place(ADMIN + "/conference/{conference}/history/", who="manager"),
    "partners": Place(f"{ADMIN}/partner/", who="manager"),
    "partner": Place(ADMIN + "/partner/{partners}/change/", who="manager"),
    "organisation": Place(ADMIN + "/organisation/{organisations}/change/", who="manager"),
    "rooms": Place(f"{ADMIN}/room/", who="programme"),
    "room": Place(ADMIN + "/room/{rooms}/change/", who="programme"),
    "venues": Place(f"{ADMIN}/venue/", who="programme"),
    "notices": Place(f"{ADMIN}/privacynotice/", who="manager"),
    "notice": Place(f"{ADMIN}/privacynotice/add/", who="manager"),
    "staff": Place(f"{ADMIN}/membership/", who="manager"),
    "member of staff": Place(f"{ADMIN}/membership/add/", who="manager"),
    "States": Place(f"{ADMIN}/country/", who="officer"),
    "new password": Place("/accounts/password/change/", who="officer"),
}


DOCUMENT, CHANGE, SENT = "/admin/attendees/document", "/admin/attendees/changerequest", "/delegation/papers"


def refuse_without_words(page: Any) -> None:
    page.locator("button[name=refuse]").click()
    page.locator(".errors").first.wait_for()


def insufficient_without_words(page: Any) -> None:
    page.locator("form[action*='/insufficient/']").evaluate("form => form.closest('details').open = true")
    page.locator("form[action*='/insufficient/'] button").click()
    page.locator(".errors").first.wait_for()


#: The scene of these holds papers, and a change that waits.
PAPERS = {
    "papers to check": Place(f"{DOCUMENT}/", who="officer"),
    "a paper beside its names": Place(DOCUMENT + "/{document}/change/", who="officer", then=everything_open),
    "a paper that was replaced": Place(DOCUMENT + "/{old_document}/change/", who="officer"),
    "not sufficient, with errors": Place(
        DOCUMENT + "/{document}/change/", who="officer", then=insufficient_without_words
    ),
    "remove a paper": Place(DOCUMENT + "/{document}/discard/", who="officer"),
    "whose paper": Place(f"{DOCUMENT}/add/", who="officer"),
    "changes asked for": Place(f"{CHANGE}/", who="officer"),
    "a change asked for": Place(CHANGE + "/{change}/change/", who="officer"),
    "a change refused without words": Place(CHANGE + "/{change}/change/", who="officer", then=refuse_without_words),
    "my page with a change asked for": Place("/my/", who="approved"),
    "ask for a change": Place("/my/correct/", who="approved"),
    "the delegation with its papers": Place("/delegation/", who="sender"),
    "nobody in the list yet": Place("/delegation/list/", who="sender"),
    "send a paper": Place(f"{SENT}/send/", who="sender"),
    "send a paper, with errors": Place(f"{SENT}/send/", who="sender", then=send_empty),
    "whom a paper names": Place(SENT + "/{document}/names/", who="sender"),
    "remove a paper that was sent": Place(SENT + "/{document}/remove/", who="sender"),
}


TABLE, OWN = "/admin/attendees/importbatch", "/delegation/import"


def choose_a_column_twice(page: Any) -> None:
    page.locator("select[name=column-2]").select_option("full_name")
    page.locator("button.btn-primary, .submit-row [type=submit]").first.click()
    page.locator(".errors").first.wait_for()


#: The scene of these holds tables on their way.
TABLES = {
    "imports": Place(f"{TABLE}/", who="officer"),
    "send a table": Place(f"{TABLE}/add/", who="officer"),
    "send no table": Place(f"{TABLE}/add/", who="officer", then=send_no_table),
    "columns": Place(TABLE + "/{table}/columns/", who="officer"),
    "columns with errors": Place(TABLE + "/{table}/columns/", who="officer", then=choose_a_column_twice),
    "plan of a table": Place(TABLE + "/{table}/plan/", who="officer"),
    "refused lines": Place(TABLE + "/{table}/plan/?show=REFUSED", who="officer"),
    "a table that was taken over": Place(TABLE + "/{done}/change/", who="officer"),
    "spellings": Place("/admin/attendees/organisationspelling/", who="officer"),
    "spellings judged": Place("/admin/attendees/organisationspelling/?judged=1", who="officer"),
    "paste or upload": Place(f"{OWN}/", who="sender", then=everything_open),
    "paste nothing": Place(f"{OWN}/", who="sender", then=send_empty),
    "columns of a pasted table": Place(OWN + "/{pasted}/columns/", who="sender"),
    "columns of a pasted table, with errors": Place(
        OWN + "/{pasted}/columns/", who="sender", then=choose_a_column_twice
    ),
    "plan of a pasted table": Place(OWN + "/{pasted}/", who="sender"),
}

LIST, REGISTER = "/admin/attendees/listrevision", "/admin/attendees/issuedpaper"


def give_no_rank(page: Any) -> None:
    page.locator("[name$=-protocol_rank]").first.fill("0")
    page.locator("#content form button.default").first.click()
    page.locator(".errorlist").first.wait_for()


def revoke_without_reason(page: Any) -> None:
    page.evaluate("document.querySelectorAll('#content form').forEach(each => { each.noValidate = true; })")
    page.locator(".submit-row [type=submit]").first.click()
    page.locator(".errorlist, .errornote").first.wait_for()


#: The scene of these holds an issued list, a register of papers and an attendance.
ISSUED = {
    "list that was issued": Place(f"{LIST}/", who="manager"),
    "an issued list": Place(LIST + "/{revision}/change/", who="manager", then=everything_open),
    "a genuine list": Place("/verify/{in_force}/"),
    "a list that was replaced": Place("/verify/{replaced}/"),
    "the final list": Place(f"{LIST}/issue/final/", who="manager"),
    "titles and order, for protocol": Place(f"{LIST}/titles/", who="protocol"),
    "titles and order of all": Place(f"{LIST}/titles/?all=1", who="protocol"),
    "titles with errors": Place(f"{LIST}/titles/?all=1", who="protocol", then=give_no_rank),
    "review copy": Place("/admin/attendees/paperjob/make/list-of-participants/", who="officer"),
    "sign-in sheets": Place("/admin/attendees/paperjob/make/sign-in-sheets/", who="officer"),
    "invitations": Place("/admin/attendees/paperjob/make/invitations/", who="manager"),
    "register of papers": Place(f"{REGISTER}/", who="manager"),
    "an issued paper": Place(REGISTER + "/{issued}/change/", who="manager"),
    "revoke a paper": Place(REGISTER + "/{issued}/revoke/", who="manager"),
    "revoke without a reason": Place(REGISTER + "/{issued}/revoke/", who="manager", then=revoke_without_reason),
    "attendance": Place("/admin/attendees/attendance/", who="officer"),
    "a half-day": Place("/admin/attendees/attendance/half/{half}/", who="officer"),
    "a person with papers": Place(PEOPLE + "/{approved_pk}/change/", who="manager", then=everything_open),
}

BADGE = "/admin/attendees/badge"
BADGES = {
    "badges": Place(f"{BADGE}/", who="officer"),
    "whose badges": Place(f"{BADGE}/print/?who=all", who="officer", then=everything_open),
    "nobody's badges": Place(f"{BADGE}/print/?who=category%3DIGO", who="officer"),
    "blank badges": Place(f"{BADGE}/blank/", who="officer"),
    "a badge": Place(BADGE + "/{badge}/change/", who="officer", then=everything_open),
    "a blank badge": Place(BADGE + "/{blank}/change/", who="officer", then=everything_open),
    "batches": Place("/admin/attendees/badgebatch/", who="officer"),
    "a batch": Place("/admin/attendees/badgebatch/{batch}/change/", who="officer"),
    "print log": Place("/admin/attendees/badgeevent/", who="officer"),
    "badge designs": Place("/admin/attendees/badgedesign/", who="manager"),
    "new badge design": Place("/admin/attendees/badgedesign/add/", who="manager"),
    "a badge design": Place("/admin/attendees/badgedesign/{design}/change/", who="manager"),
    "the back of a badge": Place("/admin/attendees/badgedesign/{design}/change/?side=back", who="manager"),
    "a person with a badge": Place(PEOPLE + "/{approved_pk}/change/", who="officer", then=everything_open),
    "my badge": Place("/my/badge/", who="approved"),
}
