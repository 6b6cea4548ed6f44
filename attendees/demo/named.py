"""The people who must be in every demonstration: names, rules and corner cases of the field, by delegation."""

from typing import Any

WOMAN, MAN = "F", "M"


def _person(sex: str, latin: str, cyrillic: str = "", **more: Any) -> dict[str, Any]:
    """`latin` and `cyrillic` are "family / given / patronymic"."""
    family, given, *_none = [part.strip() for part in f"{latin}/".split("/")]
    parts = [part.strip() for part in f"{cyrillic}//".split("/")]
    return {
        "sex": sex,
        "family_name": family,
        "given_name": given,
        "cyrillic_family_name": parts[0],
        "cyrillic_given_name": parts[1],
        "patronymic": parts[2],
        **more,
    }


PRISONS = "Prison Service under the Ministry of Justice - headquarters"
REGIONS = "Penitentiary institutions (regions)"
PROBATION = "Probation Department under the Ministry of Justice"
TRAINING = "Training Centre of the Prison Service"
KAZAKHSTAN = "Committee of the Penitentiary System; Kostanay Academy; Prosecutor General's Office"
UZBEKISTAN = "Department for Execution of Punishment; Ministry of Justice"
TAJIKISTAN = "Prison Service of the Ministry of Justice"
BULGARIA = "General Directorate for Execution of Penalties"
ROMANIA = "National Administration of Penitentiaries"

#: They take the first posts of their delegation.
NAMED: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("KG", "Ministry of Justice"): [
        # A minister: the only one whose title is a request until protocol confirms it.
        _person(MAN, "Sagynbekov / Ermek", "Сагынбеков / Эрмек / Асанович", title="HE", protocol_rank=1),
        _person(WOMAN, "Usonova / Aigul", "Үсөнова / Айгүл / Өмүрбековна"),
    ],
    ("KG", PRISONS): [
        _person(MAN, "Japarov / Askar", "Жапаров / Аскар / Бакытович", badge_name="Askar Zhaparov", protocol_rank=2),
        _person(MAN, "Nurlan uulu / Bekzhan", "Нурлан уулу / Бекжан", badge_name="Bekjan Nurlan"),
        _person(WOMAN, "Nurlan kyzy / Aizhan", "Нурлан кызы / Айжан"),
    ],
    ("KG", REGIONS): [
        # Two people whose names differ by one letter and by sex.
        _person(MAN, "Asanov / Marat", "Асанов / Марат / Сапарович"),
        _person(WOMAN, "Asanova / Marat", "Асанова / Марат / Сапаровна"),
        # No e-mail at all: an officer entered him, and letters have nowhere to go.
        _person(MAN, "Zholdoshev / Sabyr", "Жолдошев / Сабыр / Токтогулович", email=""),
    ],
    ("KG", PROBATION): [
        _person(WOMAN, "Kim / Elena", "Ким / Елена / Владимировна"),
        _person(
            WOMAN,
            "Duishenalieva / Zarema",
            "Дуйшеналиева / Зарема / Эсеновна",
            accessibility="Wheelchair user: a step-free way, a place at the end of a row, an accessible toilet."
            " Comes with an assistant, Nargiza Akmatova.",
        ),
        _person(
            WOMAN,
            "Akmatova / Nargiza",
            "Акматова / Наргиза / Бакытовна",
            accessibility="Assistant of Zarema Duishenalieva: a seat beside her.",
        ),
    ],
    ("KG", TRAINING): [
        # One mailbox for two people.
        _person(MAN, "Toktorov / Nurlan", "Токторов / Нурлан / Кубатович", email="office@training-kg.example"),
        _person(WOMAN, "Alieva / Burulai", "Алиева / Бурулай / Маратовна", email="office@training-kg.example"),
    ],
    ("KG", "State Committee for National Security"): [
        _person(
            MAN,
            "Mambetov / Ruslan",
            "Мамбетов / Руслан / Жолдошович",
            identity_protection="NO_PUBLICATION",
            remarks="In no list that is given out.",
        ),
    ],
    ("KZ", KAZAKHSTAN): [_person(MAN, "Abilov / Kairat", "Әбілов / Қайрат / Серікұлы")],
    ("UZ", UZBEKISTAN): [
        _person(
            MAN, "Gʻulomov / Sherzod", "Ғуломов / Шерзод / Баҳром ўғли", list_name="Gʻulomov Sherzod Bahrom oʻgʻli"
        ),
    ],
    ("TJ", TAJIKISTAN): [
        _person(MAN, "Yusufzoda / Faridun", "Юсуфзода / Фаридун"),
        _person(MAN, "Qosimov / Bahrom", "Қосимов / Баҳром / Раҷабович"),
    ],
    ("BG", BULGARIA): [_person(MAN, "Tsvetkov / Dimitar", "Цветков / Димитър / Иванов")],
    ("RO", ROMANIA): [
        _person(WOMAN, "Șerban / Ioana"),
        # The old letter with a cedilla, as some keyboards still write it.
        _person(MAN, "Ţăranu / Mihai"),
    ],
    ("NGO", ""): [
        _person(WOMAN, "/ Gulzat", "/ Гүлзат", is_single_name=True, nationality="KG"),
        # The same person is registered with the media, under another spelling and address.
        _person(
            WOMAN,
            "Bekova / Janna",
            "Бекова / Жанна / Эмилевна",
            nationality="KG",
            date_of_birth="1986-05-14",
            email="office@sanat-ayim.example",
            remarks="Probably the same person as Zhanna Bekova of the media list.",
        ),
    ],
    ("EXP", ""): [
        # Invited in person: counts for no State, whatever the passport says.
        _person(WOMAN, "Yordanova / Radostina", "Йорданова / Радостина / Петрова", nationality="BG"),
    ],
    ("AKYI", ""): [
        _person(WOMAN, "Abdyldaeva-Toktogulova / Nurgul", "Абдылдаева-Токтогулова / Нургүл / Жумабековна"),
    ],
    ("MEDIA", ""): [
        _person(
            WOMAN,
            "Bekova / Zhanna",
            "Бекова / Жанна / Эмилевна",
            email="zhanna.bekova@press.example",
            date_of_birth="1986-05-14",
        ),
    ],
    ("INTERPRETER", ""): [_person("NOT_STATED", "Orozbaeva / Aliya", "Орозбаева / Алия / Рустамовна", title="")],
}
