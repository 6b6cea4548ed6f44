"""The seventeen categories a conference begins with (docs/conference-file.md): rules, and plain words."""

from typing import Any

from conference.enums import ApprovalMode, AskedField, InList, PhotoRule

F = AskedField
#: What a person is asked who comes for a State or an organisation.
PERSON = [F.CYRILLIC_NAME, F.TITLE, F.POSITION, F.NATIONALITY, F.PHONE]
NEEDS = [F.INTERPRETATION, F.DIET, F.ACCESSIBILITY, F.SESSIONS]
OF_A_STATE = [F.COUNTRY, F.ORGANISATION, *PERSON, *NEEDS]
OF_AN_ORGANISATION = [F.ORGANISATION, *PERSON, *NEEDS]
OF_A_GUEST = [F.COUNTRY, F.ORGANISATION, *PERSON, F.INTERPRETATION, F.DIET, F.ACCESSIBILITY]
OF_STAFF = [F.ORGANISATION, F.CYRILLIC_NAME, F.TITLE, F.POSITION, F.PHONE, F.DIET, F.ACCESSIBILITY]

#: What each category is, unless its row says otherwise.
USUAL: dict[str, Any] = {
    "head_letter": "",
    "counts_as_delegate": True,
    "in_list": InList.YES,
    "approval": ApprovalMode.SECRETARIAT,
    "photo": PhotoRule.OPTIONAL,
    "quota": None,
    "fields_asked": OF_AN_ORGANISATION,
    "is_open": True,
}
#: People who work at the conference: no delegates, entered by the secretariat.
STAFF: dict[str, Any] = {
    "counts_as_delegate": False,
    "in_list": InList.NO,
    "approval": ApprovalMode.AUTOMATIC,
    "photo": PhotoRule.REQUIRED,
    "fields_asked": OF_STAFF,
    "is_open": False,
}


def _category(order: int, code: str, letter: str, colour: str, **rules: Any) -> dict[str, Any]:
    return {**USUAL, "order": order, "code": code, "letter": letter, "colour": colour, **rules, **WORDS[code]}


#: English, Russian, Kyrgyz.
Trio = tuple[str, str, str]


def _words(name: Trio, choice: Trio, hint: Trio, badge: Trio) -> dict[str, dict[str, str]]:
    texts = {"name": name, "choice": choice, "hint": hint, "badge_word": badge}
    return {field: dict(zip(("en", "ru", "ky"), text, strict=True)) for field, text in texts.items()}


