"""The whole cast of a conference file: everybody its totals count, named and invented."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attendees.demo.named import MAN, NAMED, WOMAN
from attendees.demo.names import CULTURES
from attendees.demo.people import Maker, Member, posts_of
from attendees.demo.post_texts import said
from attendees.demo.posts import INSTITUTIONS, OTHERS, Institution

SEED = 20241125
#: Delegations that speak for a State although they carry no State's code.
OF_THE_HOST = frozenset({"NCPT", "AKYI"})
#: Who is sent from abroad: all but the national staff.
ABROAD = frozenset({"UNODC", "OSCE", "UNDP", "OHCHR", "RCO", "EUDEL", "USEMB", "ICRC"})
HOST = "KG"
#: Who stays away, of those the file says do: named where it matters.
JOURNALIST = "Bekova"


def cast(data: Mapping[str, Any], *, seed: int = SEED) -> list[Member]:
    """Everybody, in the order of the file: delegations first, then those who are no delegates."""
    maker = Maker(seed)
    maker.used |= {(row["family_name"], row["given_name"]) for rows in NAMED.values() for row in rows}
    members = [member for row in data["delegations"] for member in _delegation(maker, row)]
    members += [member for row in data["non_delegates"] for member in _others(maker, row)]
    _choose_no_shows(maker, members, data["expected"]["no_show_by_code"])
    _choose_workshop(maker, members)
    return members


def _delegation(maker: Maker, row: Mapping[str, Any]) -> Iterator[Member]:
    key = (row["code"], row["unit"])
    sexes = _sexes(key, row["total"], row["women"])
    seats = list(posts_of(INSTITUTIONS[key], row["total"]))
    for number, (sex, (institution, post)) in enumerate(zip(sexes, seats, strict=True)):
        member = Member(row["code"], row["category"], country=_state(row["code"], row["category"]))
        named = NAMED.get(key, [])[number : number + 1]
        person = dict(named[0]) if named else {"sex": sex}
        _fill(maker, member, person, institution, post)
        member.fields["sponsored"] = number < row["sponsored"]
        yield member


def _sexes(key: tuple[str, str], total: int, women: int) -> list[str]:
    """The named ones first, as they are; then men and women in turn until the numbers are right."""
    named = [row["sex"] for row in NAMED.get(key, [])]
    left = Counter({WOMAN: women - named.count(WOMAN), MAN: total - women - named.count(MAN)})
    rest = []
    while left.total() > 0:
        sex = max((WOMAN, MAN), key=lambda each: left[each] / (total or 1))
        rest.append(sex)
        left[sex] -= 1
    return named + rest


def _state(code: str, category: str) -> str:
    if code in OF_THE_HOST:
        return HOST
    return code if category == "MEMBER_STATE" else ""


def _fill(maker: Maker, member: Member, person: dict[str, Any], institution: Institution, post: str) -> None:
    """Names, then everything that follows from them; what is given stays as it is."""
    sex = person["sex"]
    if "family_name" not in person:
        person |= _names(maker, member.code, sex, post)
    person.setdefault("nationality", member.country or HOST)
    rest = maker.rest(person, institution, sex)
    member.fields = {**rest, **said(post, rest["language"]), **person}
    member.consents = maker.consents()


def _names(maker: Maker, code: str, sex: str, post: str) -> dict[str, Any]:
    if code in ABROAD and not post.startswith("National"):
        return maker.foreigner(sex, citizen_of="US" if code == "USEMB" else "")
    nationality = code if code in CULTURES else HOST
    return {"nationality": nationality, **maker.name(nationality, sex)}


def _others(maker: Maker, row: Mapping[str, Any]) -> Iterator[Member]:
    category, institutions = OTHERS[row["category"]]
    named = NAMED.get((row["category"], ""), [])
    for number, (institution, post) in enumerate(posts_of(institutions, row["total"])):
        member = Member(row["category"], category)
        person = dict(named[number]) if number < len(named) else {"sex": maker.random.choice((WOMAN, MAN))}
        _fill(maker, member, person, institution, post)
        yield member


def _choose_no_shows(maker: Maker, members: list[Member], wanted: Mapping[str, int]) -> None:
    """Ordinary people who stay away; of the NGOs the journalist, who comes with the media instead."""
    named = {(row["family_name"], row["given_name"]) for rows in NAMED.values() for row in rows}
    for code, number in wanted.items():
        people = [member for member in members if member.code == code]
        usual = [member for member in people if member.name not in named]
        chosen = [member for member in people if member.name[0] == JOURNALIST] or maker.random.sample(usual, number)
        for member in chosen[:number]:
            member.is_no_show = True


def _choose_workshop(maker: Maker, members: list[Member]) -> None:
    """Some twenty sign up for the workshop of twenty-four places."""
    able = [member for member in members if member.category not in {category for category, _rows in OTHERS.values()}]
    for member in maker.random.sample(able, 21):
        member.wants_workshop = True
