"""Letters on paper: confirmation with the pass, invitation of a delegation, support for a visa.

Each has a number and a code of the register (`attendees/domain/issued_papers.py`), and can be verified by anybody who
holds it. Making the same letter again is the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.badges import qr
from attendees.domain import codes, delegation_notices, issued_papers, links, protocol
from attendees.domain.refusals import PaperRefused
from attendees.enums import IssuedKind
from attendees.models import Delegate, Delegation, IssuedPaper
from attendees.papers import engine, head, names, registry, roster, tables
from attendees.papers.registry import Made, Options, Paper
from conference.domain import countries
from conference.enums import SessionType
from conference.models import Conference, Session
from core import times
from core.text import sort_key
from core.translations import translated

RIGHT = "paper.issue"
FORM, KIND = "form", "kind"
Words = dict[str, Any]


# What all letters share ---------------------------------------------------------------------------------


@transaction.atomic
def _letters(
    conference: Conference, options: Options, title: str, letters: Sequence[Words], codes: Sequence[str]
) -> Made:
    """The letters as one file, a page or more each; `codes` are tokens drawn as QR codes beside the words."""
    top = head.of(conference, options.language, title=title, at=options.now)
    pictures = dict(top.pictures)
    for place, (letter, code) in enumerate(zip(letters, codes, strict=True)):
        letter["verify-qr"] = f"verify-{place}.svg"
        pictures[letter["verify-qr"]] = qr.link_svg(letter["url"])
        letter["qr"] = f"code-{place}.svg" if code else ""
        if code:
            pictures[letter["qr"]] = qr.link_svg(code)
    data = {"head": top.data, "letters": list(letters), "words": _shared_words()}
    file = engine.pdf("letters", data, pictures=pictures, at=options.now, tagged=len(letters) <= MOST_TAGGED)
    return Made(file, len(letters), top.problems)


#: Beyond so many letters a file carries no tags.
MOST_TAGGED = 300


def _shared_words() -> dict[str, str]:
    return {
        "number": _("No."),
        "verify": _("Is this letter genuine? Enter the code at"),
        "code": _("Code"),
    }


def _numbered(paper: IssuedPaper) -> dict[str, str]:
    return {
        "number": issued_papers.number_of(paper),
        "code": codes.parted(paper.code),
        "url": issued_papers.url(paper),
        "address": codes.address(),
    }


#: Quotation marks as they stand within quotation marks.
WITHIN = str.maketrans("«»“”", "„“‘’")


def _held(conference: Conference, language: str) -> tuple[str, str]:
    """What the conference is called, to stand within quotation marks, and where and when it is held."""
    return translated(conference.title, language).translate(WITHIN), head.place(conference, language)


def _sentence(words: str) -> str:
    """Words that end with one full stop, though their last one is short for something: `2026 г.`."""
    return words[:-1] if words.endswith("..") and not words.endswith("...") else words


def _issue(delegate: Delegate, kind: IssuedKind, lines: Sequence[tuple[str, str]], options: Options) -> IssuedPaper:
    said = {"name": roster.titled(delegate, options.language), "lines": [list(line) for line in lines if line[1]]}
    return issued_papers.issue(
        delegate.conference,
        kind,
        said,
        delegate=delegate,
        language=options.language,
        by=options.by,
        now=options.now,
    )


# Confirmation ---------------------------------------------------------------------------------------------


def confirmations(conference: Conference, options: Options) -> Made:
    """One page for everybody approved: expected when and where, the pass as a QR code, the own page."""
    with override(options.language):
        people = roster.people(conference, options)
        hours = _desk_hours(conference, options.language)
        letters = [_confirmation(each, hours, options) for each in people]
        return _letters(conference, options, _("Confirmation"), letters, [each.pass_token for each in people])


def _confirmation(delegate: Delegate, hours: Sequence[str], options: Options) -> Words:
    language = options.language
    facts = [
        (_("Representing"), roster.heading(delegate, language)),
        (_("Position"), delegate.position_in(language)),
        (_("Reference"), delegate.reference),
    ]
    paper = _issue(delegate, IssuedKind.CONFIRMATION, facts[:2], options)
    title, place = _held(delegate.conference, language)
    return {
        **_numbered(paper),
        "who": roster.titled(delegate, language),
        "to": roster.titled(delegate, language),
        "second": roster.second_name(delegate, language),
        "heading": _("Confirmation of participation"),
        "paragraphs": [
            _sentence(
                _("Your participation in “%(title)s” is confirmed: %(place)s.") % {"title": title, "place": place}
            ),
            _("Show this page at the desk, on paper or on your phone, and bring an identity document."),
        ],
        "facts": [list(fact) for fact in facts if fact[1]] + [[_("Desk"), line] for line in hours],
        "caption": _("Your pass. It holds a number and nothing about you."),
        "closing": [_("Your own page, where you correct your data: %(url)s") % {"url": links.url(delegate)}],
        "signature": "",
    }


def _desk_hours(conference: Conference, language: str) -> list[str]:
    """When badges are given out: the first service of each day in the programme."""
    services = Session.objects.for_conference(conference).filter(type=SessionType.SERVICE)
    by_day = {times.local(each.starts_at, conference.zone).date(): each for each in reversed(services)}
    found = sorted(by_day.values(), key=lambda each: each.starts_at)
    return [
        f"{times.moment(session.starts_at, conference.zone, language)}–"
        f"{times.clock_time(times.local(session.ends_at, conference.zone))}, {translated(session.title, language)}"
        for session in found
    ]


# Invitation -----------------------------------------------------------------------------------------------


def invitations(conference: Conference, options: Options) -> Made:
    """A note verbale (`form=note`, the usual one) or a letter for every delegation, with quota, deadline and link."""
    with override(options.language):
        form = FORMS.get(options.chosen.get(FORM, ""), _note)
        delegations = _delegations(conference, options)
        points = [each.focal_points.active().first() for each in delegations]
        letters = [_invitation(each, form, options) for each in delegations]
        codes = [links.focal_url(point) if point else "" for point in points]
        for letter, code in zip(letters, codes, strict=True):
            letter["caption"] = _("The page of your delegation") if code else ""
        return _letters(conference, options, _("Invitation"), letters, codes)


def _delegations(conference: Conference, options: Options) -> list[Delegation]:
    found = Delegation.objects.for_conference(conference).taking_part()  # type: ignore[attr-defined]
    if chosen := options.chosen.get("delegations"):
        found = found.filter(pk__in=[int(pk) for pk in chosen.split(".") if pk.isdigit()])
    with_all = found.select_related("category", "organisation", "conference")
    return protocol.in_order(with_all, conference, options.language)[: options.limit]


def _invitation(delegation: Delegation, form: Callable[..., list[str]], options: Options) -> Words:
    language, conference = options.language, delegation.conference
    name = delegation.name_in(language)
    facts = [
        (_("Delegation"), name),
        (_("Places in person"), _places(delegation.quota_in_person)),
        (_("Places online"), _places(delegation.quota_online)),
        (_("Names by"), delegation_notices.deadline_words(delegation, language)),
    ]
    paper = issued_papers.issue(
        conference,
        IssuedKind.INVITATION,
        {"name": name, "lines": [list(fact) for fact in facts[1:] if fact[1]]},
        delegation=delegation,
        language=language,
        by=options.by,
        now=options.now,
    )
    title, place = _held(conference, language)
    return {
        **_numbered(paper),
        "who": name,
        "to": name,
        "second": "",
        "heading": _("Note verbale") if form is _note else _("Invitation"),
        "paragraphs": form(conference, name, title, place, language),
        "facts": [list(fact) for fact in facts if fact[1]],
        "closing": _how_to_answer(delegation),
        "signature": "" if form is _note else _signing(conference, language),
    }


def _places(quota: int | None) -> str:
    return "" if quota is None else str(quota)


def _note(conference: Conference, name: str, title: str, place: str, language: str) -> list[str]:
    """In the third person, without a signature: sealed and initialled."""
    host = _signing(conference, language)
    invites = _(
        "%(host)s presents its compliments to %(name)s and has the honour to invite it to “%(title)s”, %(place)s."
    )
    return [
        _sentence(invites % {"host": host, "name": name, "title": title, "place": place}),
        _("It would be grateful to be informed of the composition of the delegation by the day named below."),
        _("%(host)s avails itself of this opportunity to renew the assurances of its highest consideration.")
        % {"host": host},
    ]


def _letter(conference: Conference, name: str, title: str, place: str, language: str) -> list[str]:
    return [
        _sentence(
            _("We have the honour to invite %(name)s to “%(title)s”, %(place)s.")
            % {"name": name, "title": title, "place": place}
        ),
        _("Please let us know by the day named below who will take part."),
    ]


FORMS: dict[str, Callable[..., list[str]]] = {"note": _note, "letter": _letter}


def _signing(conference: Conference, language: str) -> str:
    """Whoever invites: the first of the partners in protocol order, else the secretariat."""
    partners = head.in_protocol_order(conference)
    return translated(partners[0].organisation.name, language) if partners else _("The secretariat")


def _how_to_answer(delegation: Delegation) -> list[str]:
    point = delegation.focal_points.active().first()
    contact = delegation.conference.contact_email
    said = []
    if point:
        said.append(_("The names are entered at this address, which is for the delegation alone:"))
        said.append(links.focal_url(point))
    if contact:
        said.append(_("Questions are answered at %(address)s.") % {"address": contact})
    return said


# Visa support -----------------------------------------------------------------------------------------------


def visa_letters(conference: Conference, options: Options) -> Made:
    """One letter for everybody who is no national of the host, or (`kind=table`) a table for its foreign ministry."""
    with override(options.language):
        people = [each for each in roster.people(conference, options, everybody=True) if needs_visa(each)]
        if options.chosen.get(KIND) == "table":
            return _visa_table(conference, people, options)
        letters = [_visa_letter(each, options) for each in people]
        return _letters(conference, options, _("Visa support letter"), letters, [""] * len(letters))


def needs_visa(delegate: Delegate) -> bool:
    """Whether a letter may help: the nationality is known and is not the host's (R-13)."""
    return bool(delegate.nationality_id) and delegate.nationality_id != delegate.conference.country_id


