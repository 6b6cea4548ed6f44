"""Answers people write in words: sex, part in the delegation, language, "none"."""

import re

from attendees.enums import Capacity, Sex

#: Nothing, as people write it.
NOTHING = frozenset("- – — нет none no n/a н/д na nil жок жоқ йўқ".split())

_SEXES = {
    Sex.MALE: "м муж муж. мужчина мужской m male man эркек эр ер еркек эркак мард",
    Sex.FEMALE: "ж жен жен. женщина женский f female woman аял ургаачы әйел аёл зан",
    Sex.OTHER: "x other другой другое башка",
    Sex.NOT_STATED: "?",
}
SEXES = {word: sex.value for sex, words in _SEXES.items() for word in words.split()}

_CAPACITIES = {
    Capacity.DEPUTY: r"зам(?:еститель|\.)?\s?(?:главы|руководителя)|deputy\s+head|deputy\s+chief|башчысынын орун басары"
    r"|жетекчинин орун басары",
    Capacity.HEAD: r"глав[аы]|руководител|head|hod|chief\s+of\s+delegation|leader|делегация(?:нын)?\s+башчысы"
    r"|делегация(?:нын)?\s+жетекчиси|башчы|жетекчи|басшы",
    Capacity.ALTERNATE: r"запасной|заместитель\s+(?:представителя|члена)|alternate|алмаштыруучу",
    Capacity.ADVISER: r"советник|консультант|advis[eo]r|counsell?or|кеңешчи|кенешчи",
    Capacity.EXPERT: r"эксперт|специалист|expert|specialist|адис",
    Capacity.SUPPORT: r"переводчик|сопровожда|помощник|ассистент|секретар|охран|технич|support|interpreter|assistant"
    r"|staff|котормочу|жардамчы|коштоочу",
    Capacity.REPRESENTATIVE: r"член|представител|участник|делегат|member|representative|delegate|participant|мүчө|мучо"
    r"|өкүл|окул|катышуучу",
}
CAPACITIES = {capacity: re.compile(pattern, re.IGNORECASE) for capacity, pattern in _CAPACITIES.items()}

_LANGUAGES = {
    "en": "en eng english англ английский англисче англис",
    "ru": "ru rus russian рус русский орусча орус русский/russian",
    "ky": "ky kg kyr kyrgyz kirghiz кырг кыргызский киргизский кыргызча кыргыз",
    "fr": "fr french французский français французча",
    "es": "es spanish испанский español",
    "ar": "ar arabic арабский",
    "zh": "zh chinese китайский",
}
LANGUAGES = {word: code for code, words in _LANGUAGES.items() for word in words.split()}

#: The first word of a line that adds up.
TOTALS = frozenset("итого всего total totals итог жалпы бардыгы баары жыйынтыгы барлығы жами ҳамагӣ sum".split())


def sex_of(text: str) -> str:
    """The answer a cell gives; empty for one we do not know. Never inferred from anything else (R-65)."""
    return SEXES.get(text.strip().lower().rstrip("."), "")


def capacity_of(text: str) -> str:
    """The part in the delegation that a cell names; empty for one we do not know."""
    return next((str(capacity) for capacity, words in CAPACITIES.items() if words.search(text)), "")


def language_of(text: str) -> str:
    """The code of a language by its name; empty for one we do not know."""
    words = text.strip().lower()
    return LANGUAGES.get(words) or LANGUAGES.get(re.split(r"[\s,;/]+", words)[0], "")


def is_total(cells: list[str]) -> bool:
    """Whether a line adds up: `Итого: 12`."""
    first = re.match(r"[^\W\d_]+", next((cell for cell in cells if cell), "").lower())
    return first is not None and first[0] in TOTALS