WORDS = {
    "MEMBER_STATE": _words(
        ("Member State", "Государство-член", "Мүчө мамлекет"),
        ("I represent a State", "Я представляю государство", "Мен мамлекеттин өкүлүмүн"),
        (
            "You are a member of the delegation of a Member State of the United Nations.",
            "Вы входите в состав делегации государства — члена Организации Объединенных Наций.",
            "Сиз Бириккен Улуттар Уюмуна мүчө мамлекеттин делегациясынын курамындасыз.",
        ),
        ("Delegate", "Делегат", "Делегат"),
    ),
    "OBSERVER_STATE": _words(
        ("Observer State", "Государство-наблюдатель", "Байкоочу мамлекет"),
        (
            "I represent an observer State",
            "Я представляю государство-наблюдатель",
            "Мен байкоочу мамлекеттин өкүлүмүн",
        ),
        (
            "You represent the Holy See or the State of Palestine.",
            "Вы представляете Святой Престол или Государство Палестина.",
            "Сиз Ыйык Тактынын же Палестина Мамлекетинин өкүлүсүз.",
        ),
        ("Delegate", "Делегат", "Делегат"),
    ),
    "UN_SYSTEM": _words(
        (
            "United Nations system",
            "Система Организации Объединенных Наций",
            "Бириккен Улуттар Уюмунун тутуму",
        ),
        (
            "I work for the United Nations system",
            "Я работаю в системе Организации Объединенных Наций",
            "Мен Бириккен Улуттар Уюмунун тутумунда иштейм",
        ),
        (
            "Secretariat, programmes, funds and specialised agencies.",
            "Секретариат, программы, фонды и специализированные учреждения.",
            "Катчылык, программалар, фонддор жана адистештирилген мекемелер.",
        ),
        ("United Nations", "ООН", "БУУ"),
    ),
    "IGO": _words(
        ("Intergovernmental organisation", "Межправительственная организация", "Өкмөттөр аралык уюм"),
        (
            "I represent an intergovernmental organisation",
            "Я представляю межправительственную организацию",
            "Мен өкмөттөр аралык уюмдун өкүлүмүн",
        ),
        (
            "An organisation founded by States outside the United Nations system.",
            "Организация, учреждённая государствами и не входящая в систему ООН.",
            "Мамлекеттер түзгөн, БУУнун тутумуна кирбеген уюм.",
        ),
        ("Intergovernmental organisation", "Межправительственная организация", "Өкмөттөр аралык уюм"),
    ),
    "DONOR": _words(
        ("Donor", "Донор", "Донор"),
        ("I represent a donor", "Я представляю донора", "Мен донордун өкүлүмүн"),
        (
            "Your institution funds the conference or the programme it belongs to.",
            "Ваше учреждение финансирует конференцию или программу, в рамках которой она проводится.",
            "Мекемеңиз конференцияны же анын программасын каржылайт.",
        ),
        ("Donor", "Донор", "Донор"),
    ),
    "NATIONAL_INSTITUTION": _words(
        ("National institution", "Национальное учреждение", "Улуттук мекеме"),
        (
            "I represent a national institution",
            "Я представляю национальное учреждение",
            "Мен улуттук мекеменин өкүлүмүн",
        ),
        (
            "Ombudsperson, national preventive mechanism or another independent body of a State.",
            "Омбудсмен, национальный превентивный механизм или иной независимый орган государства.",
            "Омбудсмен, улуттук алдын алуу механизми же мамлекеттин башка көз карандысыз органы.",
        ),
        ("National institution", "Национальное учреждение", "Улуттук мекеме"),
    ),
    "ACADEMIA": _words(
        ("Academia", "Научное учреждение", "Илимий мекеме"),
        (
            "I come from a university or research institute",
            "Я из университета или научного учреждения",
            "Мен университеттен же илимий мекемеденмин",
        ),
        (
            "You teach or do research and speak for your institution.",
            "Вы преподаёте или ведёте исследования и представляете своё учреждение.",
            "Сиз сабак бересиз же изилдейсиз жана мекемеңиздин өкүлүсүз.",
        ),
        ("Academia", "Наука", "Илим"),
    ),
    "NGO": _words(
        ("Non-governmental organisation", "Неправительственная организация", "Өкмөттүк эмес уюм"),
        (
            "I represent a non-governmental organisation",
            "Я представляю неправительственную организацию",
            "Мен өкмөттүк эмес уюмдун өкүлүмүн",
        ),
        (
            "Associations, foundations and other organisations of civil society.",
            "Объединения, фонды и другие организации гражданского общества.",
            "Бирикмелер, фонддор жана жарандык коомдун башка уюмдары.",
        ),
        ("Non-governmental organisation", "Неправительственная организация", "Өкмөттүк эмес уюм"),
    ),
    "OTHER_ENTITY": _words(
        ("Other entity", "Иное учреждение", "Башка мекеме"),
        ("I represent another entity", "Я представляю иное учреждение", "Мен башка мекеменин өкүлүмүн"),
        (
            "An institution that none of the categories above describes.",
            "Учреждение, которое не относится ни к одной из категорий выше.",
            "Жогорудагы категориялардын эч бирине кирбеген мекеме.",
        ),
        ("Observer", "Наблюдатель", "Байкоочу"),
    ),
    "INDIVIDUAL_EXPERT": _words(
        ("Individual expert", "Индивидуальный эксперт", "Жеке эксперт"),
        (
            "I come as an expert in my own name",
            "Я участвую как эксперт в личном качестве",
            "Мен өз атымдан эксперт катары катышам",
        ),
        (
            "You were invited for what you know and speak for no State or organisation.",
            "Вас пригласили как специалиста; Вы не представляете государство или организацию.",
            "Сизди адис катары чакырышкан; сиз мамлекеттин же уюмдун өкүлү эмессиз.",
        ),
        ("Expert", "Эксперт", "Эксперт"),
    ),
    "SPECIAL_GUEST": _words(
        ("Special guest", "Почётный гость", "Ардактуу конок"),
        ("I am a special guest", "Я почётный гость", "Мен ардактуу конокмун"),
        (
            "You hold a personal invitation of the organisers.",
            "У Вас есть личное приглашение организаторов.",
            "Сизде уюштуруучулардын жеке чакыруусу бар.",
        ),
        ("Special guest", "Почётный гость", "Ардактуу конок"),
    ),
    "HOST_COUNTRY_GUEST": _words(
        ("Guest of the host country", "Гость принимающей страны", "Кабыл алуучу өлкөнүн коногу"),
        (
            "I am a guest of the host country",
            "Я гость принимающей страны",
            "Мен кабыл алуучу өлкөнүн коногумун",
        ),
        (
            "The authorities of the host country invited you.",
            "Вас пригласили органы власти принимающей страны.",
            "Сизди кабыл алуучу өлкөнүн бийлик органдары чакырган.",
        ),
        ("Guest", "Гость", "Конок"),
    ),
    "SECRETARIAT": _words(
        ("Secretariat", "Секретариат", "Катчылык"),
        ("I work for the secretariat", "Я работаю в секретариате", "Мен катчылыкта иштейм"),
        (
            "You organise the conference.",
            "Вы организуете конференцию.",
            "Сиз конференцияны уюштурасыз.",
        ),
        ("Secretariat", "Секретариат", "Катчылык"),
    ),
    "MEDIA": _words(
        ("Media", "Средства массовой информации", "Массалык маалымат каражаттары"),
        (
            "I report for the media",
            "Я представляю средства массовой информации",
            "Мен массалык маалымат каражатынанмын",
        ),
        (
            "Journalists, photographers and camera crews. Accreditation covers the open sessions.",
            "Журналисты, фотографы и съёмочные группы. Аккредитация действует на открытых заседаниях.",
            "Журналисттер, сүрөтчүлөр жана тартуу топтору. Аккредитация ачык отурумдарга берилет.",
        ),
        ("Press", "Пресса", "Басма сөз"),
    ),
    "INTERPRETER": _words(
        ("Interpreter", "Переводчик", "Котормочу"),
        ("I interpret at the conference", "Я переводчик конференции", "Мен конференциянын котормочусумун"),
        (
            "The secretariat has engaged you as an interpreter.",
            "Секретариат пригласил Вас в качестве переводчика.",
            "Катчылык сизди котормочу катары чакырган.",
        ),
        ("Interpreter", "Переводчик", "Котормочу"),
    ),
    "SECURITY": _words(
        ("Security", "Служба безопасности", "Коопсуздук кызматы"),
        ("I serve in security", "Я из службы безопасности", "Мен коопсуздук кызматынанмын"),
        (
            "You guard the venue or a delegation.",
            "Вы охраняете место проведения или делегацию.",
            "Сиз өткөрүлүүчү жайды же делегацияны кайтарасыз.",
        ),
        ("Security", "Безопасность", "Коопсуздук"),
    ),
    "SUPPORT": _words(
        ("Support staff", "Технический персонал", "Техникалык кызматкерлер"),
        ("I belong to the support staff", "Я из технического персонала", "Мен техникалык кызматкермин"),
        (
            "Drivers, technicians, assistants of persons with disabilities and others who help.",
            "Водители, техники, сопровождающие лиц с инвалидностью и другие помощники.",
            "Айдоочулар, техниктер, майыптыгы бар адамдардын коштоочулары жана башка жардамчылар.",
        ),
        ("Staff", "Персонал", "Кызматкер"),
    ),
}