def _visa_letter(delegate: Delegate, options: Options) -> Words:
    language, conference = options.language, delegate.conference
    facts = _visa_facts(delegate, language)
    paper = _issue(delegate, IssuedKind.VISA_LETTER, facts, options)
    title, place = _held(conference, language)
    return {
        **_numbered(paper),
        "who": names.listed(delegate, language, delegate.country_id or ""),
        "to": _("To whom it may concern"),
        "second": "",
        "heading": _("Letter in support of a visa"),
        "paragraphs": [
            _sentence(
                _("We confirm that the person named below is invited to “%(title)s”, %(place)s.")
                % {"title": title, "place": place}
            ),
            _("We should be grateful for every assistance in obtaining an entry visa in time."),
        ],
        "facts": [[_("Name"), names.listed(delegate, language, delegate.country_id or "")], *map(list, facts)],
        "caption": "",
        "closing": [],
        "signature": _signing(conference, language),
    }


def _visa_facts(delegate: Delegate, language: str) -> list[tuple[str, str]]:
    facts = [
        (_("Nationality"), countries.name(delegate.nationality_id, language) if delegate.nationality_id else ""),
        (_("Date of birth"), _day(delegate.date_of_birth, language)),
        (_("Position"), delegate.position_in(language)),
        (_("Representing"), roster.heading(delegate, language)),
    ]
    return [fact for fact in facts if fact[1]]


