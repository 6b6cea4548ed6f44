"""Names as official papers write them: which script, which order, what in capitals, which title before all others.

Capitals are a rendering: what is stored is mixed case. `person` is a delegate, or an entry of a list.
"""

from __future__ import annotations

import re

from django.utils.translation import override, pgettext

from attendees.domain.participants import Entry
from attendees.enums import CourtesyTitle
from attendees.models import Delegate
from core.languages import capitals
from core.text import KINSHIP, letters_of

#: Languages that write a list in Cyrillic letters, the family name first, and without Mr. and Ms.
CYRILLIC = frozenset({"ru", "ky"})
#: Capitals are of these alphabets alone: Arabic and Chinese have none, Georgian prints none.
TWO_CASES = frozenset({"latin", "cyrillic", "greek", "armenian"})
#: States whose names have a dotted and a dotless i.
DOTTED = {"TR": "tr", "AZ": "az"}
#: Every apostrophe as the plain one, by which words of kinship are known.
PLAIN = str.maketrans(dict.fromkeys("’‘ʻʼ`", "'"))
#: The small letter that stays in McDONALD.
SCOTTISH = re.compile(r"(Ma?c)([A-Z].*)")


Named = Delegate | Entry


def listed(person: Named, language: str, state: str = "") -> str:
    """The name in a list: `Yerlan ABENOV`; in Russian and Kyrgyz `АБЕНОВ Ерлан Маратович`.

    A name chosen for lists is printed as it was chosen, in lists of its alphabet. `state` is the code of the State the
    person is of, for the capitals of its language.
    """
    script = "cyrillic" if language in CYRILLIC else "latin"
    if person.list_name and script_of(person.list_name) in {script, ""}:
        return person.list_name
    if language in CYRILLIC and person.cyrillic_given_name:
        family, given = person.cyrillic_family_name, person.cyrillic_given_name
        capital = in_capitals(family or given, language, state)
        return _joined(capital, given, person.patronymic) if family else capital
    if person.is_single_name or not person.family_name:
        return in_capitals(_joined(person.given_name, person.family_name), language, state)
    family = in_capitals(person.family_name, language, state)
    if language in CYRILLIC or script_of(person.family_name) == "han":
        return _joined(family, person.given_name)
    return _joined(person.given_name, family)


def sorted_as(person: Named, language: str) -> str:
    """What the alphabet looks at: the family name, then the given name, in the letters of the list."""
    if language in CYRILLIC and person.cyrillic_given_name:
        return _joined(person.cyrillic_family_name, person.cyrillic_given_name, person.patronymic)
    return _joined(person.family_name, person.given_name)


def titles(title: str, language: str, *, is_excellency: bool) -> str:
    """What stands before the name: `H.E. Mr.`. "H.E." is printed only when protocol has confirmed it (R-36)."""
    with override(language):
        said = [pgettext("before a name", "H.E.")] if is_excellency else []
        worded = {
            CourtesyTitle.MR: pgettext("before a name", "Mr."),
            CourtesyTitle.MS: pgettext("before a name", "Ms."),
            CourtesyTitle.MX: pgettext("before a name", "Mx."),
            CourtesyTitle.DR: pgettext("before a name", "Dr."),
            CourtesyTitle.PROF: pgettext("before a name", "Prof."),
        }
        plain = {CourtesyTitle.MR, CourtesyTitle.MS, CourtesyTitle.MX}
        is_said = title in worded and not (language in CYRILLIC and title in plain)
        return " ".join([*said, worded[CourtesyTitle(title)]] if is_said else said)


def in_capitals(name: str, language: str, state: str = "") -> str:
    """A family name in capitals; `uulu` and `kyzy` stay small, and so does what has no capitals."""
    return " ".join(_word(word, DOTTED.get(state, language)) for word in name.split(" "))


def _word(word: str, language: str) -> str:
    if KINSHIP.fullmatch(word.lower().translate(PLAIN)) or not letters_of(word) <= TWO_CASES:
        return word
    if scottish := SCOTTISH.fullmatch(word):
        return scottish[1] + capitals(scottish[2], language)
    return capitals(word, language)


def script_of(text: str) -> str:
    """The alphabet a text is written in; "" for none or several."""
    found = letters_of(text)
    return found.pop() if len(found) == 1 else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
