"""How the heads of columns are written in English, Russian and Kyrgyz, and in tables of the neighbours."""

import re

#: Meaning → how it is written; lower case, without punctuation, ё as е. A whole head that is one of these is sure.
#: What ends in * may go on with further words ("дата рождения дд мм гггг"), what ends in ~ with further letters.
SPELLINGS = {
    "number": "№ | n | no | nr | num | number | № п п | № пп | п п | пп | номер | № № | т б | катар номери | к н",
    "ethnicity": "национальность | улуту | ethnicity | ethnic origin | ұлты",
    "passport": """
        паспорт~ | паспортные данные~ | серия* | номер паспорта* | данные паспорта* | passport* | travel document*
        | id card* | удостоверение личности* | инн | пин | иин | pin | personal number* | жеке номер*
        | паспорттун~ | паспорту~ | паспорт маалыматтары*""",
    "place_of_birth": "место рождения* | place of birth* | birthplace | туулган жери* | год рождения | year of birth",
    "name_and_position": """
        фио должность* | ф и о должность* | ф и о и должность* | фио и должность* | фамилия имя отчество должность*
        | фамилия имя отчество и должность* | name and position* | name position* | full name and position*
        | name and title* | name and designation* | аты жөнү кызматы* | аты жөнү жана кызматы*""",
    "full_name": """
        фио* | ф и о* | фамилия имя отчество* | фамилия имя и отчество* | фамилия и имя* | фамилия имя* | полное имя*
        | имя и фамилия* | имя фамилия* | имя отчество фамилия* | участник | участники | делегат | делегаты
        | член делегации | члены делегации | имя участника* | имя делегата*
        | full name* | fullname | complete name* | name and surname* | surname and name* | name surname* | surname name*
        | first and last name* | family name and given name* | family and given name* | given and family name*
        | name of participant* | name of the participant* | name of delegate* | name of the delegate* | names of*
        | participant* | participant s name* | participants name* | delegate | delegates | delegate name*
        | name of representative* | members of the delegation
        | аты жөнү* | аты жону* | фамилиясы аты* | аты фамилиясы* | аты жана фамилиясы* | толук аты*
        | аты жөні* | ф а а* | фаа | фааа | катышуучу* | делегаттын аты*""",
    "family_name": """
        фамилия* | family name* | surname* | last name* | lastname | family names | фамилиясы* | тегі | familiya*""",
    "patronymic": """
        отчество* | patronymic* | middle name* | father s name* | fathers name* | атасынын аты* | әкесінің аты*""",
    "given_name": """
        given name* | given names* | first name* | firstname | first names | forename* | forenames | имя собственное*
        | ысымы* | өз аты* | есімі | other names""",
    "name": "имя* | name* | names | аты* | ism",
    "contacts": """
        контакты* | контактные данные* | контактная информация* | contact* | contacts* | contact details*
        | телефон e mail* | телефон и e mail* | телефон email* | тел e mail* | телефон эл почта* | e mail телефон~
        | телефон электронная почта* | телефон адрес электронной почты* | phone e mail* | phone email*
        | phone and e mail*
        | tel e mail* | байланыш маалыматы~ | байланыш*""",
    "email": """
        e mail* | email* | mail | эл почта* | эл адрес* | электронная почта* | электронный адрес*
        | адрес электронной почты* | адрес эл почты* | почта | электрондук почта* | электрондук дарек* | эл дарек*
        | e mail address*""",
    "phone": """
        телефон~ | тел* | моб~ | мобильн~ | сотов~ | контактный телефон~ | контактный тел* | номер телефона*
        | рабочий телефон~ | телефон и факс* | phone* | telephone* | mobile* | cell* | tel* | contact phone*
        | contact number* | phone number* | байланыш телефону~ | телефону~ | уюлдук*""",
    "date_of_birth": """
        дата рождения* | день рождения* | дата и место рождения* | д р | др | дата рожд* | рождения
        | год и дата рождения*
        | число месяц год рождения* | date of birth* | dob | d o b | birth date* | birthdate* | birthday* | born*
        | date and place of birth* | туулган күнү* | туулган куну* | туулган датасы* | туулган жылы* | туған күні*""",
    "sex": "пол | пол м ж | м ж | sex* | gender* | m f | жынысы* | жыныс",
    "nationality": """
        гражданство* | nationality* | citizenship* | жарандыгы* | жарандык* | азаматтығы* | фукаролиги*""",
    "capacity": """
        роль в делегации* | роль* | статус в делегации* | статус в составе делегации* | функция в делегации*
        | в качестве* | role in the delegation* | role in delegation* | role* | function in the delegation*
        | function in delegation* | capacity* | status in the delegation* | status in delegation*
        | делегациядагы~""",
    "rank": """
        звание* | специальное звание* | воинское звание* | спец звание* | чин* | классный чин* | rank* | military rank*
        | special rank* | наамы* | атайын наамы* | аскердик наамы* | чини*""",
    "academic_title": """
        ученая степень* | ученое звание* | степень* | academic title* | academic degree* | degree* | илимий даражасы*
        | илимий наамы*""",
    "title": "обращение* | титул* | courtesy title* | title | titles | salutation* | mr ms* | mr mrs* | кайрылуу*",
    "position": """
        должность* | занимаемая должность* | место работы и должность* | место работы должность*
        | должность и место работы*
        | должность звание* | функция* | position* | job title* | job position* | title position* | title and position*
        | designation* | post* | function* | occupation* | official title* | кызматы* | кызмат орду* | кызмат*
        | ээлеген кызматы* | лауазымы* | лавозими*""",
    "organisation": """
        организация* | наименование организации* | название организации* | место работы* | учреждение* | ведомство*
        | министерство~ | орган* | государственный орган* | наименование учреждения* | наименование органа*
        | министерство ведомство* | компания* | organisation* | organization* | institution* | ministry*
        | agency* | employer* | affiliation* | company* | entity* | name of organization* | name of organisation*
        | name of the organization* | name of the organisation* | workplace* | place of work* | department*
        | мекеме* | мекемеси* | мекеменин аталышы* | уюм* | уюму* | иштеген жери* | министрлик* | иш орду* | ұйым*
        | ташкилот*""",
    "country": """
        страна* | государство* | государство участник* | country* | state | state represented* | member state* | states
        | representing* | delegation | делегация | мамлекет* | мамлекети* | өлкө* | өлкөсү* | мемлекет*""",
    "language": """
        язык* | рабочий язык* | язык переписки* | предпочтительный язык* | language* | preferred language*
        | working language* | тили* | тил""",
    "category": "категория* | категория участника* | category* | participant category* | категориясы*",
}
#: Said beside a name: which letters it is written in.
LATIN = re.compile(r"латин|latin|англ|english|passport|паспорт|загран|roman")
NAMES = {"full_name", "family_name", "given_name", "name"}


