"""Ranks, courtesy titles and degrees, wherever people write them: before the name, in it, beside the position."""

import re
from dataclasses import dataclass

from attendees.enums import CourtesyTitle

# Ranks ------------------------------------------------------------------------------------------------

_RUSSIAN = r"""
    (?:ген(?:ерал)?\.?\s?-?\s?(?:майор|лейтенант|полковник)|генерал\s+армии|генерал
    |п/?\s?полковник|подполк\.|полк\.|(?:под)?полковник|майор|капитан
    |(?:(?:старший|ст\.|младший|мл\.)\s*)?(?:лейтенант|прапорщик|сержант)|старшина
    |(?:(?:государственный|старший|младший|главный)\s+)?советник\s+(?:юстиции|таможенной\s+службы|государственной\s+службы)
        (?:\s+(?:[1-3IVХ]+|перво|второ|треть)(?:-?\s?(?:го|й|ого|его))?\s+(?:класса|ранга))?)
    (?:\s+(?:внутренней\s+службы|вн\.\s?сл(?:ужбы|\.)?|в/с|милиции|полиции|юстиции|(?:таможенной|медицинской|пограничной
        |уголовно-исполнительной)\s+службы|м/с|(?:государственной|национальной)\s+безопасности|запаса|в\s+отставке
        |уголовно-исполнительной\s+системы))*"""
_KYRGYZ = r"""
    (?:ички\s+кызматт?ын|ички\s+кызмат|милициянын|полициянын|юстициянын|юстиция|бажы\s+кызматынын)\s+
    (?:генерал-майору|генерал-лейтенанты|(?:под)?полковниги|майору|капитаны|(?:(?:ага|кенже|улук)\s+)?лейтенанты)"""
_ENGLISH = r"""
    (?:(?:lieutenant|lt|major|maj|brigadier|brig|colonel|col)\.?[\s-]\s?(?:general|gen\.)
    |lieutenant[\s-]colonel|lt\.?[\s-]?\s?col(?:onel|\.)|colonel|col\.|major|maj\.|captain|capt\.|general|gen\.
    |brigadier|(?:(?:senior|junior|first|second)\s+)?lieutenant|lt\.|(?:(?:senior|staff)\s+)?sergeant|sgt\.)
    (?:\s+of\s+(?:the\s+)?(?:police|justice|militia|internal\s+(?:service|affairs)|customs(?:\s+service)?|reserve
        |medical\s+service|prison\s+service|penitentiary\s+service))*
    (?:\s*\(ret(?:\.|ired)?\))?"""
RANK = re.compile(rf"(?:{_RUSSIAN}|{_KYRGYZ}|{_ENGLISH})(?![\w-])", re.IGNORECASE | re.VERBOSE)
#: English ranks that are also plain words, as in "General Director" and "Major Crimes Unit".
WORDS_TOO = re.compile(r"general|major|captain|генерал|капитан", re.IGNORECASE)
BETWEEN = " ,;–—-\n"

# Titles ------------------------------------------------------------------------------------------------

T = CourtesyTitle
_TITLES = {
    T.HE: r"h\.?\s?e\.|h\.?\s?e(?=\s)|(?:his|her)\s+excellency|е\.?\s?п\.|(?:его|ее|её)\s+превосходительство",
    T.PROF: r"prof\.?|professor|проф\.?|профессор",
    T.DR: r"dr\.?|doctor|д-р",
    T.MR: r"mr\.?|mister|г-н|г\.(?=\s)|господин|мырза",
    T.MS: r"mrs\.?|ms\.?|miss|madam|г-жа|госпожа|айым",
    T.MX: r"mx\.?",
}
TITLES = {title: re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE) for title, pattern in _TITLES.items()}
#: Of several the highest is kept: "H.E. Mr." is H.E.
ORDER = list(TITLES)
DEGREE = re.compile(
    r"(?:[кд]\.?\s?[а-я]{1,6}\.?\s?-?\s?[а-я]{0,4}\.?\s?н\.|(?:кандидат|доктор|канд\.|докт\.)\s+[а-я.]+\s+наук|ph\.?\s?d\.?|ll\.?m\.?"
    r"|доцент|академик|профессор|илимдин\s+(?:доктору|кандидаты))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Honours:
    """What stood around a name or a position, and what is left of the text."""

    rest: str
    rank: str = ""
    title: str = ""
    degree: str = ""


def title_of(text: str) -> str:
    """The courtesy title a cell says, or an empty text for one we do not know."""
    words = text.strip().rstrip(",")
    found = [title for title in ORDER if TITLES[title].match(words)]
    return str(found[0]) if found else ""


def of_name(text: str) -> Honours:
    """Titles and ranks before a name, degrees behind it: `полковник юстиции Жапаров Аскар`, `H.E. Mr. Ким, к.ю.н.`."""
    rest, rank, titles = text.strip(), "", []
    while rest:
        title = next((each for each in ORDER if TITLES[each].match(rest)), None)
        found = TITLES[title].match(rest) if title else (None if rank else RANK.match(rest))
        if found is None or len(rest) == found.end():
            break
        if title:
            titles.append(title)
        else:
            rank = found[0]
        rest = rest[found.end() :].lstrip(BETWEEN + ".")
    name, _comma, behind = rest.partition(",")
    if behind and (degree := behind.strip()) and DEGREE.match(degree):
        return Honours(name.strip(), rank, _highest(titles), degree)
    if behind and (match := RANK.fullmatch(behind.strip())):
        return Honours(name.strip(), rank or match[0], _highest(titles))
    return Honours(rest, rank, _highest(titles))


def _highest(titles: list[CourtesyTitle]) -> str:
    return str(min(titles, key=ORDER.index)) if titles else ""


def of_position(text: str) -> Honours:
    """A rank before or behind a position: `майор внутренней службы, инспектор`, `Head of Unit, Col.`."""
    whole = text.strip()
    found = RANK.match(whole)
    if found and _is_rank(found[0], whole[found.end() :]):
        return Honours(whole[found.end() :].strip(BETWEEN), found[0])
    head, comma, last = whole.rpartition(",")
    if comma and RANK.fullmatch(last.strip()):
        return Honours(head.strip(), last.strip())
    return Honours(whole)


def _is_rank(rank: str, behind: str) -> bool:
    """Whether it ends there, or the words that follow are a position of their own."""
    if not behind.strip() or behind.lstrip()[:1] in ",;–—\n" or behind.startswith(" - "):
        return True
    return not WORDS_TOO.fullmatch(rank)
