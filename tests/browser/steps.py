"""What a delegate does on the form, the same in every language, with scripts and without."""

from typing import Any

from tests.browser.windows import Window

#: Somebody of the Kyrgyz delegation; his Cyrillic given name has a Latin "a" at first.
ANSWERS = {
    "organisation": "Prison Service under the Ministry of Justice",
    "position": "Deputy Head of Department",
    "family_name": "Zhaparov",
    "given_name": "Askar",
    "cyrillic_family_name": "Жапаров",
    "cyrillic_given_name": "Аскар",
    "patronymic": "Бакытович",
    "email": "askar.zhaparov@example.org",
    "phone": "+996 555 012 345",
}
CHECK = "button[name=step][value=check]"
SEND = "form .acts button.btn-primary"


def choose_state(page: Any, name: str, code: str, typed: str) -> None:
    """Choose a State: from the plain list without scripts, by typing with them."""
    box = page.locator(f"#id_{name}-search")
    if box.count():
        box.fill(typed)
        page.locator(f"#id_{name}-list [role=option]").first.wait_for()
        box.press("Enter")
    else:
        page.locator(f"select[name={name}]").select_option(code)


def fill(page: Any, **changed: str) -> None:
    """Answer every question of the form, some otherwise than usual."""
    choose_state(page, "country", "KG", "Кыргызстан")
    choose_state(page, "nationality", "KG", "Kyrgyz")
    for name, answer in {**ANSWERS, **changed}.items():
        page.locator(f"[name={name}]").fill(answer)
    page.locator("[name=sex][value=M]").check()
    page.locator("[name=consent_notice]").check()


def typed(page: Any) -> dict[str, str]:
    """What stands in the form now."""
    return {name: page.locator(f"[name={name}]").input_value() for name in ANSWERS}


def to_the_form(window: Window, slug: str) -> None:
    """From the home page over the conference and its categories to the form."""
    page = window.page
    window.go("/")
    page.locator(".call a.btn-primary").click()
    page.locator(f"a[href='/{slug}/register/member-state/']").click()
    page.locator("[name=submission_key]").wait_for(state="attached")


def outcome(page: Any) -> str:
    """How the form was answered (CONTRACT.md, "Markers")."""
    return page.locator("main [data-outcome]").get_attribute("data-outcome")