def plain(text: str) -> str:
    """A head as it is compared: small letters, no punctuation."""
    small = text.casefold().replace("ё", "е")
    return " ".join(re.findall(r"[^\W_]+|№", small))


def _table() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Whole spellings → meaning; beginnings → meaning, the longest first."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for meaning, spellings in SPELLINGS.items():
        for spelling in spellings.split("|"):
            words = spelling.strip()
            plain_words = words.rstrip("*~")
            whole.setdefault(plain_words, meaning)
            if words != plain_words:
                beginnings.setdefault(plain_words + (" " if words.endswith("*") else ""), meaning)
    return whole, sorted(beginnings.items(), key=lambda item: -len(item[0]))


WHOLE, BEGINNINGS = _table()
SURE, LIKELY, GUESSED = 1.0, 0.8, 0.5


def meaning_of(head: str) -> tuple[str, float]:
    """What a head means, and how sure that is; an empty meaning for what we do not know."""
    words = plain(head)
    if not words or len(words) > 120:
        return "", 0.0
    meaning, confidence = _found(words)
    if meaning == "passport" and LATIN.search(words) and re.search(r"имя|фамили|фио|ф и о|name|аты", words):
        meaning = _found(re.sub(r"\w*паспорт\w*|passport", "", words).strip())[0] or "full_name"
    if meaning in NAMES and LATIN.search(words):
        return f"{'full_name' if meaning == 'name' else meaning}_latin", LIKELY
    return meaning, confidence


def _found(words: str) -> tuple[str, float]:
    if words in WHOLE:
        return WHOLE[words], SURE
    for beginning, meaning in BEGINNINGS:
        if words.startswith(beginning):
            return meaning, LIKELY
    return "", 0.0