#: In protocol order.
DEFAULTS: list[dict[str, Any]] = [
    _category(10, "MEMBER_STATE", "D", "red", head_letter="E", fields_asked=OF_A_STATE),
    _category(20, "OBSERVER_STATE", "D", "red", fields_asked=OF_A_STATE),
    _category(30, "UN_SYSTEM", "U", "green"),
    _category(40, "IGO", "I", "green"),
    _category(45, "DONOR", "O", "green"),
    _category(50, "NATIONAL_INSTITUTION", "O", "green", fields_asked=OF_A_STATE),
    _category(55, "ACADEMIA", "O", "green"),
    _category(60, "NGO", "N", "green"),
    _category(65, "OTHER_ENTITY", "O", "green"),
    _category(70, "INDIVIDUAL_EXPERT", "X", "green"),
    _category(75, "SPECIAL_GUEST", "G", "yellow", fields_asked=OF_A_GUEST, is_open=False),
    _category(80, "HOST_COUNTRY_GUEST", "H", "yellow", fields_asked=OF_A_GUEST, is_open=False),
    _category(90, "SECRETARIAT", "S", "blue-grey", **{**STAFF, "in_list": InList.SEPARATE}),
    _category(
        100,
        "MEDIA",
        "P",
        "yellow",
        counts_as_delegate=False,
        in_list=InList.NO,
        photo=PhotoRule.REQUIRED,
        fields_asked=[F.ORGANISATION, *PERSON, F.ACCESSIBILITY],
    ),
    _category(110, "INTERPRETER", "T", "grey", **STAFF),
    _category(120, "SECURITY", "Z", "blue", **STAFF),
    _category(130, "SUPPORT", "L", "blue", **STAFF),
]