def _day(stored: str, language: str) -> str:
    return times.day(date.fromisoformat(stored), language) if stored else ""


def _visa_table(conference: Conference, people: Iterable[Delegate], options: Options) -> Made:
    """By nationality, as the foreign ministry of the host asks for it."""
    language = options.language
    groups: dict[str, list[Sequence[str]]] = {}
    for each in people:
        nation = countries.name(each.nationality_id, language) if each.nationality_id else ""
        row = (str(each.number), each.spoken_name, _day(each.date_of_birth, language), each.position_in(language))
        groups.setdefault(nation, []).append(row)
    if not groups:
        raise PaperRefused(_("Nobody needs a visa."), "nobody")
    table = tables.Table(
        title=_("Participants by nationality, for visas"),
        columns=(_("No."), _("Name as in the passport"), _("Date of birth"), _("Position")),
        groups=sorted(groups.items(), key=lambda group: sort_key(group[0], language)),
        count=sum(map(len, groups.values())),
        names=1,
    )
    return tables.render(conference, table, options)


def _forms(conference: Conference) -> Mapping[str, forms.Field]:
    choices = [("note", _("Note verbale")), ("letter", _("Letter"))]
    return {FORM: forms.ChoiceField(label=_("Form"), choices=choices)}


def _kinds(conference: Conference) -> Mapping[str, forms.Field]:
    choices = [("", _("A letter for each person")), ("table", _("One table by nationality, for the foreign ministry"))]
    return {KIND: forms.ChoiceField(label=_("What"), choices=choices, required=False)}


registry.add(
    Paper(
        "confirmations",
        gettext_lazy("Confirmation letters"),
        confirmations,
        about=gettext_lazy("For everybody approved: where and when, the hours of the desk, the pass."),
        right=RIGHT,
        cost=12,
    )
)
registry.add(
    Paper(
        "invitations",
        gettext_lazy("Invitations"),
        invitations,
        about=gettext_lazy("For every delegation: its places, its deadline, the address of its page."),
        right=RIGHT,
        questions=_forms,
        cost=12,
    )
)
registry.add(
    Paper(
        "visa-letters",
        gettext_lazy("Visa support letters"),
        visa_letters,
        about=gettext_lazy("For everybody who is no national of the host country."),
        right=RIGHT,
        questions=_kinds,
        cost=12,
    )
)
